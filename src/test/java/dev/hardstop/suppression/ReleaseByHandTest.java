package dev.hardstop.suppression;

import static dev.hardstop.suppression.Scene.ACCESS_DENIED;
import static dev.hardstop.suppression.Scene.MAILBOX_FULL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.rules.RuleFiles;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A release: the moment is its mark. */
class ReleaseByHandTest {
  private static final String BOB = "bob@example.com";
  private static final Instant RELEASED = Instant.parse("2026-11-20T12:00:00Z");

  private final Scene scene = new Scene();

  @Test
  void liftsWhatBouncedBefore() {
    scene.bounces(BOB, ACCESS_DENIED, "2026-11-18", "2026-11-19");
    scene.isReleased(BOB, RELEASED, false);
    assertThat(scene.ask(BOB, "2026-11-21").state()).isEqualTo(VerdictState.CLEAR);
  }

  @Test
  void liftsWhatWasSentTheSameDayBeforeIt() {
    scene.happens(scene.bounce(BOB, ACCESS_DENIED, RELEASED.minusMillis(1)));
    scene.isReleased(BOB, RELEASED, false);
    assertThat(scene.ask(BOB, "2026-11-21").state()).isEqualTo(VerdictState.CLEAR);
  }

  @Test
  void isUndoneByABounceOfAMessageSentLaterThatDay() {
    scene.isReleased(BOB, RELEASED, false);
    scene.happens(scene.bounce(BOB, ACCESS_DENIED, RELEASED.plusMillis(1)));
    assertThat(scene.ask(BOB, "2026-11-21").state()).isEqualTo(VerdictState.SUPPRESSED);
  }

  @Test
  void isNotUndoneByABounceOfAMessageSentBeforeThatArrivesLater() {
    scene.isReleased(BOB, RELEASED, false);
    scene.happens(scene.bounce(BOB, ACCESS_DENIED, RELEASED.minusSeconds(1)));
    assertThat(scene.ask(BOB, "2026-11-21").state()).isEqualTo(VerdictState.CLEAR);
  }

  @Test
  void keepsTheDaysBeforeItOutOfWhatComesAfter() {
    scene.bounces(BOB, ACCESS_DENIED, "2026-07-01");
    scene.isReleased(BOB, RELEASED, false);
    scene.bounces(BOB, ACCESS_DENIED, "2026-11-25");
    Verdict verdict = scene.ask(BOB, "2026-11-26");
    assertThat(verdict.until()).as("not seen ninety days apart").isPresent();
    assertThat(verdict.since()).contains(LocalDate.parse("2026-11-25"));
  }

  @Test
  void keepsWhatWasSentThatDayBeforeItOutOfWhatComesAfter() {
    scene.happens(scene.bounce(BOB, ACCESS_DENIED, RELEASED.minusSeconds(60)));
    scene.isReleased(BOB, RELEASED, false);
    Instant later = RELEASED.plus(Duration.ofDays(100));
    scene.happens(scene.bounce(BOB, ACCESS_DENIED, later));
    assertThat(scene.ask(BOB, later, RuleFiles.book()).until())
        .as("not seen ninety days apart")
        .contains(LocalDate.parse("2027-05-29"));

    for (String address : List.of("ann@example.com", "carl@example.com")) {
      scene.happens(scene.bounce(address, MAILBOX_FULL, RELEASED.minusSeconds(60)));
      scene.isReleased(address, RELEASED, false);
      scene.bounces(address, MAILBOX_FULL, "2026-11-21", "2026-11-22");
      assertThat(scene.ask(address, "2026-11-23").state())
          .as("two days of three")
          .isEqualTo(VerdictState.WATCHED);
    }
    scene.happens(scene.bounce("carl@example.com", MAILBOX_FULL, RELEASED.plusMillis(1)));
    assertThat(scene.ask("carl@example.com", "2026-11-23").isSuppressed()).isTrue();
  }

  @Test
  void saysThatSesMayStillHoldTheAddressOnItsList() {
    scene.bounces(BOB, ACCESS_DENIED, "2026-11-18");
    scene.isReleased(BOB, RELEASED, false);
    assertThat(scene.ask(BOB, "2026-11-21").advice()).contains("DeleteSuppressedDestination");
  }

  @Test
  void thatLiftedNothingAsksForNothing() {
    scene.isReleased(BOB, RELEASED, false);
    assertThat(scene.ask(BOB, "2026-11-21").advice()).isEmpty();
  }

  @Test
  void ofOneAddressFreesNoOther() {
    scene.bounces(BOB, ACCESS_DENIED, "2026-11-18");
    scene.bounces("ann@example.com", ACCESS_DENIED, "2026-11-18");
    scene.isReleased(BOB, RELEASED, false);
    assertThat(scene.ask("ann@example.com", "2026-11-21").state())
        .isEqualTo(VerdictState.SUPPRESSED);
  }
}
