package dev.hardstop.suppression;

import static dev.hardstop.suppression.MailFixture.ACCESS_DENIED;
import static dev.hardstop.suppression.MailFixture.MAILBOX_FULL;
import static dev.hardstop.suppression.MailFixture.NOBODY_THERE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.ComplaintKind;
import dev.hardstop.rules.RuleFiles;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Verdicts at the limits of days and windows, with clocks that differ, and on special days. */
class VerdictTimesTest {
  private static final String BOB = "bob@example.com";

  private final MailFixture fixture = new MailFixture();

  @Nested
  class ADay {
    @ParameterizedTest
    @CsvSource({
      "2026-11-24T00:00:00Z,     2027-02-22",
      "2026-11-24T23:59:59.999Z, 2027-02-22",
      "2026-11-25T00:00:00Z,     2027-02-23",
      "2026-12-31T23:59:59.999Z, 2027-03-31",
    })
    void isTheUtcDayOnWhichTheMessageWasSent(Instant sent, LocalDate until) {
      fixture.happens(fixture.bounce(BOB, ACCESS_DENIED, sent));
      assertThat(ask(sent).until()).contains(until);
    }

    @Test
    void endsASuppressionAtItsFirstMoment() {
      fixture.bounces(BOB, ACCESS_DENIED, "2026-11-24");
      assertThat(ask("2027-02-21T23:59:59.999Z").state()).isEqualTo(VerdictState.SUPPRESSED);
      assertThat(ask("2027-02-22T00:00:00Z").state()).isEqualTo(VerdictState.RECHECK);
    }

    @Test
    void endsAManualSuppressionAtItsFirstMoment() {
      fixture.isSuppressedManually(
          BOB, Instant.parse("2026-11-24T10:00:00Z"), Optional.of(LocalDate.parse("2026-11-25")));
      assertThat(ask("2026-11-24T23:59:59.999Z").state()).isEqualTo(VerdictState.SUPPRESSED);
      assertThat(ask("2026-11-25T00:00:00Z").state()).isEqualTo(VerdictState.RECHECK);
    }

    @Test
    void mustHavePassedTwiceInFullBeforeADeliveryFreesAnAddress() {
      fixture.bounces(BOB, ACCESS_DENIED, "2026-11-20").isDelivered(BOB, "2026-11-24");
      assertThat(ask("2026-11-26T23:59:59.999Z").state()).isEqualTo(VerdictState.SUPPRESSED);
      assertThat(ask("2026-11-27T00:00:00Z").state()).isEqualTo(VerdictState.CLEAR);
    }
  }

  @Nested
  class TheSameInstant {
    private static final Instant AT = Instant.parse("2026-11-24T10:00:00Z");

    @Test
    void ofTwoBouncesGivesOneVerdictInEitherOrder() {
      Bounce one = fixture.bounce(BOB, MAILBOX_FULL, AT);
      Bounce other = fixture.bounce(BOB, "smtp; 552 5.2.2 Over quota", AT);
      fixture.happens(one, other);
      Verdict verdict = ask(AT);
      MailFixture again = new MailFixture().happens(other).happens(one);
      assertThat(again.ask(BOB, AT, RuleFiles.book())).isEqualTo(verdict);
    }

    @Test
    void ofAMessageAndAReleaseLiftsItsBounce() {
      fixture.happens(fixture.bounce(BOB, NOBODY_THERE, AT)).isReleased(BOB, AT, false);
      assertThat(ask(AT).state()).isEqualTo(VerdictState.CLEAR);
    }

    @Test
    void ofAReleaseAndAManualSuppressionIsDecidedByTheirIds() {
      ManualAction release = new ManualAction.Release("a", "tester", "a test", AT, false);
      ManualAction suppression =
          new ManualAction.Suppression("b", "tester", "a test", AT, Optional.empty());
      fixture.list.addAction(Subject.parse(BOB), suppression);
      fixture.list.addAction(Subject.parse(BOB), release);
      assertThat(ask(AT).state()).isEqualTo(VerdictState.SUPPRESSED);
    }
  }

  /**
   * A few minutes between SES's clock and ours: they move an edge by as much, and never by a day.
   */
  @Nested
  class FiveMinutes {
    @Test
    void thatTheClientsClockIsBehindAtMidnightLeaveTheBounceCounting() {
      fixture.happens(fixture.bounce(BOB, ACCESS_DENIED, Instant.parse("2026-11-25T00:02:00Z")));
      Verdict verdict = ask("2026-11-24T23:57:00Z");
      assertThat(verdict.state()).isEqualTo(VerdictState.SUPPRESSED);
      assertThat(verdict.until()).contains(LocalDate.parse("2027-02-23"));
    }

    @Test
    void thatTheDesksClockIsAheadLiftABounceOfAMessageSentWithinThem() {
      fixture.isReleased(BOB, Instant.parse("2026-11-24T10:05:00Z"), false);
      fixture.happens(fixture.bounce(BOB, NOBODY_THERE, Instant.parse("2026-11-24T10:02:00Z")));
      assertThat(ask("2026-11-24T10:10:00Z").state()).isEqualTo(VerdictState.CLEAR);
      fixture.happens(fixture.bounce(BOB, NOBODY_THERE, Instant.parse("2026-11-24T10:05:01Z")));
      assertThat(ask("2026-11-24T10:10:00Z").state()).isEqualTo(VerdictState.SUPPRESSED);
    }

    @Test
    void thatTheDesksClockIsAheadAtMidnightLiftTheNewDayOnlyAsFarAsTheyGo() {
      fixture.bounces(BOB, NOBODY_THERE, "2026-11-24");
      fixture.isReleased(BOB, Instant.parse("2026-11-25T00:03:00Z"), false);
      assertThat(ask("2026-11-24T23:59:00Z").state()).isEqualTo(VerdictState.CLEAR);
      fixture.happens(fixture.bounce(BOB, NOBODY_THERE, Instant.parse("2026-11-25T00:01:00Z")));
      assertThat(ask("2026-11-25T00:05:00Z").state()).isEqualTo(VerdictState.CLEAR);
      fixture.happens(fixture.bounce(BOB, NOBODY_THERE, Instant.parse("2026-11-25T00:03:01Z")));
      assertThat(ask("2026-11-25T00:05:00Z").state()).isEqualTo(VerdictState.SUPPRESSED);
    }

    @Test
    void thatTheDesksClockIsBehindLeaveABounceThatAReleaseWouldHaveLifted() {
      fixture.happens(fixture.bounce(BOB, NOBODY_THERE, Instant.parse("2026-11-24T10:00:00Z")));
      fixture.isReleased(BOB, Instant.parse("2026-11-24T09:58:00Z"), false);
      assertThat(ask("2026-11-24T10:05:00Z").state()).isEqualTo(VerdictState.SUPPRESSED);
      fixture.isReleased(BOB, Instant.parse("2026-11-24T10:01:00Z"), false);
      assertThat(ask("2026-11-24T10:06:00Z").state()).isEqualTo(VerdictState.CLEAR);
    }
  }

  /** SES's clock decides when a message was sent, whatever our clock shows. */
  @Nested
  class TheFuture {
    @Test
    void bouncesOfItCountNowAndOnTheirDay() {
      fixture.bounces(BOB, ACCESS_DENIED, "2099-06-01");
      Verdict now = fixture.ask(BOB, "2026-11-24");
      assertThat(now.state()).isEqualTo(VerdictState.SUPPRESSED);
      assertThat(now.until()).contains(LocalDate.parse("2099-08-30"));
      assertThat(fixture.ask(BOB, "2099-08-30").state()).isEqualTo(VerdictState.RECHECK);
    }

    @Test
    void deliveriesOfItFreeNobodyBeforeTheirDay() {
      fixture.bounces(BOB, ACCESS_DENIED, "2026-11-20").isDelivered(BOB, "2099-06-01");
      assertThat(fixture.ask(BOB, "2026-11-24").state()).isEqualTo(VerdictState.SUPPRESSED);
    }

    @Test
    void bouncesOfItAreNotLiftedByAReleaseOfToday() {
      fixture.bounces(BOB, ACCESS_DENIED, "2026-11-20", "2099-06-01");
      fixture.isReleased(BOB, Instant.parse("2026-11-24T10:00:00Z"), true);
      Verdict verdict = fixture.ask(BOB, "2026-11-24");
      assertThat(verdict.state()).isEqualTo(VerdictState.SUPPRESSED);
      assertThat(verdict.days()).containsExactly(LocalDate.parse("2099-06-01"));
    }

    @Test
    void complaintsOfItCountNoLaterThanNinetyDaysAfterTheirMessage() {
      Instant sent = Instant.parse("2026-11-24T10:00:00Z");
      fixture.happens(
          fixture.complaint(BOB, ComplaintKind.ONE_OF_SEVERAL, sent, Duration.ofDays(26_000)));
      assertThat(ask(sent).until()).contains(LocalDate.parse("2027-08-21"));
    }
  }

  @Nested
  class YearsAgo {
    @Test
    void proofThatTheMailboxDoesNotExistStillCounts() {
      fixture.bounces(BOB, NOBODY_THERE, "2011-03-01");
      assertThat(fixture.ask(BOB, "2026-11-24").state()).isEqualTo(VerdictState.SUPPRESSED);
    }

    @Test
    void aSuppressionWithoutProofHasEnded() {
      fixture.bounces(BOB, ACCESS_DENIED, "2011-03-01");
      assertThat(fixture.ask(BOB, "2026-11-24").state()).isEqualTo(VerdictState.RECHECK);
    }

    @Test
    void aBounceThatArrivesYearsLateMovesNoEnd() {
      fixture.bounces(BOB, ACCESS_DENIED, "2026-11-20", "2026-09-01");
      assertThat(fixture.ask(BOB, "2026-11-24").until()).contains(LocalDate.parse("2027-02-18"));
    }
  }

  @Nested
  class ALeapDay {
    @Test
    void isADayLikeAnyOther() {
      fixture.bounces(BOB, ACCESS_DENIED, "2028-02-29");
      assertThat(fixture.ask(BOB, "2028-03-01").until()).contains(LocalDate.parse("2028-05-29"));
    }

    @ParameterizedTest
    @CsvSource({
      "2027-12-01, 2028-02-28, 2028-05-28",
      "2027-12-01, 2028-02-29,",
      "2026-12-01, 2027-02-28, 2027-05-29",
      "2026-12-01, 2027-03-01,",
    })
    void isCountedInTheNinetyDaysThatMakeASuppressionEndless(
        String first, String last, LocalDate until) {
      fixture.bounces(BOB, ACCESS_DENIED, first, last);
      assertThat(fixture.ask(BOB, last).until()).isEqualTo(Optional.ofNullable(until));
    }

    @ParameterizedTest
    @CsvSource({
      "2028-02-01, 2028-03-01, SUPPRESSED",
      "2028-02-01, 2028-03-02, WATCHED",
      "2027-02-01, 2027-03-02, SUPPRESSED",
      "2027-02-01, 2027-03-03, WATCHED",
    })
    void isCountedInTheThirtyDaysOfAFullMailbox(String first, String last, VerdictState state) {
      fixture.bounces(BOB, MAILBOX_FULL, first, first.substring(0, 8) + "15", last);
      assertThat(fixture.ask(BOB, last).state()).isEqualTo(state);
    }
  }

  private Verdict ask(String now) {
    return ask(Instant.parse(now));
  }

  private Verdict ask(Instant now) {
    return fixture.ask(BOB, now, RuleFiles.book());
  }
}
