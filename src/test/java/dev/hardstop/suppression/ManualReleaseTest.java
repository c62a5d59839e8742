package dev.hardstop.suppression;

import static dev.hardstop.suppression.MailFixture.ACCESS_DENIED;
import static dev.hardstop.suppression.MailFixture.MAILBOX_FULL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.rules.RuleFiles;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A release lifts the evidence of messages that were sent before it, to the millisecond. */
class ManualReleaseTest {
  private static final String BOB = "bob@example.com";
  private static final Instant RELEASED = Instant.parse("2026-11-20T12:00:00Z");

  private final MailFixture fixture = new MailFixture();

  @Test
  void liftsEarlierBounces() {
    fixture.bounces(BOB, ACCESS_DENIED, "2026-11-18", "2026-11-19");
    fixture.isReleased(BOB, RELEASED, false);
    assertThat(fixture.ask(BOB, "2026-11-21").state()).isEqualTo(VerdictState.CLEAR);
  }

  @Test
  void liftsBouncesOfMessagesSentEarlierTheSameDay() {
    fixture.happens(fixture.bounce(BOB, ACCESS_DENIED, RELEASED.minusMillis(1)));
    fixture.isReleased(BOB, RELEASED, false);
    assertThat(fixture.ask(BOB, "2026-11-21").state()).isEqualTo(VerdictState.CLEAR);
  }

  @Test
  void isUndoneByABounceOfAMessageSentLaterThatDay() {
    fixture.isReleased(BOB, RELEASED, false);
    fixture.happens(fixture.bounce(BOB, ACCESS_DENIED, RELEASED.plusMillis(1)));
    assertThat(fixture.ask(BOB, "2026-11-21").state()).isEqualTo(VerdictState.SUPPRESSED);
  }

  @Test
  void isNotUndoneByABounceOfAMessageSentBeforeThatArrivesLater() {
    fixture.isReleased(BOB, RELEASED, false);
    fixture.happens(fixture.bounce(BOB, ACCESS_DENIED, RELEASED.minusSeconds(1)));
    assertThat(fixture.ask(BOB, "2026-11-21").state()).isEqualTo(VerdictState.CLEAR);
  }

  @Test
  void removesTheEarlierDaysFromLaterRepetitions() {
    fixture.bounces(BOB, ACCESS_DENIED, "2026-07-01");
    fixture.isReleased(BOB, RELEASED, false);
    fixture.bounces(BOB, ACCESS_DENIED, "2026-11-25");
    Verdict verdict = fixture.ask(BOB, "2026-11-26");
    assertThat(verdict.until()).as("not seen ninety days apart").isPresent();
    assertThat(verdict.since()).contains(LocalDate.parse("2026-11-25"));
  }

  @Test
  void removesMessagesSentEarlierThatDayFromLaterRepetitions() {
    fixture.happens(fixture.bounce(BOB, ACCESS_DENIED, RELEASED.minusSeconds(60)));
    fixture.isReleased(BOB, RELEASED, false);
    Instant later = RELEASED.plus(Duration.ofDays(100));
    fixture.happens(fixture.bounce(BOB, ACCESS_DENIED, later));
    assertThat(fixture.ask(BOB, later, RuleFiles.book()).until())
        .as("not seen ninety days apart")
        .contains(LocalDate.parse("2027-05-29"));

    for (String address : List.of("ann@example.com", "carl@example.com")) {
      fixture.happens(fixture.bounce(address, MAILBOX_FULL, RELEASED.minusSeconds(60)));
      fixture.isReleased(address, RELEASED, false);
      fixture.bounces(address, MAILBOX_FULL, "2026-11-21", "2026-11-22");
      assertThat(fixture.ask(address, "2026-11-23").state())
          .as("two days of three")
          .isEqualTo(VerdictState.WATCHED);
    }
    fixture.happens(fixture.bounce("carl@example.com", MAILBOX_FULL, RELEASED.plusMillis(1)));
    assertThat(fixture.ask("carl@example.com", "2026-11-23").isSuppressed()).isTrue();
  }

  @Test
  void advisesThatSesMayStillListTheAddress() {
    fixture.bounces(BOB, ACCESS_DENIED, "2026-11-18");
    fixture.isReleased(BOB, RELEASED, false);
    assertThat(fixture.ask(BOB, "2026-11-21").advice()).contains("DeleteSuppressedDestination");
  }

  @Test
  void thatLiftedNothingAddsNoAdvice() {
    fixture.isReleased(BOB, RELEASED, false);
    assertThat(fixture.ask(BOB, "2026-11-21").advice()).isEmpty();
  }

  @Test
  void ofOneAddressFreesNoOther() {
    fixture.bounces(BOB, ACCESS_DENIED, "2026-11-18");
    fixture.bounces("ann@example.com", ACCESS_DENIED, "2026-11-18");
    fixture.isReleased(BOB, RELEASED, false);
    assertThat(fixture.ask("ann@example.com", "2026-11-21").state())
        .isEqualTo(VerdictState.SUPPRESSED);
  }
}
