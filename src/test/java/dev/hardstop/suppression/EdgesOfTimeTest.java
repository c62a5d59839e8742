package dev.hardstop.suppression;

import static dev.hardstop.suppression.Scene.ACCESS_DENIED;
import static dev.hardstop.suppression.Scene.MAILBOX_FULL;
import static dev.hardstop.suppression.Scene.NOBODY_THERE;
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

/** Verdicts at the edges: of days, of windows, of clocks that differ, of the calendar. */
class EdgesOfTimeTest {
  private static final String BOB = "bob@example.com";

  private final Scene scene = new Scene();

  @Nested
  class ADay {
    @ParameterizedTest
    @CsvSource({
      "2026-11-24T00:00:00Z,     2027-02-22",
      "2026-11-24T23:59:59.999Z, 2027-02-22",
      "2026-11-25T00:00:00Z,     2027-02-23",
      "2026-12-31T23:59:59.999Z, 2027-03-31",
    })
    void isThatOfUtcOnWhichTheMessageWasSent(Instant sent, LocalDate until) {
      scene.happens(scene.bounce(BOB, ACCESS_DENIED, sent));
      assertThat(ask(sent).until()).contains(until);
    }

    @Test
    void endsASuppressionAtItsFirstMoment() {
      scene.bounces(BOB, ACCESS_DENIED, "2026-11-24");
      assertThat(ask("2027-02-21T23:59:59.999Z").state()).isEqualTo(VerdictState.SUPPRESSED);
      assertThat(ask("2027-02-22T00:00:00Z").state()).isEqualTo(VerdictState.RECHECK);
    }

    @Test
    void endsASuppressionByHandAtItsFirstMoment() {
      scene.isSuppressedByHand(
          BOB, Instant.parse("2026-11-24T10:00:00Z"), Optional.of(LocalDate.parse("2026-11-25")));
      assertThat(ask("2026-11-24T23:59:59.999Z").state()).isEqualTo(VerdictState.SUPPRESSED);
      assertThat(ask("2026-11-25T00:00:00Z").state()).isEqualTo(VerdictState.RECHECK);
    }

    @Test
    void mustHavePassedTwiceInFullBeforeADeliverySpeaks() {
      scene.bounces(BOB, ACCESS_DENIED, "2026-11-20").isDelivered(BOB, "2026-11-24");
      assertThat(ask("2026-11-26T23:59:59.999Z").state()).isEqualTo(VerdictState.SUPPRESSED);
      assertThat(ask("2026-11-27T00:00:00Z").state()).isEqualTo(VerdictState.CLEAR);
    }
  }

  @Nested
  class TheSameInstant {
    private static final Instant AT = Instant.parse("2026-11-24T10:00:00Z");

    @Test
    void ofTwoBouncesGivesOneVerdictInEitherOrder() {
      Bounce one = scene.bounce(BOB, MAILBOX_FULL, AT);
      Bounce other = scene.bounce(BOB, "smtp; 552 5.2.2 Over quota", AT);
      scene.happens(one, other);
      Verdict verdict = ask(AT);
      Scene again = new Scene().happens(other).happens(one);
      assertThat(again.ask(BOB, AT, RuleFiles.book())).isEqualTo(verdict);
    }

    @Test
    void ofAMessageAndAReleaseLiftsItsBounce() {
      scene.happens(scene.bounce(BOB, NOBODY_THERE, AT)).isReleased(BOB, AT, false);
      assertThat(ask(AT).state()).isEqualTo(VerdictState.CLEAR);
    }

    @Test
    void ofAReleaseAndASuppressionByHandIsDecidedByTheirIds() {
      ManualAction release = new ManualAction.Release("a", "tester", "a test", AT, false);
      ManualAction suppression =
          new ManualAction.Suppression("b", "tester", "a test", AT, Optional.empty());
      scene.list.addAction(Subject.parse(BOB), suppression);
      scene.list.addAction(Subject.parse(BOB), release);
      assertThat(ask(AT).state()).isEqualTo(VerdictState.SUPPRESSED);
    }
  }

  /** A few minutes between SES's clock and ours: they move an edge by as much, and never by a day. */
  @Nested
  class FiveMinutes {
    @Test
    void thatTheAskersClockIsBehindAtMidnightLeaveTheBounceCounting() {
      scene.happens(scene.bounce(BOB, ACCESS_DENIED, Instant.parse("2026-11-25T00:02:00Z")));
      Verdict verdict = ask("2026-11-24T23:57:00Z");
      assertThat(verdict.state()).isEqualTo(VerdictState.SUPPRESSED);
      assertThat(verdict.until()).contains(LocalDate.parse("2027-02-23"));
    }

    @Test
    void thatTheDesksClockIsAheadLiftABounceOfAMessageSentWithinThem() {
      scene.isReleased(BOB, Instant.parse("2026-11-24T10:05:00Z"), false);
      scene.happens(scene.bounce(BOB, NOBODY_THERE, Instant.parse("2026-11-24T10:02:00Z")));
      assertThat(ask("2026-11-24T10:10:00Z").state()).isEqualTo(VerdictState.CLEAR);
      scene.happens(scene.bounce(BOB, NOBODY_THERE, Instant.parse("2026-11-24T10:05:01Z")));
      assertThat(ask("2026-11-24T10:10:00Z").state()).isEqualTo(VerdictState.SUPPRESSED);
    }

    @Test
    void thatTheDesksClockIsAheadAtMidnightLiftTheNewDayOnlyAsFarAsTheyGo() {
      scene.bounces(BOB, NOBODY_THERE, "2026-11-24");
      scene.isReleased(BOB, Instant.parse("2026-11-25T00:03:00Z"), false);
      assertThat(ask("2026-11-24T23:59:00Z").state()).isEqualTo(VerdictState.CLEAR);
      scene.happens(scene.bounce(BOB, NOBODY_THERE, Instant.parse("2026-11-25T00:01:00Z")));
      assertThat(ask("2026-11-25T00:05:00Z").state()).isEqualTo(VerdictState.CLEAR);
      scene.happens(scene.bounce(BOB, NOBODY_THERE, Instant.parse("2026-11-25T00:03:01Z")));
      assertThat(ask("2026-11-25T00:05:00Z").state()).isEqualTo(VerdictState.SUPPRESSED);
    }

    @Test
    void thatTheDesksClockIsBehindLeaveABounceThatAReleaseWouldHaveLifted() {
      scene.happens(scene.bounce(BOB, NOBODY_THERE, Instant.parse("2026-11-24T10:00:00Z")));
      scene.isReleased(BOB, Instant.parse("2026-11-24T09:58:00Z"), false);
      assertThat(ask("2026-11-24T10:05:00Z").state()).isEqualTo(VerdictState.SUPPRESSED);
      scene.isReleased(BOB, Instant.parse("2026-11-24T10:01:00Z"), false);
      assertThat(ask("2026-11-24T10:06:00Z").state()).isEqualTo(VerdictState.CLEAR);
    }
  }

  /** SES's clock says when a message was sent, whatever ours says. */
  @Nested
  class TheFuture {
    @Test
    void bouncesOfItCountNowAndOnTheirDay() {
      scene.bounces(BOB, ACCESS_DENIED, "2099-06-01");
      Verdict now = scene.ask(BOB, "2026-11-24");
      assertThat(now.state()).isEqualTo(VerdictState.SUPPRESSED);
      assertThat(now.until()).contains(LocalDate.parse("2099-08-30"));
      assertThat(scene.ask(BOB, "2099-08-30").state()).isEqualTo(VerdictState.RECHECK);
    }

    @Test
    void deliveriesOfItSpeakForNobodyBeforeTheirDay() {
      scene.bounces(BOB, ACCESS_DENIED, "2026-11-20").isDelivered(BOB, "2099-06-01");
      assertThat(scene.ask(BOB, "2026-11-24").state()).isEqualTo(VerdictState.SUPPRESSED);
    }

    @Test
    void bouncesOfItAreNotLiftedByAReleaseOfToday() {
      scene.bounces(BOB, ACCESS_DENIED, "2026-11-20", "2099-06-01");
      scene.isReleased(BOB, Instant.parse("2026-11-24T10:00:00Z"), true);
      Verdict verdict = scene.ask(BOB, "2026-11-24");
      assertThat(verdict.state()).isEqualTo(VerdictState.SUPPRESSED);
      assertThat(verdict.days()).containsExactly(LocalDate.parse("2099-06-01"));
    }

    @Test
    void complaintsOfItCountNoLaterThanNinetyDaysAfterTheirMessage() {
      Instant sent = Instant.parse("2026-11-24T10:00:00Z");
      scene.happens(
          scene.complaint(BOB, ComplaintKind.ONE_OF_SEVERAL, sent, Duration.ofDays(26_000)));
      assertThat(ask(sent).until()).contains(LocalDate.parse("2027-08-21"));
    }
  }

  @Nested
  class YearsAgo {
    @Test
    void whatProvesThatNobodyIsThereStillCounts() {
      scene.bounces(BOB, NOBODY_THERE, "2011-03-01");
      assertThat(scene.ask(BOB, "2026-11-24").state()).isEqualTo(VerdictState.SUPPRESSED);
    }

    @Test
    void whatIsNoProofHasEndedLongSince() {
      scene.bounces(BOB, ACCESS_DENIED, "2011-03-01");
      assertThat(scene.ask(BOB, "2026-11-24").state()).isEqualTo(VerdictState.RECHECK);
    }

    @Test
    void whatWasSentThenAndArrivesNowMovesNoEnd() {
      scene.bounces(BOB, ACCESS_DENIED, "2026-11-20", "2026-09-01");
      assertThat(scene.ask(BOB, "2026-11-24").until()).contains(LocalDate.parse("2027-02-18"));
    }
  }

  @Nested
  class ALeapDay {
    @Test
    void isADayAsAnyOther() {
      scene.bounces(BOB, ACCESS_DENIED, "2028-02-29");
      assertThat(scene.ask(BOB, "2028-03-01").until()).contains(LocalDate.parse("2028-05-29"));
    }

    @ParameterizedTest
    @CsvSource({
      "2027-12-01, 2028-02-28, 2028-05-28",
      "2027-12-01, 2028-02-29,",
      "2026-12-01, 2027-02-28, 2027-05-29",
      "2026-12-01, 2027-03-01,",
    })
    void isCountedInTheNinetyDaysThatMakeAnEndless(String first, String last, LocalDate until) {
      scene.bounces(BOB, ACCESS_DENIED, first, last);
      assertThat(scene.ask(BOB, last).until()).isEqualTo(Optional.ofNullable(until));
    }

    @ParameterizedTest
    @CsvSource({
      "2028-02-01, 2028-03-01, SUPPRESSED",
      "2028-02-01, 2028-03-02, WATCHED",
      "2027-02-01, 2027-03-02, SUPPRESSED",
      "2027-02-01, 2027-03-03, WATCHED",
    })
    void isCountedInTheThirtyDaysOfAFullMailbox(String first, String last, VerdictState state) {
      scene.bounces(BOB, MAILBOX_FULL, first, first.substring(0, 8) + "15", last);
      assertThat(scene.ask(BOB, last).state()).isEqualTo(state);
    }
  }

  private Verdict ask(String now) {
    return ask(Instant.parse(now));
  }

  private Verdict ask(Instant now) {
    return scene.ask(BOB, now, RuleFiles.book());
  }
}
