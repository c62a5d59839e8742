package dev.hardstop.classification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.smtp.EmailAddress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A reply that a domain does not exist is held against the recipient only if it names the recipient's domain or none. */
class SubstituteRulesTest {
  private static final RuleBook BOOK = RuleFiles.book();
  private static final EmailAddress BOB = EmailAddress.of("bob@example.com");
  private static final Correspondents TO_BOB = Correspondents.of(List.of(BOB), "shop.example.org");

  /** Replies that a domain does not exist; {@code %s} is the domain. */
  private static final List<String> REPLIES = List.of(
      "550 5.1.2 Domain %s does not exist",
      "550 5.1.2 unknown domain %s",
      "550 %s: host unknown",
      "550 5.1.2 <bob@example.com>... Domain not found: %s",
      "550 5.4.4 no MX record for %s",
      "550 5.4.310 DNS domain %s does not exist",
      "550 Host or domain name not found. Name service error for name=%s type=MX: Host not found",
      "Sorry, I couldn't find any host named %s. (#5.1.2)",
      "DNS Error: DNS type 'mx' lookup of %s responded with code NXDOMAIN",
      "550 5.1.2 (%s) no such domain",
      "550 Unrouteable mail domain \"%s\"");

  @ParameterizedTest
  @MethodSource("repliesNaming")
  void theRecipientsDomainIsInvalidInEveryFormOfItsName(String text) {
    assertThat(reason(text, TO_BOB)).isEqualTo(BounceReason.INVALID_DOMAIN);
  }

  static Stream<String> repliesNaming() {
    return naming("example.com", "EXAMPLE.COM", "mx1.example.com");
  }

  @ParameterizedTest
  @MethodSource("repliesNamingOthers")
  void anotherDomainIsARoutingFault(String text) {
    assertThat(reason(text, TO_BOB)).isEqualTo(BounceReason.ROUTING);
    assertThat(BOOK.matching(status(text, TO_BOB)))
        .extracting(Rule::reason)
        .doesNotContain(BounceReason.INVALID_DOMAIN);
  }

  static Stream<String> repliesNamingOthers() {
    return naming("other.example.net", "mx.relay.example", "notexample.com");
  }

  @ParameterizedTest
  @MethodSource("repliesNamingTheSender")
  void theSendersDomainIsAFaultOfTheSender(String text) {
    assertThat(reason(text, TO_BOB)).isEqualTo(BounceReason.SENDER_REFUSED);
  }

  static Stream<String> repliesNamingTheSender() {
    return naming("shop.example.org", "bounce.shop.example.org", "Shop.Example.ORG");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "550 5.1.2 <alerts@shop.example.org>: Domain not found",
        "550 <alerts@shop.example.org>... unknown domain",
        "550 5.1.2 alerts@bounce.shop.example.org: no such domain",
      })
  void anAddressOfTheSenderNamesTheSendersDomain(String text) {
    assertThat(reason(text, TO_BOB)).isEqualTo(BounceReason.SENDER_REFUSED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "550 5.1.2 Host unknown",
        "550 5.1.2 <bob@example.com>: unknown domain",
        "host mx1.relay.example[192.0.2.1] said: 550 5.1.2 no such domain (in reply to RCPT TO command)",
        "Delivery to mx1.relay.example did not succeed -> 550 5.1.2 Domain not found",
        "relay7.example.net gave this answer: 550 5.4.4 Invalid domain",
        "550 5.1.2 unknown domain example.com, says relay7.example.net to shop.example.org",
        "550 5.1.2 Domain not found. For more information see https://help.relay.example/unknown",
      })
  void theAnsweringHostAndHelpLinksAreNotTheInvalidDomain(String text) {
    assertThat(reason(text, TO_BOB)).isEqualTo(BounceReason.INVALID_DOMAIN);
  }

  @ParameterizedTest
  @MethodSource("repliesNamingOthers")
  void aDomainCountsAsTheRecipientsIfTheRecipientIsUnknown(String text) {
    assertThat(reason(text, Correspondents.UNKNOWN)).isEqualTo(BounceReason.INVALID_DOMAIN);
  }

  @ParameterizedTest
  @MethodSource("repliesNamingOthers")
  void textsStoredWithoutOwnersOfHostsKeepTheirMeaning(String text) {
    MaskedText stored = MaskedText.stored(MaskedText.of(text).value());

    assertThat(BOOK.classify(new DeliveryStatus("", "failed", stored, BounceType.NONE, "", ""))
            .reason())
        .isEqualTo(BounceReason.INVALID_DOMAIN);
  }

  @ParameterizedTest
  @MethodSource("marked")
  void theMaskedTextNamesTheOwnerOfAHostAndMatchesLikeTheStoredText(String text, String marked) {
    MaskedText masked = MaskedText.of(text, TO_BOB);

    assertThat(masked.value()).isEqualTo(marked);
    assertThat(MaskedText.of(masked.value(), TO_BOB)).isEqualTo(masked);
    assertThat(MaskedText.stored(masked.value())).isEqualTo(masked);
  }

  static Stream<Arguments> marked() {
    return Stream.of(
        Arguments.of("550 example.com unknown", "550 <host> unknown"),
        Arguments.of("550 mx.example.com. unknown", "550 <host>. unknown"),
        Arguments.of("550 (mx.example.net) unknown", "550 (<other-host>) unknown"),
        Arguments.of("550 <shop.example.org> unknown", "550 <sender-host> unknown"),
        Arguments.of("550 <a@shop.example.org> unknown", "550 <sender-address> unknown"),
        Arguments.of("550 <a@example.net> unknown", "550 <address> unknown"),
        Arguments.of("550 at mx.google.com", "550 at <host:google.com>"));
  }

  @Test
  void aTemporaryReplyAboutAnotherDomainProvesNothing() {
    assertThat(reason("450 4.1.2 Domain other.example.net does not exist", TO_BOB))
        .isEqualTo(BounceReason.NETWORK);
  }

  private static Stream<String> naming(String... hosts) {
    return REPLIES.stream()
        .flatMap(reply -> Stream.of(hosts).map(host -> reply.replace("%s", host)));
  }

  private static BounceReason reason(String text, Correspondents correspondents) {
    return BOOK.classify(status(text, correspondents)).reason();
  }

  private static DeliveryStatus status(String text, Correspondents correspondents) {
    return DeliveryStatus.of(
        new Bounce.RecipientReport("failed", "", text, "", ""), BounceType.NONE, correspondents);
  }
}
