package dev.hardstop.suppression;

import static dev.hardstop.suppression.MailFixture.ACCESS_DENIED;
import static dev.hardstop.suppression.MailFixture.on;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.feedback.BounceType;
import dev.hardstop.feedback.ComplaintKind;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.rules.RuleFiles;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The policy table: SES lists, complaints and manual suppressions. */
class VerdictOnListsAndComplaintsTest {
  private static final String BOB = "bob@example.com";
  private static final BounceType ACCOUNT_LIST =
      new BounceType("Permanent", "OnAccountSuppressionList");
  private static final String ON_ACCOUNT_LIST =
      "Amazon SES did not send the message to this address because it is on the suppression list for your account.";

  private final MailFixture fixture = new MailFixture();

  @Nested
  class SesOwnLists {
    @Test
    void theGlobalListSuppressesFourteenDays() {
      fixture.happens(
          fixture.bounce(BOB, "", on("2026-11-01"), new BounceType("Permanent", "Suppressed")));
      assertThat(fixture.ask(BOB, "2026-11-14").until()).contains(LocalDate.parse("2026-11-15"));
      assertThat(fixture.ask(BOB, "2026-11-15").state()).isEqualTo(VerdictState.RECHECK);
    }

    @Test
    void theGlobalListIsRecognisedByItsWordsAlone() {
      fixture.bounces(BOB, "Amazon SES has suppressed sending to this address.", "2026-11-01");
      assertThat(fixture.ask(BOB, "2026-11-14").until()).contains(LocalDate.parse("2026-11-15"));
    }

    @Test
    void theAccountListSuppressesUntilALaterDelivery() {
      fixture.happens(fixture.bounce(BOB, ON_ACCOUNT_LIST, on("2026-11-01"), ACCOUNT_LIST));
      Verdict verdict = fixture.ask(BOB, "2028-11-01");
      assertThat(verdict.state()).isEqualTo(VerdictState.SUPPRESSED);
      assertThat(verdict.onSesList()).isTrue();
      assertThat(verdict.advice()).contains("DeleteSuppressedDestination");
      fixture.isDelivered(BOB, "2028-11-01");
      assertThat(fixture.ask(BOB, "2028-11-04").state()).isEqualTo(VerdictState.CLEAR);
    }

    @Test
    void theAccountListNeverHidesTheOriginalCause() {
      fixture.bounces(BOB, ACCESS_DENIED, "2026-11-01");
      fixture.happens(fixture.bounce(BOB, ON_ACCOUNT_LIST, on("2026-11-05"), ACCOUNT_LIST));
      Verdict verdict = fixture.ask(BOB, "2027-11-01");
      assertThat(verdict.state()).isEqualTo(VerdictState.SUPPRESSED);
      assertThat(verdict.until()).isEmpty();
      assertThat(verdict.cause().orElseThrow().reason()).isEqualTo("ACCESS_DENIED");
      assertThat(verdict.advice()).contains("DeleteSuppressedDestination");
    }

    @Test
    void aComplaintOnTheAccountListIsTheList() {
      fixture.happens(
          fixture.complaint(BOB, ComplaintKind.ON_ACCOUNT_LIST, on("2026-11-01"), Duration.ZERO));
      assertThat(fixture.ask(BOB, "2026-11-02").onSesList()).isTrue();
      fixture.isReleased(BOB, on("2026-11-03"), false);
      assertThat(fixture.ask(BOB, "2026-11-04").state()).isEqualTo(VerdictState.CLEAR);
    }

    @Test
    void leavingOneContactListLeavesTheAddressClear() {
      fixture.happens(fixture.bounce(
          BOB, "", on("2026-11-01"), new BounceType("Permanent", "UnsubscribedRecipient")));
      Verdict verdict = fixture.ask(BOB, "2026-11-02");
      assertThat(verdict.state()).isEqualTo(VerdictState.CLEAR);
      assertThat(verdict.unsubscribed().map(Verdict.Unsubscribed::day))
          .contains(LocalDate.parse("2026-11-01"));
    }
  }

  /** With {@code SesList=follow}, the account's list has what Hardstop itself decided. */
  @Nested
  class AListThatHardstopKeeps {
    private final MailFixture following = new MailFixture(
        new InMemoryDossierTable(),
        RuleFiles.book(),
        SuppressionPolicy.standard().with(SesListMode.FOLLOW));

    @Test
    void itsRefusalsAreShownAndNeverHeld() {
      following.happens(following.bounce(BOB, ON_ACCOUNT_LIST, on("2026-11-01"), ACCOUNT_LIST));
      following.happens(
          following.complaint(BOB, ComplaintKind.ON_ACCOUNT_LIST, on("2026-11-01"), Duration.ZERO));
      Verdict verdict = following.ask(BOB, "2026-11-02");
      assertThat(verdict.state()).isEqualTo(VerdictState.CLEAR);
      assertThat(verdict.onSesList()).isTrue();
      assertThat(verdict.advice()).contains("Hardstop keeps SES's account list");
    }

    @Test
    void itsRefusalsHideNoOtherCause() {
      following.bounces(BOB, MailFixture.BLOCKLISTED, "2026-11-01");
      following.happens(following.bounce(BOB, ON_ACCOUNT_LIST, on("2026-11-02"), ACCOUNT_LIST));
      assertThat(following.ask(BOB, "2026-11-03").cause().orElseThrow().reason())
          .isEqualTo("SENDER_REPUTATION");
      following.bounces(BOB, ACCESS_DENIED, "2026-11-03");
      Verdict suppressed = following.ask(BOB, "2026-11-04");
      assertThat(suppressed.state()).isEqualTo(VerdictState.SUPPRESSED);
      assertThat(suppressed.cause().orElseThrow().reason()).isEqualTo("ACCESS_DENIED");
      assertThat(suppressed.onSesList()).isTrue();
    }

    /** A gateway's later bounce can belong to a delivered message, but a refusal of SES cannot. */
    @Test
    void aRefusalOnTheDayOfADeliveryDoesNotCountAgainstTheDelivery() {
      following.bounces(BOB, ACCESS_DENIED, "2026-11-01").isDelivered(BOB, "2026-11-03");
      following.happens(following.bounce(BOB, ON_ACCOUNT_LIST, on("2026-11-03"), ACCOUNT_LIST));
      assertThat(following.ask(BOB, "2026-11-06").state()).isEqualTo(VerdictState.CLEAR);
    }

    @Test
    void aReleaseOfARefusalIsNotMentioned() {
      following.happens(following.bounce(BOB, ON_ACCOUNT_LIST, on("2026-11-01"), ACCOUNT_LIST));
      following.isReleased(BOB, on("2026-11-02"), false);
      assertThat(following.ask(BOB, "2026-11-03").advice()).isEmpty();
    }

    @Test
    void afterAReleaseTheAdviceDoesNotAskForACallOfSes() {
      following.bounces(BOB, ACCESS_DENIED, "2026-11-01").isReleased(BOB, on("2026-11-02"), false);
      assertThat(following.ask(BOB, "2026-11-03").advice())
          .contains("Hardstop takes it off SES's account list")
          .doesNotContain("DeleteSuppressedDestination");
    }

    @Test
    void theGlobalListSuppressesAsEver() {
      following.happens(
          following.bounce(BOB, "", on("2026-11-01"), new BounceType("Permanent", "Suppressed")));
      assertThat(following.ask(BOB, "2026-11-02").isSuppressed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SuppressionListEntry", "EmailValidationSuppressed"})
    void whatSesDecidedByItselfSuppressesAsEver(String subType) {
      following.happens(
          following.bounce(BOB, "", on("2026-11-01"), new BounceType("Permanent", subType)));
      Verdict verdict = following.ask(BOB, "2028-11-01");
      assertThat(verdict.state()).isEqualTo(VerdictState.SUPPRESSED);
      assertThat(verdict.until()).isEmpty();
      following.isReleased(BOB, on("2028-11-02"), false);
      assertThat(following.ask(BOB, "2028-11-03").state()).isEqualTo(VerdictState.CLEAR);
    }
  }

  @Nested
  class AComplaint {
    @Test
    void ofTheOnlyRecipientNamedSuppressesWithoutEnd() {
      fixture.happens(fixture.complaint(BOB, ComplaintKind.SOLE, on("2026-11-01"), Duration.ZERO));
      fixture.isDelivered(BOB, "2026-11-20").isReleased(BOB, on("2026-11-20"), false);
      Verdict verdict = fixture.ask(BOB, "2036-11-01");
      assertThat(verdict.state()).isEqualTo(VerdictState.SUPPRESSED);
      assertThat(verdict.cause().orElseThrow().reason()).isEqualTo("COMPLAINT");
    }

    @Test
    void isLiftedByAReleaseOfComplaints() {
      fixture.happens(fixture.complaint(BOB, ComplaintKind.SOLE, on("2026-11-01"), Duration.ZERO));
      fixture.isReleased(BOB, on("2026-11-20"), true);
      assertThat(fixture.ask(BOB, "2026-11-21").state()).isEqualTo(VerdictState.CLEAR);
    }

    @Test
    void ofOneOfSeveralIsAmbiguousAndEnds() {
      fixture.happens(
          fixture.complaint(BOB, ComplaintKind.ONE_OF_SEVERAL, on("2026-01-01"), Duration.ZERO));
      Verdict verdict = fixture.ask(BOB, "2026-06-29");
      assertThat(verdict.state()).isEqualTo(VerdictState.SUPPRESSED);
      assertThat(verdict.ambiguous()).isTrue();
      assertThat(verdict.until()).contains(LocalDate.parse("2026-06-30"));
      assertThat(fixture.ask(BOB, "2026-06-30").state()).isEqualTo(VerdictState.RECHECK);
    }

    @ParameterizedTest
    @EnumSource(
        value = ComplaintKind.class,
        names = {"SOLE", "ONE_OF_SEVERAL"})
    void outlastsEveryDeliveryWhicheverOfThemComesFirst(ComplaintKind kind) {
      fixture.isReleased(BOB, on("2025-12-01"), false);
      Feedback delivery = fixture.delivery(BOB, on("2026-01-01"));
      Feedback later = fixture.delivery(BOB, on("2026-01-20"));
      Feedback complaint = fixture.complaint(BOB, kind, on("2026-01-01"), Duration.ofDays(1));
      fixture.happens(delivery, later, complaint);
      Verdict deliveredFirst = fixture.ask(BOB, "2026-02-01");

      MailFixture other = new MailFixture();
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
    void thatIsNotAboutSpamIsNotHeldAgainstTheAddress(ComplaintKind kind) {
      fixture.happens(fixture.complaint(BOB, kind, on("2026-11-01"), Duration.ZERO));
      assertThat(fixture.ask(BOB, "2026-11-02").state()).isEqualTo(VerdictState.CLEAR);
    }

    @Test
    void stillCountsAfterALaterNotSpamReport() {
      fixture.happens(fixture.complaint(BOB, ComplaintKind.SOLE, on("2026-11-01"), Duration.ZERO));
      fixture.happens(
          fixture.complaint(BOB, ComplaintKind.NOT_SPAM, on("2026-11-02"), Duration.ZERO));
      assertThat(fixture.ask(BOB, "2026-11-03").state()).isEqualTo(VerdictState.SUPPRESSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-24H", "PT0S"})
    void thatClaimsToBeOlderThanItsMailCountsOnTheMailsDay(Duration after) {
      fixture.happens(
          fixture.complaint(BOB, ComplaintKind.ONE_OF_SEVERAL, on("2026-01-01"), after));
      assertThat(fixture.ask(BOB, "2026-01-02").since()).contains(LocalDate.parse("2026-01-01"));
    }

    @Test
    void thatClaimsToBeYearsLaterCountsNinetyDaysAfterItsMail() {
      fixture.happens(fixture.complaint(
          BOB, ComplaintKind.ONE_OF_SEVERAL, on("2026-01-01"), Duration.ofDays(4_000)));
      assertThat(fixture.ask(BOB, "2026-06-02").since()).contains(LocalDate.parse("2026-04-01"));
    }
  }

  @Nested
  class AManualSuppression {
    @Test
    void holdsUntilItsDay() {
      fixture.isSuppressedManually(
          BOB, on("2026-11-01"), Optional.of(LocalDate.parse("2026-11-10")));
      assertThat(fixture.ask(BOB, "2026-11-09").state()).isEqualTo(VerdictState.SUPPRESSED);
      assertThat(fixture.ask(BOB, "2026-11-09").cause().orElseThrow().reason()).isEqualTo("MANUAL");
      assertThat(fixture.ask(BOB, "2026-11-10").state()).isEqualTo(VerdictState.RECHECK);
    }

    @Test
    void endsWithALaterReleaseAndTheOtherWayRound() {
      fixture.isSuppressedManually(BOB, on("2026-11-01"), Optional.empty());
      fixture.isReleased(BOB, on("2026-11-02"), false);
      assertThat(fixture.ask(BOB, "2026-11-03").state()).isEqualTo(VerdictState.CLEAR);
      fixture.isSuppressedManually(BOB, on("2026-11-03"), Optional.empty());
      assertThat(fixture.ask(BOB, "2026-11-04").state()).isEqualTo(VerdictState.SUPPRESSED);
    }

    @Test
    void isTheCauseBeforeAComplaintWhateverItsId() {
      fixture.happens(fixture.complaint(BOB, ComplaintKind.SOLE, on("2026-11-01"), Duration.ZERO));
      for (String id : new String[] {"0", "z"}) {
        fixture.list.addAction(
            Subject.parse(BOB),
            new ManualAction.Suppression(
                id, "tester", "a test", on("2026-11-02"), Optional.empty()));
        assertThat(fixture.ask(BOB, "2026-11-03").cause().orElseThrow().reason())
            .isEqualTo("MANUAL");
      }
    }

    @Test
    void ofADomainSuppressesEveryAddressOfIt() {
      fixture.isSuppressedManually("@example.com", on("2026-11-01"), Optional.empty());
      assertThat(fixture.ask(BOB, "2026-11-02").state()).isEqualTo(VerdictState.SUPPRESSED);
    }
  }
}
