package dev.hardstop.suppression;

import static dev.hardstop.suppression.MailFixture.ACCESS_DENIED;
import static dev.hardstop.suppression.MailFixture.NOBODY_THERE;
import static dev.hardstop.suppression.MailFixture.NO_SUCH_DOMAIN;
import static dev.hardstop.suppression.MailFixture.on;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.feedback.BounceType;
import dev.hardstop.feedback.Delivery;
import dev.hardstop.feedback.Mail;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.DeliveredRecipients.RecipientHash;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Evidence is held only against an address that the message was sent to. */
class EvidenceAttributionTest {
  private static final String BOB = "bob@example.com";
  private static final String STRANGER = "carl@example.net";

  private final MailFixture fixture = new MailFixture();

  @Test
  void aForwardIsWatchedAtMostHoweverOftenItBounces() {
    for (int day = 10; day < 30; day++) {
      fixture.happens(bounceOf(STRANGER, NOBODY_THERE, fixture.mail(on("2026-11-" + day), BOB)));
    }
    assertThat(fixture.ask(BOB, "2026-11-30").state()).isEqualTo(VerdictState.WATCHED);
    assertThat(fixture.ask(STRANGER, "2026-11-30").state()).isEqualTo(VerdictState.CLEAR);
  }

  @Test
  void aForwardIsNoEvidenceAboutADomain() {
    fixture.happens(bounceOf(STRANGER, NO_SUCH_DOMAIN, fixture.mail(on("2026-11-20"), BOB)));
    fixture.happens(
        bounceOf(STRANGER, NO_SUCH_DOMAIN, fixture.mail(on("2026-11-21"), "dora@example.com")));
    assertThat(fixture.ask("ann@example.com", "2026-11-22").state()).isEqualTo(VerdictState.CLEAR);
    assertThat(fixture.ask("ann@example.net", "2026-11-22").state()).isEqualTo(VerdictState.CLEAR);
  }

  @Test
  void onlyAnAddressOfTheMessageIsCountedAsDeliveredTo() {
    fixture.happens(
        new Delivery(fixture.mail(on("2026-11-20"), BOB), Optional.of(EmailAddress.of(STRANGER))));
    fixture.happens(new Delivery(
        fixture.mail(on("2026-11-20"), BOB, "ann@example.com"),
        Optional.of(EmailAddress.of(STRANGER))));
    assertThat(delivered("example.com")).isEmpty();
    fixture.isDelivered("Bob@Example.com", "2026-11-20").isDelivered(BOB, "2026-11-20");

    assertThat(delivered("example.com"))
        .isEqualTo(
            Map.of(LocalDate.parse("2026-11-20"), Set.of(RecipientHash.of(EmailAddress.of(BOB)))));
    assertThat(delivered("example.net")).isEmpty();
  }

  private Map<LocalDate, Set<String>> delivered(String domain) {
    return fixture.list.delivered(Set.of(domain)).get(domain).byDay();
  }

  @Test
  void anUnknownRecipientOfAMessageToSeveralIsNobody() {
    Mail mail = fixture.mail(on("2026-11-20"), BOB, "ann@example.com");
    fixture.happens(bounceOf(STRANGER, NOBODY_THERE, mail));
    assertThat(((RecordingOutcome.NotKept) fixture.lastOutcome()).why())
        .isEqualTo(RecordingOutcome.Why.UNATTRIBUTED);
    for (String address : new String[] {BOB, "ann@example.com", STRANGER}) {
      assertThat(fixture.ask(address, "2026-11-21").state()).isEqualTo(VerdictState.CLEAR);
    }
  }

  @Test
  void oneOfSeveralRecipientsIsSuppressedAlone() {
    Mail mail = fixture.mail(on("2026-11-20"), BOB, "ann@example.com");
    fixture.happens(bounceOf(BOB, NOBODY_THERE, mail));
    assertThat(fixture.ask(BOB, "2026-11-21").state()).isEqualTo(VerdictState.SUPPRESSED);
    assertThat(fixture.ask("ann@example.com", "2026-11-21").state()).isEqualTo(VerdictState.CLEAR);
  }

  @ParameterizedTest
  @ValueSource(strings = {"BOB@EXAMPLE.COM", "Bob <bob@example.com>", "\"bob\"@example.com."})
  void anotherSpellingOfTheAddressIsTheAddress(String spelling) {
    fixture.happens(bounceOf(spelling, NOBODY_THERE, fixture.mail(on("2026-11-20"), BOB)));
    assertThat(fixture.ask(BOB, "2026-11-21").state()).isEqualTo(VerdictState.SUPPRESSED);
  }

  @Test
  void aRecipientThatIsNoAddressCountsAsAForward() {
    fixture.happens(bounceOf("<>", NOBODY_THERE, fixture.mail(on("2026-11-20"), BOB)));
    assertThat(fixture.ask(BOB, "2026-11-21").state()).isEqualTo(VerdictState.WATCHED);
  }

  @Test
  void aDelayedRecipientHasNotBounced() {
    Mail mail = fixture.mail(on("2026-11-20"), BOB);
    fixture.happens(fixture.bounce(BOB, NOBODY_THERE, mail, BounceType.NONE, "Delayed"));
    assertThat(((RecordingOutcome.NotKept) fixture.lastOutcome()).why())
        .isEqualTo(RecordingOutcome.Why.DELAYED);
    assertThat(fixture.ask(BOB, "2026-11-21").state()).isEqualTo(VerdictState.CLEAR);
  }

  @Test
  void anAutomaticReplyIsNotKept() {
    String outOfOffice = "smtp; Out of office: I am on vacation until Monday";
    fixture.bounces(BOB, outOfOffice, "2026-11-20");
    assertThat(((RecordingOutcome.NotKept) fixture.lastOutcome()).why())
        .isEqualTo(RecordingOutcome.Why.AUTO_REPLY);
    assertThat(fixture.ask(BOB, "2026-11-21").cause()).isEmpty();
  }

  @Test
  void noTextOfAnOutcomeContainsAnAddress() {
    fixture.happens(fixture.bounce(BOB, ACCESS_DENIED, on("2026-11-20")));
    Dossier dossier =
        fixture.list.read(java.util.Set.of(Subject.parse(BOB))).get(Subject.parse(BOB));
    assertThat(fixture.lastOutcome().toString() + dossier + EmailAddress.of(BOB))
        .doesNotContain("bob")
        .contains("***@example.com");
    assertThat(Optional.of(EmailAddress.of(BOB)).toString()).doesNotContain("bob");
  }

  private dev.hardstop.feedback.Bounce bounceOf(
      String recipient, String diagnosticCode, Mail mail) {
    return fixture.bounce(recipient, diagnosticCode, mail, BounceType.NONE, "failed");
  }
}
