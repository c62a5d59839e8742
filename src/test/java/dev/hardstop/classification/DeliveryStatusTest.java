package dev.hardstop.classification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.feedback.Mail;
import dev.hardstop.smtp.EmailAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryStatusTest {
  private static final EmailAddress BOB = EmailAddress.of("bob@example.com");
  private static final EmailAddress ANN = EmailAddress.of("ann@example.org");

  @Test
  void theFieldsOfABounceAreMaskedAndBounded() {
    DeliveryStatus said = DeliveryStatus.of(bounce(
        report(
            "Failed",
            " 5.1.1 ",
            "smtp; 550 5.1.1 <bob@example.com>... User unknown",
            "dns; A7-13.smtp-out.example.com",
            "192.0.2.1"),
        BOB));

    assertThat(said)
        .isEqualTo(new DeliveryStatus(
            "5.1.1",
            "failed",
            new MaskedText("550 5.1.1 <address>... User unknown"),
            new BounceType("Permanent", "General"),
            "a7-13.smtp-out.example.com",
            "192.0.2.1"));
  }

  @Test
  void theRecipientsLocalPartIsMaskedIfTheServerPrintsItAlone() {
    Bounce bounce = bounce(report("", "", "550 <bob>... User unknown", "", ""), BOB);

    assertThat(DeliveryStatus.of(bounce).words().value())
        .isEqualTo("550 <address>... User unknown");
  }

  @Test
  void theLocalPartOfTheOnlyDestinationIsMaskedToo() {
    Bounce forwarded = bounce(report("", "", "550 no mailbox for (bob)", "", ""), ANN, BOB);

    assertThat(DeliveryStatus.of(forwarded).words().value())
        .isEqualTo("550 no mailbox for (<address>)");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      5.1.1                                   | 5.1.1
      5.1.1 (bad destination mailbox address) | 5.1.1
      ``                                      | ``
      5                                       | ``
      9.9.9                                   | ``
      4.16.1                                  | ``
      smtp; 5.1.1                             | ``
      """)
  void anInvalidStatusFieldIsEmpty(String field, String status) {
    assertThat(of(report("", field, "", "", "")).status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      dns; mx.example.com   | mx.example.com
      dns;mx.example.com    | mx.example.com
      mx.example.com        | mx.example.com
      dns; bob@example.com  | ``
      dns; no host at all   | ``
      ``                    | ``
      """)
  void anInvalidReportingMtaIsEmpty(String field, String host) {
    assertThat(of(report("", "", "", field, "")).reportingMta()).isEqualTo(host);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      192.0.2.1     | 192.0.2.1
      2001:db8::1   | 2001:db8::1
      mx.example.com | ``
      300.0.0.1     | ``
      """)
  void anInvalidRemoteMtaIpIsEmptyAndNeverLookedUp(String field, String ip) {
    assertThat(of(report("", "", "", "", field)).remoteMtaIp()).isEqualTo(ip);
  }

  @Test
  void anActionThatIsNotAWordIsEmpty() {
    assertThat(of(report("failed bob@example.com", "", "", "", "")).action()).isEmpty();
    assertThat(of(report("x".repeat(1_000), "", "", "", "")).action()).isEmpty();
  }

  @Test
  void toStringShowsNothingOfAnAddress() {
    Bounce bounce = bounce(
        report(
            "bob@example.com",
            "bob@example.com",
            "550 bob@example.com (bob) unknown",
            "bob@example.com",
            "bob@example.com"),
        BOB);

    assertThat(DeliveryStatus.of(bounce).toString())
        .doesNotContain("bob")
        .doesNotContain("example");
  }

  private static DeliveryStatus of(Bounce.RecipientReport report) {
    return DeliveryStatus.of(bounce(report, BOB));
  }

  private static Bounce.RecipientReport report(
      String action, String status, String text, String reportingMta, String ip) {
    return new Bounce.RecipientReport(action, status, text, reportingMta, ip);
  }

  private static Bounce bounce(Bounce.RecipientReport report, EmailAddress recipient) {
    return bounce(report, recipient, recipient);
  }

  private static Bounce bounce(
      Bounce.RecipientReport report, EmailAddress recipient, EmailAddress sentTo) {
    Mail mail = new Mail("message", Instant.parse("2026-11-24T08:00:00Z"), List.of(sentTo));
    BounceType type = new BounceType("Permanent", "General");
    return new Bounce(mail, "feedback", Optional.of(recipient), type, report);
  }
}
