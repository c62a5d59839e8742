package dev.hardstop.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HardstopCsvTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "+bob@example.com",
        "-bob@example.com",
        "@example.com",
        "\t=1",
        "\r=1",
        "'=1",
        "''@x"
      })
  void aCellThatASpreadsheetWouldEvaluateIsGuardedAndComesBackUnchanged(String text) {
    assertThat(HardstopCsv.guarded(text)).isEqualTo("'" + text);
    assertThat(HardstopCsv.unguarded(HardstopCsv.guarded(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "bob@example.com", "'bob@example.com", "550 5.1.1 =x", "'", "O'Hara"})
  void anyOtherCellIsWrittenAndReadAsItIs(String text) {
    assertThat(HardstopCsv.guarded(text)).isEqualTo(text);
    assertThat(HardstopCsv.unguarded(text)).isEqualTo(text);
  }

  @Test
  void theFirstColumnIsTheAddress() {
    assertThat(HardstopCsv.COLUMNS).startsWith("address", "suppressed", "state", "reason");
  }

  @Test
  void theTableInTheDocumentNamesEachColumnOnce() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("docs/export.md"));
    List<String> named = lines.stream()
        .skip(lines.indexOf("| column | meaning |") + 2L)
        .takeWhile(line -> line.startsWith("|"))
        .flatMap(
            row -> Pattern.compile("`([^`]+)`").matcher(row.split("\\|")[1]).results())
        .map(name -> name.group(1))
        .toList();
    assertThat(named).containsExactlyInAnyOrderElementsOf(HardstopCsv.COLUMNS);
  }
}
