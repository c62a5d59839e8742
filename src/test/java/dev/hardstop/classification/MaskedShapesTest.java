package dev.hardstop.classification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.smtp.DiagnosticCode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The borders between the kinds of words that masking recognises. */
class MaskedShapesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4XyAbc12Zq9K",
        "Xy1Abc2Zq3ab",
        "1234567890",
        "AS12345678901",
        "ABCD1234567890",
        "a1234567890",
        "AS12345678-90",
        "2026-11-24T",
        "2090-09-09T08:00:59.999+00:00"
      })
  void idsAreMasked(String id) {
    assertThat(masked("550 no " + id + " here")).isEqualTo("550 no <id> here");
  }

  /** Too short, with a word in it, with too few digits, without letters, a vendor's code, a date. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "4XyAbc12Zq9", "4XyAbcd12Zq9", "Xy1Abc2Zqabc", "123456789", "12-34-56-78-9",
        "A1234567890", "AS1234567890", "AZ0000099999", "ABC1234567890", "4Xy\u2e80bc12Zq9K",
        "2026-11-24", "2026-11-24X", "202a-11-24T", "202:-11-24T", "2026-11/24T"
      })
  void whatIsAlmostAnIdIsKept(String word) {
    assertThat(masked("550 no " + word + " here")).isEqualTo("550 no " + word + " here");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      at 192.0.2.255 no                                    | at <ip> no
      at 255.255.255.255 no                                | at <ip> no
      at 192.0.2.256 no                                    | at 192.0.2.256 no
      at 192.0.2 no                                        | at 192.0.2 no
      at 192.0.2.1.5 no                                    | at 192.0.2.1.5 no
      at 192.0.2.0001 no                                   | at 192.0.2.0001 no
      at 2001:db8::25: no                                  | at <ip>: no
      at 2001:db8::25. no                                  | at <ip>. no
      at 2001:DB8::AF no                                   | at <ip> no
      at 2001:db8:: no                                     | at <ip> no
      at 2001:db8::25x no                                  | at 2001:db8::25x no
      at 2001:db8::25g no                                  | at 2001:db8::25g no
      at 2001:db8::25<x no                                 | at 2001:db8::25<x no
      at 1:2 no                                            | at 1:2 no
      at a:b:c no                                          | at a:b:c no
      at 0000:0000:0000:0000:0000:ffff:192.168.100.228 no  | at <ip> no
      at x:2001:db8::25 no                                 | at x:2001:db8::25 no
      at =2001:db8::25 no                                  | at =<ip> no
      """)
  void ipAddressesAreMasked(String text, String masked) {
    assertThat(masked(text)).isEqualTo(masked);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      see HTTP://example.com/x now            | see <url> now
      see Https://example.com/x now           | see <url> now
      see ftp://example.com/x now             | see <url> now
      see FTP://example.com/x now             | see <url> now
      see gopher://example.com now            | see gopher://<host> now
      (see http://example.com/a)              | (see <url>)
      see:http://example.com/a,               | see:<url>,
      see http://example.com/a}!              | see <url>}!
      """)
  void linksAreMasked(String text, String masked) {
    assertThat(masked(text)).isEqualTo(masked);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      no 554-mx.example.org said              | no 554-<host> said
      no 250-mx.example.org said              | no 250-<host> said
      no 400-mx.example.org said              | no 400-<host> said
      no 559-mx.example.org said              | no 559-<host> said
      no 654-mx.example.org said              | no <host> said
      no 564-mx.example.org said              | no <host> said
      no 55a-mx.example.org said              | no <host> said
      no 5544mx.example.org said              | no <host> said
      no 554-1.example.org said               | no <host> said
      no 55-mx.example.org said               | no <host> said
      """)
  void aReplyCodeBeforeAHostIsKept(String text, String masked) {
    assertThat(masked(text)).isEqualTo(masked);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      no bob%example.com here                 | no <address> here
      no bob%a%example.com here               | no <address> here
      no bob%example.com. here                | no <address>. here
      no o'brien%example.com here             | no <address> here
      no 'bob%example.com' here               | no '<address>' here
      no bob%example.com'                     | no <address>'
      no %example.com here                    | no %<host> here
      no bob% here                            | no bob% here
      no bob%x here                           | no bob%x here
      no prvs=ab here                         | no <address> here
      no PRVS+ab here                         | no <address> here
      no prvs=a here                          | no prvs=a here
      no prvs:ab here                         | no prvs:ab here
      """)
  void addressesWithoutAnAtSignAreMasked(String text, String masked) {
    assertThat(masked(text)).isEqualTo(masked);
  }

  @Test
  void aQuotedLocalPartIsMaskedUpToTheMaximumLength() {
    String longest = "\"a " + "b".repeat(62) + "\"@example.com";
    assertThat(masked("550 no " + longest + " here")).isEqualTo("550 no <address> here");
    assertThat(masked("550 no \"a b\"")).isEqualTo("550 no \"a b\"");
    assertThat(masked("550 no \"\"@example.com here")).doesNotContain("example");
  }

  @Test
  void aCommonWordThatIsTheWholeReplyIsNotEnclosed() {
    assertThat(MaskedText.of("user", List.of("user")).value()).isEqualTo("user");
    assertThat(MaskedText.of("(user)", List.of("user")).value()).isEqualTo("(<address>)");
  }

  /** A link of Google, which has one known parameter. */
  @Test
  void onlyTheFirstParametersOfALongQueryAreRead() {
    String link = "https://support.google.com/mail/?";
    String seventh = "a=1&".repeat(7) + "p=NoSuchUser";
    assertThat(masked("see " + link + seventh))
        .isEqualTo("see <url:support.google.com p=NoSuchUser>");
    assertThat(masked("see " + link + "a=1&" + seventh)).isEqualTo("see <url:support.google.com>");
    assertThat(masked("see " + link + "=NoSuchUser&p")).isEqualTo("see <url:support.google.com>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<url:support.google.com =NoSuchUser>",
        "<url:support.google.com p>",
        "<url:support.google.com q=NoSuchUser>",
        "<url:support.google.com p=a.b>",
        "<url:example.com>",
        "<host:example.com>"
      })
  void whatOnlyLooksLikeAPlaceholderIsMasked(String text) {
    assertThat(masked("see " + text)).doesNotContain(text);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      550-5.1.1 no~550-5.1.1 more     | 550-5.1.1 no more
      550 no~550 more                 | 550 no more
      550 no 550 more                 | 550 no 550 more
      550-no 550-more                 | 550-no more
      550-5 no~550-5 more             | 550-5 no 5 more
      550-bob@example.com: no such user | 550-<address>: no such user
      590-no~590-more                 | 590-no more
      abc-no~abc-more                 | abc-no abc-more
      5:0-no~5:0-more                 | 5:0-no 5:0-more
      5/0-no~5/0-more                 | 5/0-no 5/0-more
      550;no~550 more                 | 550;no 550 more
      550 said: 550~550 more          | 550 said: 550 more
      """)
  void linesOfOneReplyAreJoined(String text, String joined) {
    assertThat(masked(text.replace('~', '\n'))).isEqualTo(joined);
  }

  /** A word that was cut may be half an address. */
  @ParameterizedTest
  @ValueSource(strings = {" ", "\n"})
  void theLastWordOfATextThatIsTooLongIsRemoved(String blank) {
    String text = "550 unknown" + blank.repeat(DiagnosticCode.LONGEST_TEXT - 14);
    assertThat(masked(text + "bob")).isEqualTo("550 unknown bob");
    assertThat(masked(text + "bob@example.com")).isEqualTo("550 unknown");
    assertThat(masked("b".repeat(DiagnosticCode.LONGEST_TEXT + 1))).isEmpty();
  }

  @Test
  void anUnpairedSurrogateIsReplacedByAQuestionMark() {
    assertThat(masked("550 \uD83D")).isEqualTo("550 ?");
    assertThat(masked("550 \uDE00 \uD83Dx")).isEqualTo("550 ? ?x");
    assertThat(masked("550 \uD83D\uDE00")).isEqualTo("550 \uD83D\uDE00");
  }

  private static String masked(String text) {
    return MaskedText.of(text).value();
  }
}
