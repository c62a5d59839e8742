package dev.hardstop.suppression;

import static dev.hardstop.suppression.Scene.NO_SUCH_DOMAIN;
import static dev.hardstop.suppression.Scene.on;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.feedback.BounceType;
import dev.hardstop.rules.RuleFiles;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a domain is believed not to exist, so that every address of it is suppressed. */
class InvalidDomainTest {
  private static final String ANN = "ann@example.com";
  private static final String BOB = "bob@example.com";
  private static final String CARL = "carl@example.com";

  private final Scene scene = new Scene();

  @Test
  void twoMailboxesOnTwoDaysSuppressEveryAddressOfTheDomain() {
    scene.bounces(BOB, NO_SUCH_DOMAIN, "2026-11-20");
    assertThat(scene.ask(ANN, "2026-11-21").state()).isEqualTo(VerdictState.CLEAR);
    scene.bounces(CARL, NO_SUCH_DOMAIN, "2026-11-22");

    Verdict verdict = scene.ask(ANN, "2026-11-23");
    assertThat(verdict.state()).isEqualTo(VerdictState.SUPPRESSED);
    assertThat(verdict.subject().key()).isEqualTo("@example.com");
    assertThat(verdict.until()).contains(LocalDate.parse("2026-12-22"));
    assertThat(scene.ask(ANN, "2026-12-22").state()).isEqualTo(VerdictState.RECHECK);
  }

  @Test
  void oneMailboxIsNotBelievedOfOthersHoweverOftenAndUnderWhateverTagItBounces() {
    for (int day = 10; day < 30; day++) {
      scene.bounces("mallory+" + day + "@example.com", NO_SUCH_DOMAIN, "2026-11-" + day);
      scene.bounces("mallory@example.com", NO_SUCH_DOMAIN, "2026-11-" + day);
    }

    assertThat(scene.ask(ANN, "2026-11-30").state()).isEqualTo(VerdictState.CLEAR);
    assertThat(scene.ask("mallory@example.com", "2026-11-30").isSuppressed()).isTrue();
  }

  @Test
  void twoMailboxesOnOneDayAreNotEnough() {
    scene.bounces(BOB, NO_SUCH_DOMAIN, "2026-11-20").bounces(CARL, NO_SUCH_DOMAIN, "2026-11-20");

    assertThat(scene.ask(ANN, "2026-11-21").state()).isEqualTo(VerdictState.CLEAR);
  }

  @ParameterizedTest
  @CsvSource({"2026-10-22, SUPPRESSED", "2026-10-21, CLEAR", "2026-01-25, CLEAR"})
  void theDaysLieWithinThirty(String first, VerdictState state) {
    scene.bounces(BOB, NO_SUCH_DOMAIN, first).bounces(CARL, NO_SUCH_DOMAIN, "2026-11-20");

    assertThat(scene.ask(ANN, "2026-11-21").state()).isEqualTo(state);
  }

  @Test
  void aMailboxThatBouncesOnAndOnDoesNotHideTheOther() {
    scene.bounces(CARL, NO_SUCH_DOMAIN, "2026-11-20");
    for (int i = 0; i < 20; i++) {
      Instant sent = on("2026-11-20").plusSeconds(i);
      scene.happens(scene.bounce(BOB, NO_SUCH_DOMAIN, sent, new BounceType("Permanent", "x" + i)));
    }
    scene.bounces(BOB, NO_SUCH_DOMAIN, "2026-11-22");

    assertThat(scene.ask(ANN, "2026-11-23").state()).isEqualTo(VerdictState.SUPPRESSED);
  }

  @Test
  void whereDeliveriesAreNotReportedNothingIsSaidOfADomain() {
    SuppressionPolicy standard = SuppressionPolicy.standard();
    SuppressionPolicy deaf = new SuppressionPolicy(
        standard.recheckable(),
        standard.ambiguousComplaint(),
        standard.invalidDomain(),
        standard.refused(),
        standard.blocked(),
        standard.sesGlobalList(),
        standard.settleDays(),
        false);
    Scene without = new Scene(new InMemorySuppressionList(), RuleFiles.book(), deaf);
    without.doesNotExist("example.com", "2026-11-20", "2026-11-22");

    assertThat(without.ask(ANN, "2026-11-23").state()).isEqualTo(VerdictState.CLEAR);
  }

  @ParameterizedTest
  @CsvSource({"2026-11-05, SUPPRESSED", "2026-11-06, CLEAR"})
  void aDeliveryOfTheTwoWeeksBeforeSpeaksForTheDomain(String delivered, VerdictState state) {
    scene.isDelivered("dora@example.com", delivered);
    scene.doesNotExist("example.com", "2026-11-20", "2026-11-22");

    assertThat(scene.ask(ANN, "2026-11-23").state()).isEqualTo(state);
  }

  @Test
  void aReleaseOfTheDomainSetsAsideWhatWasSentBeforeItThatDayToo() {
    scene.doesNotExist("example.com", "2026-11-20", "2026-11-22");
    scene.isReleased("@example.com", on("2026-11-22").plusSeconds(1), false);
    assertThat(scene.ask(ANN, "2026-11-24").state()).isEqualTo(VerdictState.CLEAR);
    scene.happens(scene.bounce(BOB, NO_SUCH_DOMAIN, on("2026-11-22").plusSeconds(2)));

    assertThat(scene.ask(ANN, "2026-11-24").state()).isEqualTo(VerdictState.CLEAR);
  }
}
