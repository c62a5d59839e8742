package dev.hardstop.sesevent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.feedback.Attribution;
import dev.hardstop.feedback.Attribution.Direct;
import dev.hardstop.feedback.Attribution.Forwarded;
import dev.hardstop.feedback.Attribution.Nobody;
import dev.hardstop.feedback.Mail;
import dev.hardstop.feedback.MessageTags;
import dev.hardstop.sesevent.SesEventReader.InvalidSesEventException;
import dev.hardstop.smtp.AddressField;
import dev.hardstop.smtp.EmailAddress;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The time at which a message was sent, and the address that a named recipient means. */
class MailObjectTest {

  @ParameterizedTest
  @CsvSource({
    "2018-10-08T14:05:45.000Z,    2018-10-08T14:05:45Z",
    "2018-10-08T14:05:45.123Z,    2018-10-08T14:05:45.123Z",
    "2028-02-29T23:59:59.999Z,    2028-02-29T23:59:59.999Z",
    "2018-10-08T14:05:45Z,        2018-10-08T14:05:45Z",
    "2018-10-08t14:05:45z,        2018-10-08T14:05:45Z",
    "2018-10-08T14:05Z,           2018-10-08T14:05:00Z",
    "2018-10-08T14:05:45 +0000,   2018-10-08T14:05:45Z",
    "2018-10-08T14:05:45+0000,    2018-10-08T14:05:45Z",
    "2018-10-08T14:05:45+00:00,   2018-10-08T14:05:45Z",
    "2018-10-08 14:05:45 +0200,   2018-10-08T12:05:45Z",
    "2018-10-08 14:05:45.5-07,    2018-10-08T21:05:45.500Z",
    "2018-10-08T14:05:45,         2018-10-08T14:05:45Z",
    "' 2018-10-08T14:05:45 Z ',   2018-10-08T14:05:45Z"
  })
  void timesAreReadInTheFormsThatSesWrites(String written, Instant read) {
    SesEvent event = SesEvent.bounce("bob@example.org").with("/mail/timestamp", written);

    assertThat(mail(event).timestamp()).isEqualTo(read);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      Shop <orders@Shop.example.org> | shop.example.org
      orders@shop.example.org        | shop.example.org
      nobody                         | ''
      ''                             | ''
      """)
  void theSendersDomainIsThatOfTheSource(String source, String domain) {
    SesEvent event = SesEvent.bounce("bob@example.org").with("/mail/source", source);

    assertThat(mail(event).senderDomain()).isEqualTo(domain);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
      {"hardstop-stream":["newsletter"],"ses:configuration-set":["marketing"],"ses:tenant-name":["shop"]} | newsletter | marketing | shop
      {"ses:configuration-set":["Marketing_2-eu"]}                    | ~~            | Marketing_2-eu | ~~
      {"hardstop-stream":["newsletter","newsletter"]}                 | newsletter    | ~~             | ~~
      {"hardstop-stream":["newsletter","receipts"]}                   | newsletter,receipts | ~~       | ~~
      {"hardstop-stream":["news letter"]}                             | news?letter   | ~~             | ~~
      {"hardstop-stream":["a#b\\u0000ü"]}                              | a?b??         | ~~             | ~~
      {"hardstop-stream":[],"ses:tenant-name":[""]}                   | ~~            | ~~             | ~~
      {"hardstop-stream":[null,7,{"a":1},["b"],"receipts"]}           | receipts      | ~~             | ~~
      {"hardstop-stream":null}                                        | ~~            | ~~             | ~~
      {"hardstop-stream":"newsletter"}                                | ~~            | ~~             | ~~
      {"Hardstop-Stream":["newsletter"]}                              | ~~            | ~~             | ~~
      {}                                                              | ~~            | ~~             | ~~
      []                                                              | ~~            | ~~             | ~~
      "tags"                                                          | ~~            | ~~             | ~~
      null                                                            | ~~            | ~~             | ~~
      """)
  void theTagsSayWhatAMessageWasPartOf(String tags, String stream, String set, String tenant)
      throws IOException {
    SesEvent event = SesEvent.bounce("bob@example.org");
    ((ObjectNode) event.json().path("mail")).set("tags", new ObjectMapper().readTree(tags));

    assertThat(mail(event).tags()).isEqualTo(new MessageTags(stream, set, tenant));
  }

  /** Otherwise the beginning of a value could be taken for the name of a stream. */
  @Test
  void aTagThatIsTooLongIsNotCutIntoAnother() {
    String longest = "a".repeat(256);
    SesEvent event = SesEvent.bounce("bob@example.org");
    ObjectNode tags = ((ObjectNode) event.json().path("mail")).putObject("tags");
    tags.putArray("hardstop-stream").add(longest + "b");
    tags.putArray("ses:configuration-set").add(longest);

    assertThat(mail(event).tags().stream()).isEqualTo("a".repeat(255) + "?");
    assertThat(mail(event).tags().configurationSet()).isEqualTo(longest);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "2026-11-20",
        "2026-13-01T10:00:00Z",
        "2026-02-30T10:00:00Z",
        "2026-02-30T10:00:00.000Z",
        "2026-02-28T24:00:00.000Z",
        "2026-02-28T10:00:60.000Z",
        "2101-01-01T00:00:00.000Z",
        "2026-11-20T10:00:00Z and more",
        "1795168800000",
        "1970-01-01T00:00:00Z",
        "2009-12-31T23:59:59Z",
        "2101-01-01T00:00:00Z",
        "+999999999-01-01T00:00:00Z"
      })
  void timeThatSesCannotHaveWrittenIsNotUnderstood(String written) {
    SesEvent event = SesEvent.bounce("bob@example.org").with("/mail/timestamp", written);

    assertThatThrownBy(() -> mail(event))
        .isInstanceOf(InvalidSesEventException.class)
        .hasMessage("mail has no readable timestamp");
  }

  @Test
  void numberIsNoTime() {
    SesEvent event = SesEvent.bounce("bob@example.org").with("/mail/timestamp", 1795168800000L);

    assertThatThrownBy(() -> mail(event)).isInstanceOf(InvalidSesEventException.class);
  }

  @Test
  void dayIsTheDayTheMessageWasSentWhateverTheReceiverClaims() {
    SesEvent event = SesEvent.bounce("bob@example.org")
        .with("/mail/timestamp", "2026-11-20T23:59:59.999Z")
        .with("/bounce/timestamp", "2036-02-07T06:28:16.000Z");

    assertThat(mail(event).day()).isEqualTo(LocalDate.of(2026, 11, 20));
  }

  @Test
  void recipientInTheDestinationIsDirect() {
    assertThat(meant(SesEvent.bounce("bob@example.org")))
        .isEqualTo(new Direct(EmailAddress.of("bob@example.org")));
  }

  @ParameterizedTest
  @CsvSource({
    "BOB@Example.ORG,                 bob@example.org",
    "\"Bob B.\" <bob@example.org>,    bob@example.org",
    "<bob@example.org>,               bob@example.org",
    "bob@xn--bcher-kva.example,       bob@bücher.example",
    "bob@BÜCHER.example,              \"Bob\" <bob@xn--bcher-kva.example>",
    "\"a b\"@example.org,             \"A b\"@example.org",
    "postmaster@[192.0.2.1],          Postmaster@[192.0.2.1]",
    "rfc822;bob@example.org,          bob@example.org",
    "bob@example.org (User Name),     bob@example.org",
    "bob@example.org,                 mailto:bob@example.org",
    "foo..bar@example.jp,             \"foo..bar\"@example.jp"
  })
  void spellingsOfOneAddressAreTheSame(String named, String destination) {
    SesEvent event = SesEvent.bounce(named).sentTo("ann@example.org", destination);

    assertThat(meant(event)).isEqualTo(new Direct(AddressField.find(destination).orElseThrow()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rfc822; bob@example.org",
        "mailto:bob@example.org",
        "bob@example.org (User Name)",
        "\"bob@example.org\"",
        "\u00a0bob@example.org\u00a0"
      })
  void decorationsMakeNoForwardOutOfTheOnlyRecipient(String named) {
    assertThat(meant(SesEvent.bounce(named).sentTo("bob@example.org")))
        .isEqualTo(new Direct(EmailAddress.of("bob@example.org")));
    assertThat(meant(SesEvent.bounce("bob@example.org").sentTo(named)))
        .isEqualTo(new Direct(EmailAddress.of("bob@example.org")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gone@example.com, Bob <bob@example.org>",
        "<gone@example.com>, <bob@example.org>",
        "gone@example.com\r\nBcc: <bob@example.org>"
      })
  void aListOfRecipientsMeansNoneOfThem(String list) {
    assertThat(meant(SesEvent.bounce(list).sentTo("gone@example.com", "bob@example.org")))
        .isEqualTo(new Nobody());
    assertThat(meant(SesEvent.bounce("bob@example.org").sentTo(list))).isEqualTo(new Nobody());
    assertThat(meant(SesEvent.bounce(list).sentTo("gone@example.com")))
        .isEqualTo(new Forwarded(EmailAddress.of("gone@example.com"), "invalid"));
  }

  @Test
  void recipientOutsideTheDestinationIsAForwardOfTheOnlyOne() {
    SesEvent event = SesEvent.bounce("former@example.net").sentTo("info@example.org");

    assertThat(meant(event))
        .isEqualTo(new Forwarded(EmailAddress.of("info@example.org"), "example.net"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<>", "", "nobody", "a b@example.org", "a@b@", "\u0000@example.org"})
  void textThatIsNoAddressIsAForwardOfTheOnlyDestination(String named) {
    SesEvent event = SesEvent.bounce(named).sentTo("info@example.org");

    assertThat(meant(event))
        .isEqualTo(new Forwarded(EmailAddress.of("info@example.org"), "invalid"));
  }

  @Test
  void recipientOutsideSeveralDestinationsIsNobody() {
    SesEvent event =
        SesEvent.bounce("former@example.net").sentTo("ann@example.org", "bob@example.org");

    assertThat(meant(event)).isEqualTo(new Nobody());
  }

  @Test
  void destinationThatIsNoAddressIsStillAnother() {
    SesEvent event = SesEvent.bounce("foo bar@example.net");
    event.sentTo("foo bar@example.net", "bob@example.org");

    assertThat(meant(event)).isEqualTo(new Nobody());
  }

  @ParameterizedTest
  @CsvSource({
    "bob@stra\u00dfe.example,                   bob@strasse.example",
    "bob@\u03bf\u03b4\u03bf\u03c2.example,   bob@\u03bf\u03b4\u03bf\u03c3.example",
    "bob@a\u200cb.example,                      bob@ab.example",
    "bob@a\u200db.example,                      bob@ab.example"
  })
  void aBounceAtADomainThatTwoStandardsMapDifferentlyIsNotHeldAgainstTheOtherDomain(
      String bounced, String other) {
    SesEvent event = SesEvent.bounce(bounced).sentTo(other, "ann@example.org");

    assertThat(meant(event)).isEqualTo(new Nobody());
  }

  @Test
  void destinationNamedTwiceIsOne() {
    SesEvent event =
        SesEvent.bounce("former@example.net").sentTo("bob@example.org", "Bob@example.org");

    assertThat(meant(event)).isInstanceOf(Forwarded.class);
  }

  @Test
  void addressOfTenThousandCharactersIsNoAddress() {
    SesEvent event = SesEvent.bounce("b".repeat(9_988) + "@example.org").sentTo("bob@example.org");

    assertThat(meant(event))
        .isEqualTo(new Forwarded(EmailAddress.of("bob@example.org"), "invalid"));
  }

  @Test
  void idWithStrangeCharactersIsNone() {
    SesEvent event = SesEvent.bounce("bob@example.org").with("/mail/messageId", "bob@example.org");

    assertThat(mail(event).messageId()).isEmpty();
  }

  private static Mail mail(SesEvent event) {
    return SesEventReaderTest.told(event).get(0).mail();
  }

  private static Attribution meant(SesEvent event) {
    return SesEventReaderTest.told(event).get(0).attribution();
  }
}
