package dev.hardstop.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImportedTimeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1793696400|2026-11-03T09:00:00Z",
        "1793696400.0|2026-11-03T09:00:00Z",
        "1793696400.25|2026-11-03T09:00:00.250Z",
        "2026-11-03T09:00:00Z|2026-11-03T09:00:00Z",
        "2026-11-03T09:00:00.123456789Z|2026-11-03T09:00:00.123456789Z",
        "2026-11-03T04:00:00.1234567-05:00|2026-11-03T09:00:00.1234567Z",
        "2026-11-03 09:00:00.678+00|2026-11-03T09:00:00.678Z",
        "2026-11-03T09:00:00 +0000|2026-11-03T09:00:00Z",
        "2026-11-03T10:00:00+01:00|2026-11-03T09:00:00Z",
        "Tue, 03 Nov 2026 09:00:00 GMT|2026-11-03T09:00:00Z",
        "Tue, 03 Nov 2026 09:00:00 UTC|2026-11-03T09:00:00Z",
        "Tue, 3 Nov 2026 11:00:00 +0200|2026-11-03T09:00:00Z",
        "03 Nov 2026 09:00:00 +0000|2026-11-03T09:00:00Z",
      })
  void everyFormOfATimeWithAZoneIsRead(String text, Instant time) {
    assertThat(ImportedTime.find(text)).contains(new ImportedTime(time, false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-11-03 09:00:00|2026-11-03T09:00:00Z",
        "2026-11-03 09:00:00.95665|2026-11-03T09:00:00.956650Z",
        "2026-11-03T09:00:00|2026-11-03T09:00:00Z",
        "2026-11-03|2026-11-03T00:00:00Z",
      })
  void aTimeWithoutAZoneIsTakenAsUtc(String text, Instant time) {
    assertThat(ImportedTime.find(text)).contains(new ImportedTime(time, true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "never",
        "1.44E+09",
        "1764320400000",
        "99999999999999999999999999999999999999999999999999999999999",
        ".",
        "1.2.3",
        "0",
        "1999-01-01",
        "2026-02-30",
        "2026-11-03 25:00:00",
        "03.11.2026",
        "11/03/2026",
        "Tue, 03 Nov 2026",
        "9999-01-01T00:00:00Z",
      })
  void nothingElseIsATime(String text) {
    assertThat(ImportedTime.find(text)).isEmpty();
  }
}
