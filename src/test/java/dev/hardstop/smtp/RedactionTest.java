package dev.hardstop.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionTest {
  private static final int LONG = 1_000_000;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0000',
      value = {
        "no such table: hardstop | no such table: hardstop",
        "cannot write bob@example.org now | cannot write *** now",
        "cannot write \"a b\"@example.com now | cannot write *** now",
        "cannot write <\"a b\"@example.com>, sorry | cannot write *** sorry",
        "said \"no\" to \"a b\"@example.com | said \"no\" to ***",
        "\"a \\\" b\"@example.com failed | *** failed",
        "\"a @b c\"@example.com failed | *** failed",
        "\"a b\"@example.com \"c d\"@example.com | *** ***",
        "key=@example.com | ***",
        "no opening b\"@example.com | no opening ***",
        "a@b,c@d e@f | *** ***",
        "@ | ***",
        "\"@ | ***",
        "to bob\u200b@example.org\u202e now | to *** now",
      })
  void addressesAreRemovedWithTheWordsAroundThem(String text, String redacted) {
    assertThat(Redaction.of(text, LONG)).isEqualTo(redacted);
  }

  @Test
  void textIsOneLine() {
    assertThat(Redaction.of(" a\r\nb\tc\u0000d\u2028e  f ", LONG)).isEqualTo("a b c d e f");
  }

  @Test
  void theTextIsBoundedAfterRedaction() {
    assertThat(Redaction.of("cannot write bob@example.org", 15)).isEqualTo("cannot write **");
    assertThat(Redaction.of("abc\ud83d\ude00", 4)).isEqualTo("abc");
    assertThat(Redaction.of("abc", 0)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"@", "a@' '", "'\"@'", "'\\\"@'", "'\" @'", "'\\'", "'\"@ '"})
  void longTextsAreRedactedInLinearTime(String piece) {
    assertThat(Redaction.of(piece.repeat(LONG), LONG)).doesNotContain("@");
  }
}
