package dev.hardstop.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an import reads. */
class ImportSourcesTest {
  @TempDir
  private Path folder;

  private static ImportSources sources(String... arguments) throws IOException {
    return ImportSources.of(List.of(arguments), InputStream.nullInputStream(), () -> {
      throw new IllegalStateException("S3 is not needed");
    });
  }

  /** The contents, by the names of the sources, in their order. */
  private static Map<String, String> read(ImportSources sources) throws IOException {
    Map<String, String> contents = new LinkedHashMap<>();
    sources.readAll((name, in) -> contents.put(name, new String(in.readAllBytes(), UTF_8)));
    return contents;
  }

  private Path file(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "in " + name);
  }

  @Test
  void filesAreReadInTheOrderOfTheArgumentsAndFoldersInTheOrderOfNames() throws IOException {
    Path single = file("z.csv");
    file("list/b.csv");
    file("list/a/2.json");
    file("list/a/1.json");
    try (ImportSources sources =
        sources(single.toString(), folder.resolve("list").toString())) {
      assertThat(read(sources).values())
          .containsExactly("in z.csv", "in list/a/1.json", "in list/a/2.json", "in list/b.csv");
    }
  }

  @Test
  @Timeout(60)
  void aPipeCanBeReadMoreThanOnce() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Process writer =
        new ProcessBuilder("sh", "-c", "printf 'in the pipe' >\"$0\"", pipe.toString()).start();
    try (ImportSources sources = sources(pipe.toString())) {
      assertThat(read(sources)).containsExactly(Map.entry(pipe.toString(), "in the pipe"));
      assertThat(read(sources)).containsExactly(Map.entry(pipe.toString(), "in the pipe"));
    } finally {
      writer.destroy();
    }
  }

  @Test
  void hiddenFilesAndRejectsOfEarlierImportsInAFolderAreNotRead() throws IOException {
    file("bounces.csv");
    file("bounces.csv.rejects.csv");
    file(".settings");
    file(".cache/bounces.csv");
    try (ImportSources sources = sources(folder.toString())) {
      assertThat(read(sources).values()).containsExactly("in bounces.csv");
    }
  }

  @Test
  void aRejectsFileIsReadWhereTheUserNamesIt() throws IOException {
    try (ImportSources sources = sources(file("bounces.csv.rejects.csv").toString())) {
      assertThat(read(sources)).hasSize(1);
    }
  }

  @Test
  void standardInputCanBeReadTwiceAndItsCopyIsPrivateAndDeleted() throws IOException {
    Set<Path> before = copies();
    ImportSources sources = ImportSources.of(
        List.of("-"), new ByteArrayInputStream("piped".getBytes(UTF_8)), () -> null);
    Set<Path> added = copies();
    added.removeAll(before);
    try (sources) {
      assertThat(read(sources)).containsExactly(Map.entry("standard input", "piped"));
      assertThat(read(sources)).containsExactly(Map.entry("standard input", "piped"));
      assertThat(added)
          .singleElement()
          .satisfies(copy -> assertThat(Files.getPosixFilePermissions(copy))
              .extracting(Enum::name)
              .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE"));
    }
    assertThat(added).noneMatch(Files::exists);
  }

  private static Set<Path> copies() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("hardstop-import-"))
          .collect(Collectors.toSet());
    }
  }

  @Test
  void allObjectsWithAPrefixAreReadInTheOrderOfTheirKeys() throws IOException {
    try (ObjectStore store = new ObjectStore()) {
      for (String key : List.of(
          "ses/2026/11/03/b.gz",
          "ses/2026/11/03/a b+c.gz",
          "ses/2026/11/02/z",
          "ses/2026/10/31/y",
          "other/x")) {
        store.put(key, ("in " + key).getBytes(UTF_8));
      }
      store.put("ses/2026/11/03/", new byte[0]);
      try (ImportSources sources = ImportSources.of(
          List.of("s3://feedback-archive/ses/2026/11"),
          InputStream.nullInputStream(),
          store::client)) {
        assertThat(read(sources))
            .containsExactly(
                Map.entry("s3://feedback-archive/ses/2026/11/02/z", "in ses/2026/11/02/z"),
                Map.entry(
                    "s3://feedback-archive/ses/2026/11/03/a b+c.gz", "in ses/2026/11/03/a b+c.gz"),
                Map.entry("s3://feedback-archive/ses/2026/11/03/b.gz", "in ses/2026/11/03/b.gz"));
      }
    }
  }

  @Test
  void aPrefixWithoutObjectsIsAnErrorOfTheUser() throws IOException {
    try (ObjectStore store = new ObjectStore();
        ImportSources sources = ImportSources.of(
            List.of("s3://feedback-archive/none"), InputStream.nullInputStream(), store::client)) {
      assertThatThrownBy(() -> read(sources))
          .isInstanceOf(CommandException.class)
          .hasMessage("there is no object s3://feedback-archive/none");
    }
  }

  @Test
  void whatIsNotThereIsNoticedBeforeAnythingIsRead() {
    assertThatThrownBy(() -> sources(folder.resolve("missing.csv").toString()))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> sources("s3://")).isInstanceOf(CommandException.class);
    assertThatThrownBy(() -> sources("-", "-")).isInstanceOf(CommandException.class);
  }
}
