package dev.hardstop.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTextTest {
  private static final String SMILE = "\ud83d\ude00";

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ", "\t", "\r\n", "\u0000", "\u00a0", "\u2028", "\u200b", "\u202e", "\ud800", "\ue000"
      })
  void whatIsNotVisibleBecomesASpace(String invisible) {
    assertThat(PrintableText.of("a" + invisible + "b"))
        .isEqualTo("a" + " ".repeat(invisible.length()) + "b");
    assertThat(PrintableText.line(invisible + "a" + invisible.repeat(2) + "b" + invisible, 100))
        .isEqualTo("a b");
  }

  /** A space is kept only together with what follows it. */
  @ParameterizedTest
  @CsvSource({"0, ''", "1, a", "2, a", "3, a b", "4, a bc", "5, a bc", "100, a bc"})
  void aLineHasAtMostSoManyChars(int most, String line) {
    assertThat(PrintableText.line("a \n bc ", most)).isEqualTo(line);
  }

  @Test
  void noSurrogatePairIsSplit() {
    assertThat(PrintableText.line("ab" + SMILE, 3)).isEqualTo("ab");
    assertThat(PrintableText.line("a " + SMILE, 3)).isEqualTo("a");
    assertThat(PrintableText.line("a " + SMILE, 4)).isEqualTo("a " + SMILE);
    assertThat(PrintableText.of("a" + SMILE + "b", 2)).isEqualTo("a" + SMILE);
  }
}
