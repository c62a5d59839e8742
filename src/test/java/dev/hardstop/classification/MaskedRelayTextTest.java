package dev.hardstop.classification;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Replies as relays change them: partly encoded, with broken lines, after a long text. */
class MaskedRelayTextTest {

  @Test
  void aPartOfAnAddressIsNotKeptWhenAnEncodedTextIsCut() {
    for (int shift = 0; shift < 30; shift++) {
      String text = "550 relay=20busy " + "y ".repeat(2020) + "x".repeat(shift)
          + " said: 550 5.1.1 <walter.smith@example.com> unknown" + " z".repeat(40);
      assertThat(MaskedText.of(text).value()).as("%d", shift).doesNotContain("walter");
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      550 no=20such=20user                    | 550 no such user
      550 rejected=3A no                      | 550 rejected: no
      550 bo=C3=AEte pleine                   | 550 boîte pleine
      550 unknown=20<bob=40example.com>       | 550 unknown <address>
      550 unknown=20<bob=40192.example.com>   | 550 unknown <address>
      550 bob=401and1.example is unknown      | 550 <address> is unknown
      550 size=40960 limit=40 a day           | 550 size=40960 limit=40 a day
      550 size=40960.5 kb                     | 550 size=40960.5 kb
      550 size=20480 limit=20 a day           | 550 size=20480 limit=20 a day
      550 ip=209.0.2.1 a=b                    | 550 ip=<ip> a=b
      550 =C3 =ZZ = ==                        | 550 =C3 =ZZ = ==
      550 see https://example.com/?a=20b      | 550 see <url>
      550 prvs=20345678=bob@example.com       | 550 <address>
      550 bo\u00c3\u00aete pleine             | 550 boîte pleine
      550 \u00d0\u00bd\u00d0\u00b5\u00d1\u201a    | 550 нет
      550 Ãa Â Ð                              | 550 Ãa Â Ð
      """)
  void remainsOfAnEncodingAreDecoded(String text, String masked) {
    assertThat(MaskedText.of(text).value()).isEqualTo(masked);
    assertThat(MaskedText.of(masked).value()).isEqualTo(masked);
  }

  @Test
  void aSoftLineBreakJoinsItsWord() {
    assertThat(MaskedText.of("550 user un=\r\nknown=\n here").value())
        .isEqualTo("550 user unknown here");
  }

  @Test
  void theCauseAfterALongTextIsKept() {
    String story = "554 5.0.0 " + "the relay tells a story of its own ".repeat(30);
    String cause = "said: 550 5.1.1 " + "no such user ".repeat(20).strip();

    String kept = MaskedText.of(story + cause).value();

    assertThat(kept).startsWith("554 5.0.0 the relay").endsWith(" ... " + cause);
    assertThat(kept.length()).isLessThanOrEqualTo(MaskedText.MOST_BYTES);
    assertThat(MaskedText.of(kept).value()).isEqualTo(kept);
  }

  @Test
  void theLinesOfAQuotedReplyAreJoinedToo() {
    assertThat(
            MaskedText.of("554 it said: 552-5.7.0 blocked,\n552 5.7.0 go away").value())
        .isEqualTo("554 it said: 552-5.7.0 blocked, go away");
  }
}
