package dev.hardstop.classification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One line of any length: what bounds a text stands before this step. */
class MaskingTest {
  private static final int MILLION = 1_000_000;

  /** Steps that grow with the square of a million would take hours. */
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
  void anEndlessWordIsReadInSoManySteps(String piece, String masked) {
    String line = piece.repeat(MILLION / piece.length());

    assertThat(new Masking(line, new PrintedLocalParts(List.of()), Correspondents.UNKNOWN).masked())
        .startsWith(masked)
        .hasSizeLessThanOrEqualTo(line.length() * Placeholder.ADDRESS.length());
  }
}
