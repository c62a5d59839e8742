package dev.hardstop.classification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Masking of a line of any length: texts are bounded before this step. */
class MaskingSpeedTest {
  private static final int MILLION = 1_000_000;

  /** With quadratic time, a million characters would take hours. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      @           | @
      .@          | <address>
      a@b/        | <address>
      b@c.        | <address>
      "a b"@      | <address>
      "           | "
      <           | <
      <[({        | <[({
      5.          | <id>.
      :           | :
      1:1/        | 1:1/
      o'b         | o'b
      http://a.b/ | <url>
      <host:      | <host:
      """)
  void aVeryLongWordIsReadInLinearTime(String piece, String masked) {
    String line = piece.repeat(MILLION / piece.length());

    assertThat(new Masking(line, new PrintedLocalParts(List.of()), Correspondents.UNKNOWN).masked())
        .startsWith(masked)
        .hasSizeLessThanOrEqualTo(line.length() * Placeholder.ADDRESS.length());
  }
}
