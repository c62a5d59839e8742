package dev.hardstop.cli.export;

import static dev.hardstop.cli.export.TestedHardstop.suppressed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.cli.export.TestedHardstop.Ran;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restores that end before their files are restored, and what the same command does afterwards. */
class InterruptedRestoreTest {
  @TempDir
  private Path folder;

  private final FailingRequests writes = FailingRequests.ofWrites();
  private TestedHardstop other;

  /** The lines of an export, one for each address. */
  private List<String> items;

  @BeforeEach
  void export() throws IOException {
    try (TestedHardstop hardstop = new TestedHardstop()) {
      hardstop.write(List.of(suppressed("bob@example.com"), suppressed("eve@example.com")));
      items = exported(hardstop);
    }
    other = new TestedHardstop(writes);
  }

  @AfterEach
  void stop() {
    other.close();
  }

  private static List<String> exported(TestedHardstop from) {
    return from.run("export", "--format", "ndjson").out().lines().toList();
  }

  @Test
  void aRestoreThatEndedEarlyContinuesAfterItsLastBatch() throws IOException {
    Path file = Files.write(folder.resolve("all.ndjson"), items);
    Path resume = folder.resolve("all.ndjson.restore-resume");
    Files.writeString(
        resume,
        "{\"table\":\"hardstop\",\"size\":\"" + Files.size(file) + "\",\"modified\":\""
            + Files.getLastModifiedTime(file) + "\",\"files\":[\"" + file.toRealPath()
            + "\"],\"lines\":1}");
    Ran ran = other.run("restore", file.toString());
    assertThat(ran.err()).contains("continuing after line 1", "restored 1 items");
    assertThat(resume).doesNotExist();
    Files.writeString(
        resume,
        "{\"table\":\"other\",\"size\":\"1\",\"modified\":\"x\",\"files\":[\"" + file.toRealPath()
            + "\"],\"lines\":1}");
    assertThat(other.run("restore", file.toString()).exitCode()).isEqualTo(2);
  }

  @Test
  void anInterruptedRestoreContinuesAndDoesNotForgetWhatItRejected() throws IOException {
    List<String> lines = new ArrayList<>(List.of(items.get(0), "not JSON"));
    lines.addAll(Collections.nCopies(3_000, ""));
    lines.add(items.get(1));
    Path file = Files.write(folder.resolve("all.ndjson"), lines);
    writes.failAfter(1);
    assertThat(other.run("restore", file.toString()).exitCode()).isEqualTo(3);
    writes.failAfter(1);
    Ran again = other.run("restore", file.toString());
    assertThat(again.err())
        .contains("continuing after line 2000 of ", "; 1 lines were rejected")
        .contains("restored 1 items: 1 new, ", "; 1 lines rejected")
        .doesNotContain(":2: ");
    assertThat(again.exitCode()).as("a line of the first run was rejected").isEqualTo(1);
    assertThat(exported(other)).containsExactlyInAnyOrderElementsOf(items);
    assertThat(folder.toFile().list()).containsExactly("all.ndjson");
  }

  @Test
  void ofSeveralFilesThoseThatAreRestoredAreSkipped() throws IOException {
    Path first = Files.write(folder.resolve("a.ndjson"), List.of(items.get(0), "not JSON"));
    Path second = Files.write(folder.resolve("b.ndjson"), List.of(items.get(1)));
    writes.failAfter(1);
    assertThat(other.run("restore", first.toString(), second.toString()).exitCode())
        .isEqualTo(3);
    writes.failAfter(1);
    Ran again = other.run("restore", first.toString(), second.toString());
    assertThat(again.err())
        .contains("a.ndjson was restored by an earlier run; 1 lines were rejected")
        .contains("restored 1 items: 1 new, ", "; 1 lines rejected");
    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(exported(other)).containsExactlyInAnyOrderElementsOf(items);
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("a.ndjson", "b.ndjson");
  }

  @Test
  void aFileThatCannotBeReadEndsTheRestoreBeforeItsFirstWrite() throws IOException {
    Path file = Files.write(folder.resolve("a.ndjson"), items);
    for (String wrong : List.of(
        folder.resolve("b.ndjsn").toString(), folder.toString(), "s3://bucket-without-a-key")) {
      Ran ran = other.run("restore", file.toString(), wrong);
      assertThat(ran.exitCode()).as(wrong).isEqualTo(2);
      assertThat(ran.err()).contains(wrong.startsWith("s3:") ? "s3://BUCKET/KEY" : wrong);
    }
    assertThat(exported(other)).isEmpty();
    assertThat(folder.toFile().list()).containsExactly("a.ndjson");
  }

  @Test
  void aFileThatOneCommandRestoredIsRestoredAgainByAnother() throws IOException {
    Path first = Files.write(folder.resolve("a.ndjson"), List.of(items.get(0)));
    Path second = Files.write(folder.resolve("b.ndjson"), List.of(items.get(1)));
    Path third = Files.write(folder.resolve("c.ndjson"), List.of(""));
    List<List<String>> others = List.of(
        List.of("restore", first.toString()),
        List.of("restore", first.toString(), third.toString()));
    for (List<String> another : others) {
      try (TestedHardstop rebuilt = new TestedHardstop()) {
        writes.failAfter(1);
        assertThat(other.run("restore", first.toString(), second.toString()).exitCode())
            .isEqualTo(3);
        assertThat(folder.resolve("a.ndjson.restore-resume")).exists();
        Ran ran = rebuilt.run(another.toArray(String[]::new));
        assertThat(ran.err()).contains("starting anew with ", "restored 1 items: 1 new");
        assertThat(ran.exitCode()).isZero();
        assertThat(exported(rebuilt)).containsExactly(items.get(0));
        Files.deleteIfExists(folder.resolve("b.ndjson.restore-resume"));
      }
    }
  }

  /** The command may have ended between its last line and the end. */
  @Test
  void aFileThatIsTheOnlyOneOfItsCommandIsNeverSkipped() throws IOException {
    Path file = Files.write(folder.resolve("all.ndjson"), items);
    Files.writeString(
        folder.resolve("all.ndjson.restore-resume"),
        "{\"table\":\"hardstop\",\"size\":\"" + Files.size(file) + "\",\"modified\":\""
            + Files.getLastModifiedTime(file) + "\",\"files\":[\"" + file.toRealPath()
            + "\"],\"lines\":2,\"whole\":true}");
    assertThat(other.run("restore", file.toString()).err()).contains("restored 2 items: 2 new");
    assertThat(folder.toFile().list()).containsExactly("all.ndjson");
  }

  @Test
  void aFileThatIsReplacedDuringTheRestoreIsNotContinued() throws IOException {
    List<String> lines = new ArrayList<>(List.of(items.get(0)));
    lines.addAll(Collections.nCopies(3_000, ""));
    lines.add(items.get(1));
    Path file = Files.write(folder.resolve("all.ndjson"), lines);
    Path replacement = Files.write(folder.resolve("new.ndjson"), items);
    writes.failAfter(1);
    writes.meanwhile(() -> {
      try {
        Files.move(replacement, file, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
    assertThat(other.run("restore", file.toString()).exitCode()).isEqualTo(3);
    assertThat(replacement).doesNotExist();
    Ran again = other.run("restore", file.toString());
    assertThat(again.err()).contains("the earlier restore was of another ");
    assertThat(again.exitCode()).isEqualTo(2);
  }

  @Test
  void aFileThatIsNamedTwiceIsRestoredOnce() throws IOException {
    Path file = Files.write(folder.resolve("a.ndjson"), List.of(items.get(0), "not JSON"));
    Path sameFile = folder.resolve(".").resolve("a.ndjson");
    Ran ran = other.run("restore", file.toString(), file.toString(), sameFile.toString());
    assertThat(ran.err())
        .contains("restored 1 items: 1 new, ", "; 1 lines rejected")
        .doesNotContain("earlier run");
    assertThat(folder.toFile().list()).containsExactly("a.ndjson");
  }

  /** A shell finds them beside the exports for {@code restore folder/*}. */
  @Test
  void filesThatSayHowFarARestoreIsAreNoExports() throws IOException {
    Files.write(folder.resolve("a.ndjson"), List.of(items.get(0)));
    Files.write(folder.resolve("b.ndjson"), List.of(items.get(1)));
    writes.failAfter(1);
    assertThat(other.run(restoreOfTheFolder()).exitCode()).isEqualTo(3);
    writes.failAfter(1);
    String[] again = restoreOfTheFolder();
    assertThat(again).anyMatch(argument -> argument.endsWith("a.ndjson.restore-resume"));
    Ran ran = other.run(again);
    assertThat(ran.err())
        .contains("a.ndjson.restore-resume is not an export")
        .contains("a.ndjson was restored by an earlier run")
        .contains("restored 1 items: 1 new, ", "; 0 lines rejected");
    assertThat(ran.exitCode()).isZero();
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("a.ndjson", "b.ndjson");
    Ran alone = other.run("restore", folder.resolve("a.ndjson.restore-resume").toString());
    assertThat(alone.exitCode()).as(alone.err()).isEqualTo(2);
  }

  private String[] restoreOfTheFolder() {
    String[] names = folder.toFile().list();
    return Stream.concat(
            Stream.of("restore"),
            Arrays.stream(names).sorted().map(name -> folder.resolve(name).toString()))
        .toArray(String[]::new);
  }

  @Test
  void theLinesBeforeTheDamageOfACompressedFileAreRestored() throws IOException {
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(gzip)) {
      out.write((items.get(0) + "\n").getBytes(UTF_8));
      byte[] random = new byte[200_000];
      new Random(17).nextBytes(random);
      out.write(Base64.getEncoder().encode(random));
    }
    Path damaged = folder.resolve("a.ndjson.gz");
    Files.write(damaged, Arrays.copyOf(gzip.toByteArray(), gzip.size() / 2));
    Path whole = Files.write(folder.resolve("b.ndjson"), List.of(items.get(1)));
    Ran ran = other.run("restore", damaged.toString(), whole.toString());
    assertThat(ran.err())
        .contains("a.ndjson.gz: the gzip file is damaged or incomplete: the 1 lines before")
        .contains("restored 2 items");
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(exported(other)).containsExactlyInAnyOrderElementsOf(items);
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("a.ndjson.gz", "b.ndjson");
  }
}
