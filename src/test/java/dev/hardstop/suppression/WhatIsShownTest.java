package dev.hardstop.suppression;

import static dev.hardstop.suppression.Scene.ACCESS_DENIED;
import static dev.hardstop.suppression.Scene.on;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.feedback.ComplaintKind;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a log may show of the core's objects, and what an answer advises. */
class WhatIsShownTest {
  private static final String BOB = "bob@example.com";

  private final Scene scene = new Scene();

  @Test
  void subjectsShowTheirDomain() {
    assertThat(Subject.parse(BOB)).hasToString("***@example.com");
    assertThat(Subject.parse("@Example.com")).hasToString("@example.com");
  }

  @Test
  void subjectsStandInTheOrderOfTheirKeys() {
    assertThat(Subject.parse("ann@example.com")).isLessThan(Subject.parse(BOB));
    assertThat(Subject.parse(BOB)).isEqualByComparingTo(Subject.parse("BOB@example.com"));
  }

  @Test
  void actsShowNeitherWhoNorWhy() {
    ManualAction release =
        new ManualAction.Release("id-1", "Ann", "secret", on("2026-11-20"), true);
    ManualAction suppression =
        new ManualAction.Suppression("id-2", "Ann", "secret", on("2026-11-20"), Optional.empty());
    assertThat(release).hasToString("Release[id-1, 2026-11-20T10:00:00Z]");
    assertThat(suppression).hasToString("Suppression[id-2, 2026-11-20T10:00:00Z]");
  }

  @Test
  void bouncesShowTheirRuleAndNoWords() {
    scene.bounces(BOB, ACCESS_DENIED, "2026-11-20");
    VerdictCause cause = scene.ask(BOB, "2026-11-21").cause().orElseThrow();
    assertThat(cause).hasToString("Bounced[ACCESS_DENIED, microsoft.edge-access-denied]");
    assertThat(Observations.bounced("2026-11-20T10:00:00Z", "f", "secret").toString())
        .startsWith("OfBounce[")
        .contains("INVALID_RECIPIENT")
        .doesNotContain("secret");
  }

  @Test
  void aBouncesAdviceIsItsRules() {
    scene.bounces(BOB, ACCESS_DENIED, "2026-11-20");
    Verdict verdict = scene.ask(BOB, "2026-11-21");
    VerdictCause.OfBounce cause = (VerdictCause.OfBounce) verdict.cause().orElseThrow();
    assertThat(verdict.advice()).isNotBlank().startsWith(cause.classification().advice());
  }

  /** Each says what to do, and no two the same. */
  @ParameterizedTest
  @EnumSource
  void aComplaintsAdviceIsItsKinds(ComplaintKind kind) {
    scene.happens(scene.complaint(BOB, kind, on("2026-11-20"), Duration.ZERO));
    String advice = scene.ask(BOB, "2026-11-21").advice();
    assertThat(advice).isNotBlank();
    assertThat(Arrays.stream(ComplaintKind.values())
            .filter(other -> advice.startsWith(new VerdictCause.OfComplaint(other).advice())))
        .containsExactly(kind);
  }

  @Test
  void whoSuppressedByHandIsToBeAsked() {
    scene.isSuppressedByHand(BOB, on("2026-11-20"), Optional.empty());
    assertThat(scene.ask(BOB, "2026-11-21").advice()).contains("ask who did it");
  }

  @Test
  void oneThatMustBeKeptKeepsWhatItIsWrittenWith() {
    Subject bob = Subject.parse(BOB);
    Observation plain = Observations.bounce(bob, "a.rule", "2026-11-20T10:00:00Z");
    Observation endless = Observations.endless(bob, "a.rule", "2026-11-21T10:00:00Z");
    assertThat(plain.merge(endless).keep()).isTrue();
    assertThat(endless.merge(plain).keep()).isTrue();
    assertThat(plain.merge(plain).keep()).isFalse();
  }
}
