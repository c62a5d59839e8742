package dev.hardstop.suppression;

import static dev.hardstop.suppression.Scene.ACCESS_DENIED;
import static dev.hardstop.suppression.Scene.BLOCKLISTED;
import static dev.hardstop.suppression.Scene.MAILBOX_FULL;
import static dev.hardstop.suppression.Scene.NOBODY_THERE;
import static dev.hardstop.suppression.Scene.on;
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

/** What a verdict says beside its state, and what it must not say. */
class RemarksTest {
  private static final String BOB = "bob@example.com";
  private static final String INACTIVE = "smtp; 550 5.2.1 The account is disabled";
  private static final BounceType ACCOUNT_LIST =
      new BounceType("Permanent", "OnAccountSuppressionList");

  private final Scene scene = new Scene();

  @Test
  void aBounceIsNeitherAmbiguousNorOnAListNorAFarewellToAContactList() {
    scene.bounces(BOB, ACCESS_DENIED, "2026-11-18");
    Verdict verdict = scene.ask(BOB, "2026-11-19");
    assertThat(verdict.ambiguous()).isFalse();
    assertThat(verdict.onSesList()).isFalse();
    assertThat(verdict.unsubscribed()).isEmpty();
    assertThat(verdict.remarks()).isEmpty();
  }

  @Test
  void onlyTheComplaintThatDecidesIsAmbiguous() {
    scene.happens(
        scene.complaint(BOB, ComplaintKind.ONE_OF_SEVERAL, on("2026-11-18"), Duration.ZERO));
    assertThat(scene.ask(BOB, "2026-11-19").ambiguous()).isTrue();
    scene.bounces(BOB, NOBODY_THERE, "2026-11-18");
    assertThat(scene.ask(BOB, "2026-11-19").ambiguous()).isFalse();
  }

  @Test
  void theNewestOfWhatAddsUpIsTheCause() {
    scene.bounces(BOB, ACCESS_DENIED, "2026-11-18");
    scene.bounces(BOB, INACTIVE, "2026-11-19");
    assertThat(scene.ask(BOB, "2026-11-20").cause().orElseThrow().reason())
        .isEqualTo("MAILBOX_INACTIVE");
    scene.bounces(BOB, ACCESS_DENIED, "2026-11-20");
    assertThat(scene.ask(BOB, "2026-11-21").cause().orElseThrow().reason())
        .isEqualTo("ACCESS_DENIED");
  }

  @Test
  void sesListIsItselfTheCauseWhereNothingGraveCameBefore() {
    scene.bounces(BOB, MAILBOX_FULL, "2026-11-18");
    scene.happens(scene.bounce(BOB, "", on("2026-11-19"), ACCOUNT_LIST));
    assertThat(scene.ask(BOB, "2026-11-20").cause().orElseThrow().reason())
        .isEqualTo("SUPPRESSED_BY_SES");
  }

  @Test
  void aReleaseOfWhatWasNeverHeldIsNotWorthAWord() {
    scene.bounces(BOB, BLOCKLISTED, "2026-11-18");
    scene.isReleased(BOB, on("2026-11-19"), false);
    assertThat(scene.ask(BOB, "2026-11-20").remarks()).isEmpty();
  }

  @Test
  void aReleaseOfWhatADeliveryHadLiftedIsNotWorthAWordEither() {
    scene.bounces(BOB, ACCESS_DENIED, "2026-11-10");
    scene.isDelivered(BOB, "2026-11-12");
    scene.isReleased(BOB, on("2026-11-19"), false);
    assertThat(scene.ask(BOB, "2026-11-20").remarks()).isEmpty();
  }

  /** The message reached the address; that its member is dead is another matter. */
  @Test
  void aForwardsBounceDoesNotSpoilADelivery() {
    scene.bounces(BOB, ACCESS_DENIED, "2026-11-10");
    scene.isDelivered(BOB, "2026-11-12");
    scene.happens(scene.bounce(
        "carl@example.net",
        NOBODY_THERE,
        scene.mail(on("2026-11-12"), BOB),
        BounceType.NONE,
        "failed"));
    assertThat(scene.ask(BOB, "2026-11-16").isSuppressed()).isFalse();
  }

  @Test
  void anActThatEndedIsARecheck() {
    scene.isSuppressedByHand(BOB, on("2026-11-18"), Optional.of(LocalDate.parse("2026-11-20")));
    assertThat(scene.ask(BOB, "2026-11-19").state()).isEqualTo(VerdictState.SUPPRESSED);
    assertThat(scene.ask(BOB, "2026-11-20").state()).isEqualTo(VerdictState.RECHECK);
  }

  @Test
  void aDossierShowsItsRulesAndNobody() {
    scene.bounces(BOB, ACCESS_DENIED, "2026-11-18");
    Subject bob = Subject.parse(BOB);
    assertThat(scene.list.read(Set.of(bob)).get(bob))
        .hasToString("Dossier[***@example.com, [microsoft.edge-access-denied]]");
  }

  @Test
  void twoTablesKnowTogetherWhatEachKnew() {
    Subject bob = Subject.parse(BOB);
    scene.bounces(BOB, ACCESS_DENIED, "2026-11-18").isDelivered(BOB, "2026-11-19");
    Scene other = new Scene();
    other.bounces(BOB, ACCESS_DENIED, "2026-11-20").bounces(BOB, MAILBOX_FULL, "2026-11-20");
    other.isReleased(BOB, on("2026-11-21"), false).isDelivered(BOB, "2026-11-22");
    Dossier left = scene.list.read(Set.of(bob)).get(bob);
    Dossier right = other.list.read(Set.of(bob)).get(bob);

    Dossier both = left.merge(right);

    assertThat(both).isEqualTo(right.merge(left));
    assertThat(both.histories()).hasSize(2);
    assertThat(both.histories().get("microsoft.edge-access-denied").days()).hasSize(2);
    assertThat(both.delivered()).hasSize(2);
    assertThat(both.manualActions()).isEqualTo(right.manualActions());
  }

  @Test
  void aDeliveryIsKeptOnceAndThenNoNews() {
    scene.bounces(BOB, ACCESS_DENIED, "2026-11-18").isDelivered(BOB, "2026-11-19");
    assertThat(scene.lastOutcome()).isInstanceOf(RecordingOutcome.Kept.class);
    scene.isDelivered(BOB, "2026-11-19");
    assertThat(((RecordingOutcome.NotKept) scene.lastOutcome()).why())
        .isEqualTo(RecordingOutcome.Why.NO_NEWS);
  }

  @Test
  void ofTwoReleasesTheLaterCounts() {
    scene.bounces(BOB, ACCESS_DENIED, "2026-11-10");
    scene.isReleased(BOB, on("2026-11-08"), false).isReleased(BOB, on("2026-11-12"), false);
    assertThat(scene.ask(BOB, "2026-11-13").isSuppressed()).isFalse();
  }

  @Test
  void ofTwoDeliveriesTheLaterSpeaks() {
    scene.bounces(BOB, ACCESS_DENIED, "2026-11-10").isDelivered(BOB, "2026-11-08", "2026-11-12");
    assertThat(scene.ask(BOB, "2026-11-16").isSuppressed()).isFalse();
  }

  @Test
  void aDeliveryToAStrangerIsKeptForNobody() {
    scene.happens(new Delivery(
        scene.mail(on("2026-11-12"), BOB, "ann@example.com"),
        EmailAddress.find("carl@example.net")));
    assertThat(((RecordingOutcome.NotKept) scene.lastOutcome()).why())
        .isEqualTo(RecordingOutcome.Why.UNATTRIBUTED);
  }
}
