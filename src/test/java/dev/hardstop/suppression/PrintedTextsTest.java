package dev.hardstop.suppression;

import static dev.hardstop.suppression.MailFixture.ACCESS_DENIED;
import static dev.hardstop.suppression.MailFixture.on;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.feedback.ComplaintKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the core's objects print, and the advice of verdicts. */
class PrintedTextsTest {
  private static final Evidence.Origin ORIGIN =
      new Evidence.Origin(Instant.EPOCH, "message-1", "feedback-1", Optional.empty());

  private static final String BOB = "bob@example.com";

  private final MailFixture fixture = new MailFixture();

  @Test
  void aSubjectPrintsOnlyItsDomain() {
    assertThat(Subject.parse(BOB)).hasToString("***@example.com");
    assertThat(Subject.parse("@Example.com")).hasToString("@example.com");
  }

  @Test
  void subjectsAreOrderedByTheirKeys() {
    assertThat(Subject.parse("ann@example.com")).isLessThan(Subject.parse(BOB));
    assertThat(Subject.parse(BOB)).isEqualByComparingTo(Subject.parse("BOB@example.com"));
  }

  @Test
  void aManualActionPrintsNeitherWhoNorWhy() {
    ManualAction release =
        new ManualAction.Release("id-1", "Ann", "secret", on("2026-11-20"), true);
    ManualAction suppression =
        new ManualAction.Suppression("id-2", "Ann", "secret", on("2026-11-20"), Optional.empty());
    assertThat(release).hasToString("Release[id-1, 2026-11-20T10:00:00Z]");
    assertThat(suppression).hasToString("Suppression[id-2, 2026-11-20T10:00:00Z]");
  }

  @Test
  void aBouncePrintsItsRuleAndNoWords() {
    fixture.bounces(BOB, ACCESS_DENIED, "2026-11-20");
    VerdictCause cause = fixture.ask(BOB, "2026-11-21").cause().orElseThrow();
    assertThat(cause).hasToString("OfBounce[ACCESS_DENIED, microsoft.edge-access-denied]");
    assertThat(Observations.bounced("2026-11-20T10:00:00Z", "f", "secret").toString())
        .startsWith("BounceEvidence[")
        .contains("INVALID_RECIPIENT")
        .doesNotContain("secret");
  }

  @Test
  void theAdviceOnABounceIsThatOfItsRule() {
    fixture.bounces(BOB, ACCESS_DENIED, "2026-11-20");
    Verdict verdict = fixture.ask(BOB, "2026-11-21");
    VerdictCause.OfBounce cause = (VerdictCause.OfBounce) verdict.cause().orElseThrow();
    assertThat(verdict.advice()).isNotBlank().startsWith(cause.classification().advice());
  }

  /** Each kind has its own advice. */
  @ParameterizedTest
  @EnumSource
  void theAdviceOnAComplaintIsThatOfItsKind(ComplaintKind kind) {
    fixture.happens(fixture.complaint(BOB, kind, on("2026-11-20"), Duration.ZERO));
    String advice = fixture.ask(BOB, "2026-11-21").advice();
    assertThat(advice).isNotBlank();
    assertThat(Arrays.stream(ComplaintKind.values())
            .filter(
                other -> advice.startsWith(new VerdictCause.OfComplaint(other, ORIGIN).advice())))
        .containsExactly(kind);
  }

  @Test
  void theAdviceOnAManualSuppressionIsToAskWhoMadeIt() {
    fixture.isSuppressedManually(BOB, on("2026-11-20"), Optional.empty());
    assertThat(fixture.ask(BOB, "2026-11-21").advice()).contains("ask the person who did it");
  }

  @Test
  void anObservationThatMustBeKeptKeepsWhatItIsMergedWith() {
    Subject bob = Subject.parse(BOB);
    Observation plain = Observations.bounce(bob, "a.rule", "2026-11-20T10:00:00Z");
    Observation endless = Observations.endless(bob, "a.rule", "2026-11-21T10:00:00Z");
    assertThat(plain.merge(endless).neverExpires()).isTrue();
    assertThat(endless.merge(plain).neverExpires()).isTrue();
    assertThat(plain.merge(plain).neverExpires()).isFalse();
  }
}
