package dev.hardstop.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskedTextTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      550 5.1.1 <bob@example.com>: unknown       | 550 5.1.1 <address>: unknown
      550 5.1.1 [bob@example.com]: unknown       | 550 5.1.1 [<address>]: unknown
      550 bob@example.com... unknown             | 550 <address>... unknown
      550 o'brien+x=y@example.com unknown        | 550 <address> unknown
      550 'bob@example.com' unknown              | 550 '<address>' unknown
      550 mailto:bob@example.com unknown         | 550 mailto:<address> unknown
      550 SRS0=a=b=example.org=bob@example.com.  | 550 <address>.
      550 <"a b"@example.com> unknown            | 550 <address> unknown
      550 bob@[192.0.2.1] unknown                | 550 <address>[<ip>] unknown
      550 bob@example unknown                    | 550 <address> unknown
      550 bob@ unknown                           | 550 <address> unknown
      550 <böb@bücher.example> unknown           | 550 <address> unknown
      550 @example.com unknown                   | 550 @<host> unknown
      """)
  void addressesAreMasked(String text, String masked) {
    assertThat(MaskedText.of(text).value()).isEqualTo(masked);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '~', quoteCharacter = '"', textBlock = """
      550 {bob}@example.com unknown              ~ 550 <address> unknown
      550 'bob'@example.com unknown              ~ 550 <address> unknown
      550 `bob`@example.com unknown              ~ 550 <address> unknown
      550 bob|smith@example.com unknown          ~ 550 <address> unknown
      550 bob(smith)@example.com unknown         ~ 550 <address> unknown
      550 (smith)bob@example.com unknown         ~ 550 <address> unknown
      550 bob(the smith)@example.com unknown     ~ 550 <address> unknown
      550 <bob>@example.com unknown              ~ 550 <address> unknown
      550 [bob]@example.com unknown              ~ 550 <address> unknown
      550 bob!#$&*/?^_{}=x@example.com unknown   ~ 550 <address> unknown
      550 {bob@example.com} unknown              ~ 550 {<address>} unknown
      550 |bob@example.com| unknown              ~ 550 |<address>| unknown
      550 rcpt:{bob}@example.com unknown         ~ 550 rcpt:<address> unknown
      550 bob_smith%example.com unknown          ~ 550 <address> unknown
      550 bob%example.com@mx.example.org unknown ~ 550 <address> unknown
      550 SRS0=a=b=example.org=bob unknown       ~ 550 <address> unknown
      550 prvs=12345678=bob unknown              ~ 550 <address> unknown
      550 95% full, 5%.com left                  ~ 550 95% full, 5%.com left
      """)
  void localPartsOfEveryFormAreMasked(String text, String masked) {
    assertThat(MaskedText.of(text).value()).isEqualTo(masked);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      mx.example.com said no                  | <host> said no
      MX1.EXAMPLE.ORG. said no                | <host>. said no
      mx.example.com[192.0.2.1]:25 said no    | <host>[<ip>]:25 said no
      greylist-agency.fr said no              | <host> said no
      name=example.org type=MX                | name=<host> type=MX
      <192.0.2.1> is listed                   | <ip> is listed
      554-192.0.2.1 is listed                 | 554-<ip> is listed
      [2001:db8::25] is listed                | [<ip>] is listed
      2001:0db8:0:0:0:0:0:0001 is listed      | <ip> is listed
      1.2.0.192.list.example is listed        | <host> is listed
      see http://example.com/a?b=c@d&e (now)  | see <url> (now)
      see https://example.com/x.              | see <url>.
      see <https://example.com/x>             | see <url>
      xn--bcher-kva.example is gone           | <host> is gone
      Example.Com is gone                     | <host> is gone
      id a640c23a62f3a-b7-2002si1234567plb.83 | id <id>
      at 2026-11-24T08:00:00.123Z             | at <id>
      call 4912345678901                      | call <id>
      """)
  void hostsIpAddressesLinksAndIdsAreMasked(String text, String masked) {
    assertThat(MaskedText.of(text).value()).isEqualTo(masked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "550 5.1.1 unknown",
        "550.5.4.1 denied",
        "550-Requested action not taken",
        "550 5.1.1 RESOLVER.ADR.RecipNotFound; not found",
        "550 5.2.2 STOREDRV.Deliver; mailbox full",
        "450 4.4.7 QUEUE.Expired; expired",
        "550 rejected.Please ask",
        "550 spf=fail smtp.mailfrom and e.g. others",
        "550 refused AS(201806281) (S2017062302) [TSS04] IB607 AS16012607",
        "at 14:55:40 on 2026-11-24",
        "554 4.4.7 expired<421 4.4.0 no answer>",
        "550 5.1.351 refused -> 550 no mailbox",
        "550 邮箱不存在。请检查",
        "550 Ящик не найден.Проверьте адрес",
      })
  void whatRulesNeedIsKept(String text) {
    assertThat(MaskedText.of(text).value()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      [XX1.eop-EUR00.prod.protection.outlook.com] | [<host:protection.outlook.com>]
      XX1PR00MB0000.eurprd00.prod.outlook.com     | <host:prod.outlook.com>
      listed by zen.SPAMHAUS.org                  | listed by <host:spamhaus.org>
      notspamhaus.org                             | <host>
      see https://www.spamhaus.org/query/x        | see <url:spamhaus.org>
      https://user@aka.ms:443/EXOSmtpErrors       | <url:aka.ms>
      https://support.google.com/mail/?hl=en&p=NoSuchUser | <url:support.google.com p=NoSuchUser>
      https://support.google.com/mail/?p=a.b      | <url:support.google.com>
      https://example.com/?p=NoSuchUser           | <url>
      """)
  void knownHostsAndParametersAreKept(String text, String masked) {
    assertThat(MaskedText.of(text).value()).isEqualTo(masked);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      550 <bob>... User unknown        | 550 <address>... User unknown
      550 bob... User unknown          | 550 <address>... User unknown
      550 BOB: no such user            | 550 <address>: no such user
      550 no such user "bob"           | 550 no such user "<address>"
      550 no such user 'bob' here      | 550 no such user '<address>' here
      550 no such user (bob)           | 550 no such user (<address>)
      550 user=bob is unknown          | 550 user=<address> is unknown
      550 bobsled is unknown           | 550 bobsled is unknown
      """)
  void theRecipientsLocalPartIsMaskedWithoutItsDomain(String text, String masked) {
    assertThat(MaskedText.of(text, List.of("bob")).value()).isEqualTo(masked);
  }

  @Test
  void aLocalPartThatIsACommonWordIsOnlyMaskedInBrackets() {
    String text = "550 <user>... User unknown: user not found";

    assertThat(MaskedText.of(text, List.of("user")).value())
        .isEqualTo("550 <address>... User unknown: user not found");
  }

  @Test
  void repeatedCodesOfALongReplyAreRemovedWithTheirLineFeeds() {
    String lines = "smtp; 550-5.1.1 no such\r\n550-5.1.1 mailbox,\n550 5.1.1 go away";

    assertThat(MaskedText.of(lines).value()).isEqualTo("550-5.1.1 no such mailbox, go away");
    assertThat(MaskedText.of(lines.replace("\r\n", " ").replace("\n", " ")).value())
        .isEqualTo("550-5.1.1 no such mailbox, go away");
  }

  @Test
  void aCodeOfAnotherServerOnItsOwnLineIsKept() {
    assertThat(MaskedText.of("550 5.1.1 refused ->\n550 5.1.1 no mailbox").value())
        .isEqualTo("550 5.1.1 refused -> 550 5.1.1 no mailbox");
  }

  @Test
  void controlAndInvisibleCharactersAreRemoved() {
    assertThat(MaskedText.of("smtp;\t550\u0000 5.1.1\u00a0no\u200b such\ufeff user\u202e ")
            .value())
        .isEqualTo("550 5.1.1 no such user");
  }

  @Test
  void aLoneSurrogateBecomesAQuestionMark() {
    assertThat(MaskedText.of("550 \ud83d no \ud83d\ude00 \ude00").value())
        .isEqualTo("550 ? no \ud83d\ude00 ?");
  }

  @Test
  void atMost512BytesAreKeptAndNoPieceOfAWordOrMarker() {
    String masked =
        MaskedText.of("550 " + "völlig <bob@example.com> ".repeat(200)).value();

    assertThat(masked.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(480, 512);
    assertThat(masked).endsWith("<address>");
  }

  @Test
  void aCutInsideAnAddressShowsNothingOfIt() {
    String padding = "<a@example.com>".repeat(270);
    String text = padding + " averylonglocalpart".repeat(10) + "@example.com";

    assertThat(
            MaskedText.of("x ".repeat(2_040) + "averylonglocalpart@example.com").value())
        .doesNotContain("avery");
    assertThat(MaskedText.of(text).value()).doesNotContain("@");
  }

  @Test
  void storedTextIsNotMaskedAgain() {
    assertThat(MaskedText.stored("550 <address>: unknown").value())
        .isEqualTo("550 <address>: unknown");
    assertThat(MaskedText.stored("x".repeat(10_000)).value()).hasSizeLessThanOrEqualTo(512);
  }

  @Test
  void aMaskedTextThatIsTooLongIsRefused() {
    assertThatThrownBy(() -> new MaskedText("x".repeat(513)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<host:evil.example>",
        "<url:support.google.com p=bob@example.com>",
        "<url:example.com p=x>",
        "<host:google.com",
      })
  void aForgedPlaceholderHidesNothingFromMasking(String forged) {
    assertThat(MaskedText.of(forged).value())
        .doesNotContain("evil")
        .doesNotContain("bob")
        .doesNotContain("example");
  }

  @Test
  void maskingAMaskedTextChangesNothing() {
    HostileTexts texts = new HostileTexts(20_261_124);
    for (int i = 0; i < 10_000; i++) {
      String text = texts.next();
      String once = MaskedText.of(text).value();

      assertThat(MaskedText.of(once).value()).as("masked again: %s", text).isEqualTo(once);
    }
  }
}
