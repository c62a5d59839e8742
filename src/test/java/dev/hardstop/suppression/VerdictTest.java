package dev.hardstop.suppression;

import static dev.hardstop.suppression.MailFixture.ACCESS_DENIED;
import static dev.hardstop.suppression.MailFixture.BLOCKLISTED;
import static dev.hardstop.suppression.MailFixture.MAILBOX_FULL;
import static dev.hardstop.suppression.MailFixture.NOBODY_THERE;
import static dev.hardstop.suppression.MailFixture.POLICY;
import static dev.hardstop.suppression.MailFixture.on;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The policy table: bounces, row by row. */
class VerdictTest {
  private static final String BOB = "bob@example.com";

  private final MailFixture fixture = new MailFixture();

  @Test
  void anUnknownAddressIsClear() {
    Verdict verdict = fixture.ask(BOB, "2026-11-24");
    assertThat(verdict.state()).isEqualTo(VerdictState.CLEAR);
    assertThat(verdict.cause()).isEmpty();
    assertThat(verdict.until()).isEmpty();
  }

  @Nested
  class AMailboxThatDoesNotExist {
    @Test
    void isSuppressedWithoutEnd() {
      fixture.bounces(BOB, NOBODY_THERE, "2026-11-20");
      Verdict verdict = fixture.ask(BOB, "2036-11-20");
      assertThat(verdict.state()).isEqualTo(VerdictState.SUPPRESSED);
      assertThat(verdict.until()).isEmpty();
      assertThat(verdict.cause().orElseThrow().reason()).isEqualTo("INVALID_RECIPIENT");
    }

    @Test
    void isNotFreedByALaterDelivery() {
      fixture.bounces(BOB, NOBODY_THERE, "2026-11-20").isDelivered(BOB, "2026-11-21");
      assertThat(fixture.ask(BOB, "2026-12-20").state()).isEqualTo(VerdictState.SUPPRESSED);
    }

    @Test
    void isFreedByARelease() {
      fixture.bounces(BOB, NOBODY_THERE, "2026-11-20").isReleased(BOB, on("2026-11-21"), false);
      assertThat(fixture.ask(BOB, "2026-11-22").state()).isEqualTo(VerdictState.CLEAR);
    }
  }

  @Nested
  class AccessDeniedAtTheEdge {
    @Test
    void isSuppressedNinetyDaysThenRechecked() {
      fixture.bounces(BOB, ACCESS_DENIED, "2026-11-20");
      Verdict verdict = fixture.ask(BOB, "2027-02-17");
      assertThat(verdict.state()).isEqualTo(VerdictState.SUPPRESSED);
      assertThat(verdict.until()).contains(LocalDate.parse("2027-02-18"));
      assertThat(verdict.cause().orElseThrow().reason()).isEqualTo("ACCESS_DENIED");
      assertThat(fixture.ask(BOB, "2027-02-18").state()).isEqualTo(VerdictState.RECHECK);
    }

    @Test
    void hasNoEndOnceSeenNinetyDaysApart() {
      fixture.bounces(BOB, ACCESS_DENIED, "2026-08-01", "2026-10-29");
      assertThat(fixture.ask(BOB, "2026-10-30").until()).contains(LocalDate.parse("2027-01-27"));
      fixture.bounces(BOB, ACCESS_DENIED, "2026-10-30");
      assertThat(fixture.ask(BOB, "2030-01-01").state()).isEqualTo(VerdictState.SUPPRESSED);
      assertThat(fixture.ask(BOB, "2030-01-01").until()).isEmpty();
    }

    @Test
    void aRecheckAdvisesThatSesMayListTheAddress() {
      fixture.bounces(BOB, ACCESS_DENIED, "2026-11-20");
      assertThat(fixture.ask(BOB, "2027-03-01").advice()).contains("DeleteSuppressedDestination");
    }

    @Test
    void isNoEvidenceAboutAnotherAddress() {
      fixture.bounces(BOB, ACCESS_DENIED, "2026-11-20", "2026-11-21", "2026-11-22");
      assertThat(fixture.ask("ann@example.com", "2026-11-22").state())
          .isEqualTo(VerdictState.CLEAR);
    }
  }

  @Nested
  class ADelivery {
    @Test
    void freesTheAddressAfterTwoFullDays() {
      fixture.bounces(BOB, ACCESS_DENIED, "2026-11-20").isDelivered(BOB, "2026-11-21");
      assertThat(fixture.ask(BOB, "2026-11-23").state()).isEqualTo(VerdictState.SUPPRESSED);
      assertThat(fixture.ask(BOB, "2026-11-24").state()).isEqualTo(VerdictState.CLEAR);
    }

    @Test
    void freesNobodyOnADayWithABounce() {
      fixture
          .bounces(BOB, ACCESS_DENIED, "2026-11-20", "2026-11-21")
          .isDelivered(BOB, "2026-11-21");
      assertThat(fixture.ask(BOB, "2026-11-30").state()).isEqualTo(VerdictState.SUPPRESSED);
    }

    @Test
    void freesTheAddressAlthoughOurReputationWasRefusedThatDay() {
      fixture
          .bounces(BOB, ACCESS_DENIED, "2026-11-20")
          .bounces(BOB, BLOCKLISTED, "2026-11-21")
          .isDelivered(BOB, "2026-11-21");
      assertThat(fixture.ask(BOB, "2026-11-24").isSuppressed()).isFalse();
    }

    @Test
    void liftsNothingLater() {
      fixture.bounces(BOB, ACCESS_DENIED, "2026-11-19").isDelivered(BOB, "2026-11-20");
      fixture.bounces(BOB, ACCESS_DENIED, "2026-11-22");
      Verdict verdict = fixture.ask(BOB, "2026-11-30");
      assertThat(verdict.state()).isEqualTo(VerdictState.SUPPRESSED);
      assertThat(verdict.since()).contains(LocalDate.parse("2026-11-22"));
    }

    @Test
    void toAnAddressWithoutDossierIsNotKept() {
      fixture.isDelivered(BOB, "2026-11-20").isDelivered(BOB, "2026-11-20");
      assertThat(fixture.lastOutcome()).isInstanceOf(RecordingOutcome.NotKept.class);
      assertThat(fixture.list.read(java.util.Set.of(Subject.parse(BOB))).get(Subject.parse(BOB)))
          .isEqualTo(Dossier.empty(Subject.parse(BOB)));
    }
  }

  @Nested
  class AFullMailbox {
    @Test
    void isWatchedUntilItWasFullOnThreeDays() {
      fixture.bounces(BOB, MAILBOX_FULL, "2026-11-01", "2026-11-15");
      assertThat(fixture.ask(BOB, "2026-11-16").state()).isEqualTo(VerdictState.WATCHED);
      fixture.bounces(BOB, MAILBOX_FULL, "2026-11-30");
      Verdict verdict = fixture.ask(BOB, "2026-12-01");
      assertThat(verdict.state()).isEqualTo(VerdictState.SUPPRESSED);
      assertThat(verdict.until()).contains(LocalDate.parse("2026-12-30"));
      assertThat(fixture.ask(BOB, "2026-12-30").state()).isEqualTo(VerdictState.RECHECK);
    }

    @Test
    void threeTimesOnOneDayIsOneDay() {
      fixture.bounces(BOB, MAILBOX_FULL, "2026-11-01", "2026-11-01", "2026-11-01");
      assertThat(fixture.ask(BOB, "2026-11-02").state()).isEqualTo(VerdictState.WATCHED);
    }

    @Test
    void threeDaysWithinThirtyOneDaysDoNotCount() {
      fixture.bounces(BOB, MAILBOX_FULL, "2026-11-01", "2026-11-15", "2026-12-01");
      assertThat(fixture.ask(BOB, "2026-12-02").state()).isEqualTo(VerdictState.WATCHED);
    }
  }

  @Nested
  class ABareRefusal {
    @ParameterizedTest
    @ValueSource(strings = {"smtp; 550 no", "smtp; 552 no", "smtp; 450 no"})
    void isHeldAfterFiveDaysAndNeverSuppressed(String words) {
      fixture.bounces(BOB, words, "2026-10-01", "2026-10-02", "2026-10-03", "2026-10-04");
      assertThat(fixture.ask(BOB, "2026-10-05").state()).isEqualTo(VerdictState.WATCHED);
      fixture.bounces(BOB, words, "2026-10-06", "2026-10-07", "2026-10-08");
      assertThat(fixture.ask(BOB, "2026-10-08").state()).isEqualTo(VerdictState.HELD);
    }
  }

  @Nested
  class APolicyOfTheReceiver {
    @Test
    void holdsOnlyAfterFiveDays() {
      fixture.bounces(BOB, POLICY, "2026-10-01", "2026-10-08", "2026-10-15", "2026-10-22");
      assertThat(fixture.ask(BOB, "2026-10-23").state()).isEqualTo(VerdictState.WATCHED);
      fixture.bounces(BOB, POLICY, "2026-11-29");
      Verdict verdict = fixture.ask(BOB, "2026-11-30");
      assertThat(verdict.state()).isEqualTo(VerdictState.HELD);
      assertThat(verdict.isSuppressed()).isTrue();
      assertThat(verdict.until()).contains(LocalDate.parse("2026-12-29"));
    }
  }

  @Nested
  class ABlockedSender {
    @Test
    void isNoReasonToSuppress() {
      for (int day = 10; day < 30; day++) {
        fixture.bounces(BOB, BLOCKLISTED, "2026-11-" + day);
      }
      Verdict verdict = fixture.ask(BOB, "2026-11-30");
      assertThat(verdict.state()).isEqualTo(VerdictState.CLEAR);
      assertThat(verdict.cause().orElseThrow().reason()).isEqualTo("SENDER_REPUTATION");
    }
  }
}
