package dev.hardstop.suppression;

import static dev.hardstop.suppression.Scene.ACCESS_DENIED;
import static dev.hardstop.suppression.Scene.on;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.feedback.BounceType;
import dev.hardstop.feedback.ComplaintKind;
import dev.hardstop.feedback.Feedback;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The verdict table: what SES, complainers and persons say. */
class VerdictOnListsAndComplaintsTest {
  private static final String BOB = "bob@example.com";
  private static final BounceType ACCOUNT_LIST =
      new BounceType("Permanent", "OnAccountSuppressionList");
  private static final String ON_ACCOUNT_LIST =
      "Amazon SES did not send the message to this address because it is on the suppression list for your account.";

  private final Scene scene = new Scene();

  @Nested
  class SesOwnLists {
    @Test
    void theGlobalListSuppressesFourteenDays() {
      scene.happens(
          scene.bounce(BOB, "", on("2026-11-01"), new BounceType("Permanent", "Suppressed")));
      assertThat(scene.ask(BOB, "2026-11-14").until()).contains(LocalDate.parse("2026-11-15"));
      assertThat(scene.ask(BOB, "2026-11-15").state()).isEqualTo(VerdictState.RECHECK);
    }

    @Test
    void theGlobalListIsTheSameInWordsWithoutLabel() {
      scene.bounces(BOB, "Amazon SES has suppressed sending to this address.", "2026-11-01");
      assertThat(scene.ask(BOB, "2026-11-14").until()).contains(LocalDate.parse("2026-11-15"));
    }

    @Test
    void theAccountListSuppressesUntilALaterDelivery() {
      scene.happens(scene.bounce(BOB, ON_ACCOUNT_LIST, on("2026-11-01"), ACCOUNT_LIST));
      Verdict verdict = scene.ask(BOB, "2028-11-01");
      assertThat(verdict.state()).isEqualTo(VerdictState.SUPPRESSED);
      assertThat(verdict.onSesList()).isTrue();
      assertThat(verdict.advice()).contains("DeleteSuppressedDestination");
      scene.isDelivered(BOB, "2028-11-01");
      assertThat(scene.ask(BOB, "2028-11-04").state()).isEqualTo(VerdictState.CLEAR);
    }

    @Test
    void theAccountListNeverHidesTheOriginalCause() {
      scene.bounces(BOB, ACCESS_DENIED, "2026-11-01");
      scene.happens(scene.bounce(BOB, ON_ACCOUNT_LIST, on("2026-11-05"), ACCOUNT_LIST));
      Verdict verdict = scene.ask(BOB, "2027-11-01");
      assertThat(verdict.state()).isEqualTo(VerdictState.SUPPRESSED);
      assertThat(verdict.until()).isEmpty();
      assertThat(verdict.cause().orElseThrow().reason()).isEqualTo("ACCESS_DENIED");
      assertThat(verdict.advice()).contains("DeleteSuppressedDestination");
    }

    @Test
    void aComplaintOnTheAccountListIsTheList() {
      scene.happens(
          scene.complaint(BOB, ComplaintKind.ON_ACCOUNT_LIST, on("2026-11-01"), Duration.ZERO));
      assertThat(scene.ask(BOB, "2026-11-02").onSesList()).isTrue();
      scene.isReleased(BOB, on("2026-11-03"), false);
      assertThat(scene.ask(BOB, "2026-11-04").state()).isEqualTo(VerdictState.CLEAR);
    }

    @Test
    void leavingOneContactListLeavesTheAddressClear() {
      scene.happens(scene.bounce(
          BOB, "", on("2026-11-01"), new BounceType("Permanent", "UnsubscribedRecipient")));
      Verdict verdict = scene.ask(BOB, "2026-11-02");
      assertThat(verdict.state()).isEqualTo(VerdictState.CLEAR);
      assertThat(verdict.unsubscribed()).contains(LocalDate.parse("2026-11-01"));
    }
  }

  @Nested
  class AComplaint {
    @Test
    void ofTheOnlyRecipientNamedSuppressesWithoutEnd() {
      scene.happens(scene.complaint(BOB, ComplaintKind.SOLE, on("2026-11-01"), Duration.ZERO));
      scene.isDelivered(BOB, "2026-11-20").isReleased(BOB, on("2026-11-20"), false);
      Verdict verdict = scene.ask(BOB, "2036-11-01");
      assertThat(verdict.state()).isEqualTo(VerdictState.SUPPRESSED);
      assertThat(verdict.cause().orElseThrow().reason()).isEqualTo("COMPLAINT");
    }

    @Test
    void isLiftedByAReleaseThatNamesIt() {
      scene.happens(scene.complaint(BOB, ComplaintKind.SOLE, on("2026-11-01"), Duration.ZERO));
      scene.isReleased(BOB, on("2026-11-20"), true);
      assertThat(scene.ask(BOB, "2026-11-21").state()).isEqualTo(VerdictState.CLEAR);
    }

    @Test
    void ofOneOfSeveralIsAmbiguousAndEnds() {
      scene.happens(
          scene.complaint(BOB, ComplaintKind.ONE_OF_SEVERAL, on("2026-01-01"), Duration.ZERO));
      Verdict verdict = scene.ask(BOB, "2026-06-29");
      assertThat(verdict.state()).isEqualTo(VerdictState.SUPPRESSED);
      assertThat(verdict.ambiguous()).isTrue();
      assertThat(verdict.until()).contains(LocalDate.parse("2026-06-30"));
      assertThat(scene.ask(BOB, "2026-06-30").state()).isEqualTo(VerdictState.RECHECK);
    }

    @ParameterizedTest
    @EnumSource(
        value = ComplaintKind.class,
        names = {"SOLE", "ONE_OF_SEVERAL"})
    void outlastsEveryDeliveryWhicheverOfThemComesFirst(ComplaintKind kind) {
      scene.isReleased(BOB, on("2025-12-01"), false);
      Feedback delivery = scene.delivery(BOB, on("2026-01-01"));
      Feedback later = scene.delivery(BOB, on("2026-01-20"));
      Feedback complaint = scene.complaint(BOB, kind, on("2026-01-01"), Duration.ofDays(1));
      scene.happens(delivery, later, complaint);
      Verdict deliveredFirst = scene.ask(BOB, "2026-02-01");

      Scene other = new Scene();
      other.happens(complaint);
      other.happens(delivery, later);
      assertThat(other.ask(BOB, "2026-02-01").state())
          .isEqualTo(deliveredFirst.state())
          .isEqualTo(VerdictState.SUPPRESSED);
    }

    @ParameterizedTest
    @EnumSource(
        value = ComplaintKind.class,
        names = {"NOT_SPAM", "AUTH_FAILURE", "VIRUS"})
    void thatIsNoneIsNotHeldAgainstTheAddress(ComplaintKind kind) {
      scene.happens(scene.complaint(BOB, kind, on("2026-11-01"), Duration.ZERO));
      assertThat(scene.ask(BOB, "2026-11-02").state()).isEqualTo(VerdictState.CLEAR);
    }

    @Test
    void thatSomebodyElseCallsNoSpamLaterStillCounts() {
      scene.happens(scene.complaint(BOB, ComplaintKind.SOLE, on("2026-11-01"), Duration.ZERO));
      scene.happens(scene.complaint(BOB, ComplaintKind.NOT_SPAM, on("2026-11-02"), Duration.ZERO));
      assertThat(scene.ask(BOB, "2026-11-03").state()).isEqualTo(VerdictState.SUPPRESSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-24H", "PT0S"})
    void thatClaimsToBeOlderThanItsMailCountsOnTheMailsDay(Duration after) {
      scene.happens(scene.complaint(BOB, ComplaintKind.ONE_OF_SEVERAL, on("2026-01-01"), after));
      assertThat(scene.ask(BOB, "2026-01-02").since()).contains(LocalDate.parse("2026-01-01"));
    }

    @Test
    void thatClaimsToBeYearsLaterCountsNinetyDaysAfterItsMail() {
      scene.happens(scene.complaint(
          BOB, ComplaintKind.ONE_OF_SEVERAL, on("2026-01-01"), Duration.ofDays(4_000)));
      assertThat(scene.ask(BOB, "2026-06-02").since()).contains(LocalDate.parse("2026-04-01"));
    }
  }

  @Nested
  class ASuppressionByHand {
    @Test
    void holdsUntilItsDay() {
      scene.isSuppressedByHand(BOB, on("2026-11-01"), Optional.of(LocalDate.parse("2026-11-10")));
      assertThat(scene.ask(BOB, "2026-11-09").state()).isEqualTo(VerdictState.SUPPRESSED);
      assertThat(scene.ask(BOB, "2026-11-09").cause().orElseThrow().reason()).isEqualTo("MANUAL");
      assertThat(scene.ask(BOB, "2026-11-10").state()).isEqualTo(VerdictState.RECHECK);
    }

    @Test
    void endsWithALaterReleaseAndTheOtherWayRound() {
      scene.isSuppressedByHand(BOB, on("2026-11-01"), Optional.empty());
      scene.isReleased(BOB, on("2026-11-02"), false);
      assertThat(scene.ask(BOB, "2026-11-03").state()).isEqualTo(VerdictState.CLEAR);
      scene.isSuppressedByHand(BOB, on("2026-11-03"), Optional.empty());
      assertThat(scene.ask(BOB, "2026-11-04").state()).isEqualTo(VerdictState.SUPPRESSED);
    }

    @Test
    void standsBeforeAComplaintWhateverItsId() {
      scene.happens(scene.complaint(BOB, ComplaintKind.SOLE, on("2026-11-01"), Duration.ZERO));
      for (String id : new String[] {"0", "z"}) {
        scene.list.addAction(
            Subject.parse(BOB),
            new ManualAction.Suppression(
                id, "tester", "a test", on("2026-11-02"), Optional.empty()));
        assertThat(scene.ask(BOB, "2026-11-03").cause().orElseThrow().reason()).isEqualTo("MANUAL");
      }
    }

    @Test
    void ofADomainSuppressesEveryAddressOfIt() {
      scene.isSuppressedByHand("@example.com", on("2026-11-01"), Optional.empty());
      assertThat(scene.ask(BOB, "2026-11-02").state()).isEqualTo(VerdictState.SUPPRESSED);
    }
  }
}
