package dev.hardstop.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What long commands use: questions, progress, and the file that says where to continue. */
class ConsoleTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @ParameterizedTest
  @CsvSource({"y, true", "YES, true", "n, false", "'', false", "yesterday, false"})
  void onlyYesIsYes(String answer, boolean isYes) {
    Console console = console(answer + "\n", Set.of(Console.Stream.IN));
    assertThat(console.confirm("Send 3 lines?", "--yes")).isEqualTo(isYes);
    assertThat(out.toString(UTF_8)).isEmpty();
    assertThat(err.toString(UTF_8)).isEqualTo("Send 3 lines? [y/N] ");
  }

  @Test
  void whereNobodyCanAnswerTheOptionIsNamed() {
    assertThatThrownBy(() -> console("y\n", Set.of()).confirm("Send 3 lines?", "--yes"))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("add --yes");
  }

  @Test
  void progressIsABarOnATerminal() {
    try (Progress progress = console("", Set.of(Console.Stream.ERR)).progress("sending", 1_000)) {
      progress.add(400);
      progress.set(1_000);
    }
    assertThat(err.toString(UTF_8)).contains("\r", "sending", "100%", "1000/1000", "/s");
    assertThat(out.toString(UTF_8)).isEmpty();
  }

  @Test
  void progressIsPlainLinesElsewhere() {
    try (Progress progress = console("", Set.of()).progress("sending", 1_000)) {
      progress.add(1_000);
    }
    try (Progress progress = console("", Set.of()).progress("reading", -1)) {
      progress.add(3);
    }
    assertThat(err.toString(UTF_8))
        .matches("sending: 1000/1000, 100 %, \\d+/s, 0 s left\nreading: 3, \\d+/s\n");
  }

  @Test
  void progressInBytesIsShownInThousandsWithTheRemainingTimeIfTheSizeIsKnown() {
    try (Progress progress = console("", Set.of()).progressInBytes("reading", 12_345, 0)) {
      progress.add(12_345);
    }
    try (Progress progress = console("", Set.of()).progressInBytes("reading", -1, 0)) {
      progress.add(12_345);
    }
    assertThat(err.toString(UTF_8))
        .matches("reading: 13/13 kB, 100 %, \\d+ kB/s, 0 s left\nreading: 13 kB, \\d+ kB/s\n");
  }

  @Test
  void whatAnEarlierRunDidIsNoWorkOfThisOne() {
    try (Progress progress = console("", Set.of()).progress("sending", 1_000, 900)) {
      progress.set(900);
    }
    assertThat(err.toString(UTF_8)).isEmpty();
    try (Progress progress = console("", Set.of()).progress("sending", 1_000, 900)) {
      progress.add(100);
    }
    assertThat(err.toString(UTF_8)).startsWith("sending: 1000/1000, 100 %, ");
  }

  @Test
  void aCommandContinuesWhereTheFileSays(@TempDir Path folder) {
    Path path = folder.resolve("export.resume");
    ResumeFile file = new ResumeFile(path);
    assertThat(file.read()).isEmpty();

    file.write(JsonNodeFactory.instance.objectNode().put("line", 1));
    file.write(JsonNodeFactory.instance.objectNode().put("line", 2));
    assertThat(new ResumeFile(path).read().orElseThrow().path("line").asInt()).isEqualTo(2);
    assertThat(folder.toFile().list()).containsExactly("export.resume");

    file.delete();
    assertThat(file.read()).isEmpty();
  }

  @Test
  void aFileThatSaysNothingIsNeverOverwritten(@TempDir Path folder) throws IOException {
    Path path = Files.writeString(folder.resolve("notes"), "my notes");
    assertThatThrownBy(() -> new ResumeFile(path).read())
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("notes");
    assertThat(path).hasContent("my notes");
  }

  private Console console(String input, Set<Console.Stream> terminals) {
    return new Console(
        new ByteArrayInputStream(input.getBytes(UTF_8)),
        new PrintStream(out, true, UTF_8),
        new PrintStream(err, true, UTF_8),
        Map.of(),
        terminals);
  }
}
