package dev.hardstop.suppression;

import static dev.hardstop.suppression.MailFixture.ACCESS_DENIED;
import static dev.hardstop.suppression.MailFixture.BLOCKLISTED;
import static dev.hardstop.suppression.MailFixture.MAILBOX_FULL;
import static dev.hardstop.suppression.MailFixture.NOBODY_THERE;
import static dev.hardstop.suppression.MailFixture.on;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.feedback.BounceType;
import dev.hardstop.feedback.ComplaintKind;
import dev.hardstop.feedback.Delivery;
import dev.hardstop.smtp.EmailAddress;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a verdict reports besides its state, and what it must not report. */
class RemarksTest {
  private static final String BOB = "bob@example.com";
  private static final String INACTIVE = "smtp; 550 5.2.1 The account is disabled";
  private static final BounceType ACCOUNT_LIST =
      new BounceType("Permanent", "OnAccountSuppressionList");

  private final MailFixture fixture = new MailFixture();

  @Test
  void aBounceIsNeitherAmbiguousNorOnAListNorUnsubscribed() {
    fixture.bounces(BOB, ACCESS_DENIED, "2026-11-18");
    Verdict verdict = fixture.ask(BOB, "2026-11-19");
    assertThat(verdict.ambiguous()).isFalse();
    assertThat(verdict.onSesList()).isFalse();
    assertThat(verdict.unsubscribed()).isEmpty();
    assertThat(verdict.remarks()).isEmpty();
  }

  @Test
  void onlyTheComplaintThatDecidesIsAmbiguous() {
    fixture.happens(
        fixture.complaint(BOB, ComplaintKind.ONE_OF_SEVERAL, on("2026-11-18"), Duration.ZERO));
    assertThat(fixture.ask(BOB, "2026-11-19").ambiguous()).isTrue();
    fixture.bounces(BOB, NOBODY_THERE, "2026-11-18");
    assertThat(fixture.ask(BOB, "2026-11-19").ambiguous()).isFalse();
  }

  @Test
  void theNewestEvidenceOfARowIsTheCause() {
    fixture.bounces(BOB, ACCESS_DENIED, "2026-11-18");
    fixture.bounces(BOB, INACTIVE, "2026-11-19");
    assertThat(fixture.ask(BOB, "2026-11-20").cause().orElseThrow().reason())
        .isEqualTo("MAILBOX_INACTIVE");
    fixture.bounces(BOB, ACCESS_DENIED, "2026-11-20");
    assertThat(fixture.ask(BOB, "2026-11-21").cause().orElseThrow().reason())
        .isEqualTo("ACCESS_DENIED");
  }

  @Test
  void sesListIsTheCauseIfNothingGraveCameBefore() {
    fixture.bounces(BOB, MAILBOX_FULL, "2026-11-18");
    fixture.happens(fixture.bounce(BOB, "", on("2026-11-19"), ACCOUNT_LIST));
    assertThat(fixture.ask(BOB, "2026-11-20").cause().orElseThrow().reason())
        .isEqualTo("SUPPRESSED_BY_SES");
  }

  @Test
  void aReleaseOfEvidenceThatWasNeverHeldIsNotMentioned() {
    fixture.bounces(BOB, BLOCKLISTED, "2026-11-18");
    fixture.isReleased(BOB, on("2026-11-19"), false);
    assertThat(fixture.ask(BOB, "2026-11-20").remarks()).isEmpty();
  }

  @Test
  void aReleaseOfEvidenceThatADeliveryHadLiftedIsNotMentioned() {
    fixture.bounces(BOB, ACCESS_DENIED, "2026-11-10");
    fixture.isDelivered(BOB, "2026-11-12");
    fixture.isReleased(BOB, on("2026-11-19"), false);
    assertThat(fixture.ask(BOB, "2026-11-20").remarks()).isEmpty();
  }

  /** The message reached the address; that a member of its list bounces does not matter. */
  @Test
  void aForwardedBounceDoesNotAffectADelivery() {
    fixture.bounces(BOB, ACCESS_DENIED, "2026-11-10");
    fixture.isDelivered(BOB, "2026-11-12");
    fixture.happens(fixture.bounce(
        "carl@example.net",
        NOBODY_THERE,
        fixture.mail(on("2026-11-12"), BOB),
        BounceType.NONE,
        "failed"));
    assertThat(fixture.ask(BOB, "2026-11-16").isSuppressed()).isFalse();
  }

  @Test
  void aManualSuppressionThatEndedIsARecheck() {
    fixture.isSuppressedManually(BOB, on("2026-11-18"), Optional.of(LocalDate.parse("2026-11-20")));
    assertThat(fixture.ask(BOB, "2026-11-19").state()).isEqualTo(VerdictState.SUPPRESSED);
    assertThat(fixture.ask(BOB, "2026-11-20").state()).isEqualTo(VerdictState.RECHECK);
  }

  @Test
  void aDossierPrintsItsRulesAndNoAddress() {
    fixture.bounces(BOB, ACCESS_DENIED, "2026-11-18");
    Subject bob = Subject.parse(BOB);
    assertThat(fixture.list.read(Set.of(bob)).get(bob))
        .hasToString("Dossier[***@example.com, [microsoft.edge-access-denied]]");
  }

  @Test
  void twoTablesMergedKnowWhatEachKnew() {
    Subject bob = Subject.parse(BOB);
    fixture.bounces(BOB, ACCESS_DENIED, "2026-11-18").isDelivered(BOB, "2026-11-19");
    MailFixture other = new MailFixture();
    other.bounces(BOB, ACCESS_DENIED, "2026-11-20").bounces(BOB, MAILBOX_FULL, "2026-11-20");
    other.isReleased(BOB, on("2026-11-21"), false).isDelivered(BOB, "2026-11-22");
    Dossier left = fixture.list.read(Set.of(bob)).get(bob);
    Dossier right = other.list.read(Set.of(bob)).get(bob);

    Dossier both = left.merge(right);

    assertThat(both).isEqualTo(right.merge(left));
    assertThat(both.histories()).hasSize(2);
    assertThat(both.histories().get("microsoft.edge-access-denied").days()).hasSize(2);
    assertThat(both.delivered()).hasSize(2);
    assertThat(both.manualActions()).isEqualTo(right.manualActions());
  }

  @Test
  void aDeliveryIsKeptOnce() {
    fixture.bounces(BOB, ACCESS_DENIED, "2026-11-18").isDelivered(BOB, "2026-11-19");
    assertThat(fixture.lastOutcome()).isInstanceOf(RecordingOutcome.Kept.class);
    fixture.isDelivered(BOB, "2026-11-19");
    assertThat(((RecordingOutcome.NotKept) fixture.lastOutcome()).why())
        .isEqualTo(RecordingOutcome.Why.NOTHING_NEW);
  }

  @Test
  void ofTwoReleasesTheLaterCounts() {
    fixture.bounces(BOB, ACCESS_DENIED, "2026-11-10");
    fixture.isReleased(BOB, on("2026-11-08"), false).isReleased(BOB, on("2026-11-12"), false);
    assertThat(fixture.ask(BOB, "2026-11-13").isSuppressed()).isFalse();
  }

  @Test
  void ofTwoDeliveriesTheLaterCounts() {
    fixture.bounces(BOB, ACCESS_DENIED, "2026-11-10").isDelivered(BOB, "2026-11-08", "2026-11-12");
    assertThat(fixture.ask(BOB, "2026-11-16").isSuppressed()).isFalse();
  }

  @Test
  void aDeliveryToAnotherRecipientIsKeptForNobody() {
    fixture.happens(new Delivery(
        fixture.mail(on("2026-11-12"), BOB, "ann@example.com"),
        EmailAddress.find("carl@example.net")));
    assertThat(((RecordingOutcome.NotKept) fixture.lastOutcome()).why())
        .isEqualTo(RecordingOutcome.Why.UNATTRIBUTED);
  }
}
