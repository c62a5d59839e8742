package dev.hardstop.imports;

import static org.assertj.core.api.Assertions.assertThat;

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
}
