package dev.hardstop.suppression;

import static dev.hardstop.suppression.Scene.ACCESS_DENIED;
import static dev.hardstop.suppression.Scene.BLOCKLISTED;
import static dev.hardstop.suppression.Scene.MAILBOX_FULL;
import static dev.hardstop.suppression.Scene.NOBODY_THERE;
import static dev.hardstop.suppression.Scene.POLICY;
import static dev.hardstop.suppression.Scene.on;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The verdict table, row by row. */
class VerdictTest {
  private static final String BOB = "bob@example.com";

  private final Scene scene = new Scene();

  @Test
  void anAddressNobodyHasSeenIsClear() {
    Verdict verdict = scene.ask(BOB, "2026-11-24");
    assertThat(verdict.state()).isEqualTo(VerdictState.CLEAR);
    assertThat(verdict.cause()).isEmpty();
    assertThat(verdict.until()).isEmpty();
  }

  @Nested
  class AMailboxThatDoesNotExist {
    @Test
    void isSuppressedWithoutEnd() {
      scene.bounces(BOB, NOBODY_THERE, "2026-11-20");
      Verdict verdict = scene.ask(BOB, "2036-11-20");
      assertThat(verdict.state()).isEqualTo(VerdictState.SUPPRESSED);
      assertThat(verdict.until()).isEmpty();
      assertThat(verdict.cause().orElseThrow().reason()).isEqualTo("INVALID_RECIPIENT");
    }

    @Test
    void isNotFreedByALaterDelivery() {
      scene.bounces(BOB, NOBODY_THERE, "2026-11-20").isDelivered(BOB, "2026-11-21");
      assertThat(scene.ask(BOB, "2026-12-20").state()).isEqualTo(VerdictState.SUPPRESSED);
    }

    @Test
    void isFreedByARelease() {
      scene.bounces(BOB, NOBODY_THERE, "2026-11-20").isReleased(BOB, on("2026-11-21"), false);
      assertThat(scene.ask(BOB, "2026-11-22").state()).isEqualTo(VerdictState.CLEAR);
    }
  }

  @Nested
  class AccessDeniedAtTheEdge {
    @Test
    void isSuppressedNinetyDaysThenRechecked() {
      scene.bounces(BOB, ACCESS_DENIED, "2026-11-20");
      Verdict verdict = scene.ask(BOB, "2027-02-17");
      assertThat(verdict.state()).isEqualTo(VerdictState.SUPPRESSED);
      assertThat(verdict.until()).contains(LocalDate.parse("2027-02-18"));
      assertThat(verdict.cause().orElseThrow().reason()).isEqualTo("ACCESS_DENIED");
      assertThat(scene.ask(BOB, "2027-02-18").state()).isEqualTo(VerdictState.RECHECK);
    }

    @Test
    void hasNoEndOnceSeenNinetyDaysApart() {
      scene.bounces(BOB, ACCESS_DENIED, "2026-08-01", "2026-10-29");
      assertThat(scene.ask(BOB, "2026-10-30").until()).contains(LocalDate.parse("2027-01-27"));
      scene.bounces(BOB, ACCESS_DENIED, "2026-10-30");
      assertThat(scene.ask(BOB, "2030-01-01").state()).isEqualTo(VerdictState.SUPPRESSED);
      assertThat(scene.ask(BOB, "2030-01-01").until()).isEmpty();
    }

    @Test
    void aRecheckSaysThatSesMayHoldItOnItsList() {
      scene.bounces(BOB, ACCESS_DENIED, "2026-11-20");
      assertThat(scene.ask(BOB, "2027-03-01").advice()).contains("DeleteSuppressedDestination");
    }

    @Test
    void saysNothingAgainstTheColleague() {
      scene.bounces(BOB, ACCESS_DENIED, "2026-11-20", "2026-11-21", "2026-11-22");
      assertThat(scene.ask("ann@example.com", "2026-11-22").state()).isEqualTo(VerdictState.CLEAR);
    }
  }

  @Nested
  class ADelivery {
    @Test
    void speaksForTheAddressAfterTwoFullDays() {
      scene.bounces(BOB, ACCESS_DENIED, "2026-11-20").isDelivered(BOB, "2026-11-21");
      assertThat(scene.ask(BOB, "2026-11-23").state()).isEqualTo(VerdictState.SUPPRESSED);
      assertThat(scene.ask(BOB, "2026-11-24").state()).isEqualTo(VerdictState.CLEAR);
    }

    @Test
    void saysNothingOnADayWhoseMailBouncedAfterIt() {
      scene.bounces(BOB, ACCESS_DENIED, "2026-11-20", "2026-11-21").isDelivered(BOB, "2026-11-21");
      assertThat(scene.ask(BOB, "2026-11-30").state()).isEqualTo(VerdictState.SUPPRESSED);
    }

    @Test
    void speaksAlthoughOurReputationWasRefusedThatDay() {
      scene
          .bounces(BOB, ACCESS_DENIED, "2026-11-20")
          .bounces(BOB, BLOCKLISTED, "2026-11-21")
          .isDelivered(BOB, "2026-11-21");
      assertThat(scene.ask(BOB, "2026-11-24").isSuppressed()).isFalse();
    }

    @Test
    void saysNothingOfWhatCameLater() {
      scene.bounces(BOB, ACCESS_DENIED, "2026-11-19").isDelivered(BOB, "2026-11-20");
      scene.bounces(BOB, ACCESS_DENIED, "2026-11-22");
      Verdict verdict = scene.ask(BOB, "2026-11-30");
      assertThat(verdict.state()).isEqualTo(VerdictState.SUPPRESSED);
      assertThat(verdict.since()).contains(LocalDate.parse("2026-11-22"));
    }

    @Test
    void toAnAddressWithoutDossierIsNotKept() {
      scene.isDelivered(BOB, "2026-11-20").isDelivered(BOB, "2026-11-20");
      assertThat(scene.lastOutcome()).isInstanceOf(RecordingOutcome.NotKept.class);
      assertThat(scene.list.read(java.util.Set.of(Subject.parse(BOB))).get(Subject.parse(BOB)))
          .isEqualTo(Dossier.empty(Subject.parse(BOB)));
    }
  }

  @Nested
  class AFullMailbox {
    @Test
    void isWatchedUntilItWasFullOnThreeDays() {
      scene.bounces(BOB, MAILBOX_FULL, "2026-11-01", "2026-11-15");
      assertThat(scene.ask(BOB, "2026-11-16").state()).isEqualTo(VerdictState.WATCHED);
      scene.bounces(BOB, MAILBOX_FULL, "2026-11-30");
      Verdict verdict = scene.ask(BOB, "2026-12-01");
      assertThat(verdict.state()).isEqualTo(VerdictState.SUPPRESSED);
      assertThat(verdict.until()).contains(LocalDate.parse("2026-12-30"));
      assertThat(scene.ask(BOB, "2026-12-30").state()).isEqualTo(VerdictState.RECHECK);
    }

    @Test
    void threeTimesOnOneDayIsOneDay() {
      scene.bounces(BOB, MAILBOX_FULL, "2026-11-01", "2026-11-01", "2026-11-01");
      assertThat(scene.ask(BOB, "2026-11-02").state()).isEqualTo(VerdictState.WATCHED);
    }

    @Test
    void threeDaysThatLieThirtyOneDaysApartDoNotCount() {
      scene.bounces(BOB, MAILBOX_FULL, "2026-11-01", "2026-11-15", "2026-12-01");
      assertThat(scene.ask(BOB, "2026-12-02").state()).isEqualTo(VerdictState.WATCHED);
    }
  }

  @Nested
  class ABareRefusal {
    @ParameterizedTest
    @ValueSource(strings = {"smtp; 550 no", "smtp; 552 no", "smtp; 450 no"})
    void isHeldAfterFiveDaysAndNeverSuppressed(String words) {
      scene.bounces(BOB, words, "2026-10-01", "2026-10-02", "2026-10-03", "2026-10-04");
      assertThat(scene.ask(BOB, "2026-10-05").state()).isEqualTo(VerdictState.WATCHED);
      scene.bounces(BOB, words, "2026-10-06", "2026-10-07", "2026-10-08");
      assertThat(scene.ask(BOB, "2026-10-08").state()).isEqualTo(VerdictState.HELD);
    }
  }

  @Nested
  class APolicyOfTheReceiver {
    @Test
    void holdsOnlyAfterFiveDays() {
      scene.bounces(BOB, POLICY, "2026-10-01", "2026-10-08", "2026-10-15", "2026-10-22");
      assertThat(scene.ask(BOB, "2026-10-23").state()).isEqualTo(VerdictState.WATCHED);
      scene.bounces(BOB, POLICY, "2026-11-29");
      Verdict verdict = scene.ask(BOB, "2026-11-30");
      assertThat(verdict.state()).isEqualTo(VerdictState.HELD);
      assertThat(verdict.isSuppressed()).isTrue();
      assertThat(verdict.until()).contains(LocalDate.parse("2026-12-29"));
    }
  }

  @Nested
  class ABlockedSender {
    @Test
    void blockedSenderIsNoReasonToSuppress() {
      for (int day = 10; day < 30; day++) {
        scene.bounces(BOB, BLOCKLISTED, "2026-11-" + day);
      }
      Verdict verdict = scene.ask(BOB, "2026-11-30");
      assertThat(verdict.state()).isEqualTo(VerdictState.CLEAR);
      assertThat(verdict.cause().orElseThrow().reason()).isEqualTo("SENDER_REPUTATION");
    }
  }
}
