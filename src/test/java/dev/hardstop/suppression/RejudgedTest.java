package dev.hardstop.suppression;

import static dev.hardstop.suppression.Scene.on;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.Confidence;
import dev.hardstop.classification.Rule;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.classification.RuleCondition;
import dev.hardstop.feedback.BounceType;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Evidence that was filed by one rule book and is judged by a later one. */
class RejudgedTest {
  private static final String BOB = "bob@example.com";
  private static final String WORDS = "smtp; 550 nobody lives here";
  private static final Rule FILED =
      rule("a.lives", "nobody lives here", BounceReason.ACCESS_DENIED, Confidence.HIGH);

  private final Scene scene =
      new Scene(new InMemorySuppressionList(), book(FILED), SuppressionPolicy.standard());

  @Test
  void aRuleThatBecameMilderFreesWhomItWronged() {
    scene.bounces(BOB, WORDS, "2026-11-18", "2026-11-19");
    Verdict verdict = judged(book(FILED.withReason(BounceReason.CONTENT)));
    assertThat(verdict.state()).isEqualTo(VerdictState.CLEAR);
    assertThat(verdict.days()).containsExactly(day(18), day(19));
  }

  @Test
  void aMilderRuleThatAnswersInItsPlaceFreesFromAllDays() {
    scene.bounces(BOB, WORDS, "2026-11-18", "2026-11-19");
    Verdict verdict = judged(
        book(rule("first.lives", "nobody lives", BounceReason.POLICY, Confidence.LOW), FILED));
    assertThat(verdict.state()).isEqualTo(VerdictState.WATCHED);
    assertThat(verdict.days()).containsExactly(day(18), day(19));
  }

  @Test
  void anEquallyGraveRuleThatAnswersInItsPlaceIsTheCauseOfAllDays() {
    scene.bounces(BOB, WORDS, "2026-11-18", "2026-11-19");
    Verdict verdict = judged(book(
        rule("first.lives", "nobody lives", BounceReason.MAILBOX_INACTIVE, Confidence.HIGH),
        FILED));
    assertThat(verdict.cause().orElseThrow().reason()).isEqualTo("MAILBOX_INACTIVE");
    assertThat(verdict.days()).containsExactly(day(18), day(19));
  }

  @Test
  void aGraverRuleThatAnswersInItsPlaceIsHeldForTheDaysWhoseWordsAreKnown() {
    scene.bounces(BOB, WORDS, "2026-11-18", "2026-11-19");
    Verdict verdict = judged(book(
        rule("first.lives", "nobody lives", BounceReason.INVALID_RECIPIENT, Confidence.HIGH),
        FILED));
    assertThat(verdict.until()).isEmpty();
    assertThat(verdict.state()).isEqualTo(VerdictState.SUPPRESSED);
    assertThat(verdict.cause().orElseThrow().reason()).isEqualTo("INVALID_RECIPIENT");
    assertThat(verdict.days()).containsExactly(day(18), day(19));
  }

  /** Three wordings of a rule are known; the days of others are those of the rule. */
  @Test
  void ofDaysWhoseWordsAreNotKnownTheRuleThatFiledThemSaysToday() {
    saysInOtherWordsEachDay();
    RuleBook today = book(
        rule("first.lives", "nobody lives", BounceReason.ACCESS_DENIED, Confidence.HIGH),
        FILED.withReason(BounceReason.MAILBOX_FULL));
    Verdict verdict = judged(today);
    assertThat(verdict.cause().orElseThrow().reason()).isEqualTo("ACCESS_DENIED");
    assertThat(verdict.days()).containsExactly(day(16), day(17), day(18));
  }

  @Test
  void ofARuleThatIsGoneTheReasonItFiledUnderIsKnown() {
    saysInOtherWordsEachDay();
    Verdict verdict = judged(
        book(rule("first.lives", "nobody lives", BounceReason.INVALID_RECIPIENT, Confidence.HIGH)));
    assertThat(verdict.days()).containsExactly(day(16), day(17), day(18));

    Verdict silent = judged(book());
    assertThat(silent.state()).isEqualTo(VerdictState.SUPPRESSED);
    assertThat(silent.days())
        .as("whose words nobody can judge again")
        .containsExactly(day(14), day(15));
  }

  @Test
  void aGoneRuleIsNotMoreCertainThanItWas() {
    Rule sure =
        rule("a.lives", "nobody lives here", BounceReason.INVALID_RECIPIENT, Confidence.HIGH);
    Scene certain =
        new Scene(new InMemorySuppressionList(), book(sure), SuppressionPolicy.standard());
    for (int day = 14; day <= 18; day++) {
      certain.bounces(BOB, WORDS + " on " + "x".repeat(day), "2026-11-" + day);
    }
    Verdict verdict = certain.ask(BOB, on("2026-11-20"), book());
    assertThat(verdict.until()).contains(day(15).plusDays(90));
  }

  @Test
  void oneMoreBounceOfAnOldRuleMakesNoVerdictMilder() {
    RuleBook mended =
        book(rule("first.quota", "no room", BounceReason.MAILBOX_FULL, Confidence.HIGH), FILED);
    scene.bounces(BOB, WORDS, "2026-11-10");
    Verdict before = judged(mended);
    scene.bounces(BOB, WORDS + ", no room", "2026-11-19");

    assertThat(before.state()).isEqualTo(VerdictState.SUPPRESSED);
    assertThat(judged(mended).until()).isEqualTo(before.until());
    assertThat(judged(mended).state()).isEqualTo(VerdictState.SUPPRESSED);
  }

  private void saysInOtherWordsEachDay() {
    for (int day = 14; day <= 18; day++) {
      scene.bounces(BOB, WORDS + " on " + "x".repeat(day), "2026-11-" + day);
    }
  }

  @Test
  void aDomainIsHeldToWhatTodaysBookSaysOfIt() {
    Rule gone = rule("a.lives", "nobody lives here", BounceReason.INVALID_DOMAIN, Confidence.HIGH);
    Scene domain =
        new Scene(new InMemorySuppressionList(), book(gone), SuppressionPolicy.standard());
    domain.bounces(BOB, WORDS, "2026-11-18").bounces("carl@example.com", WORDS, "2026-11-19");
    assertThat(domain.ask("ann@example.com", "2026-11-20").state())
        .isEqualTo(VerdictState.SUPPRESSED);

    RuleBook mended = book(gone.withReason(BounceReason.ACCESS_DENIED));
    assertThat(domain.ask("ann@example.com", on("2026-11-20"), mended).state())
        .isEqualTo(VerdictState.CLEAR);
  }

  @Test
  void whatCameByAForwardIsJudgedAgainAsWell() {
    scene.happens(scene.bounce(
        "carl@example.net", WORDS, scene.mail(on("2026-11-18"), BOB), BounceType.NONE, "failed"));
    assertThat(judged(book(FILED)).state()).isEqualTo(VerdictState.WATCHED);
    assertThat(judged(book(FILED.withReason(BounceReason.CONTENT))).state())
        .isEqualTo(VerdictState.CLEAR);
  }

  private Verdict judged(RuleBook today) {
    return scene.ask(BOB, on("2026-11-20"), today);
  }

  private static Rule rule(String id, String words, BounceReason reason, Confidence confidence) {
    return new Rule(
        id, RuleCondition.ALWAYS.words(words), reason, confidence, "https://example.com");
  }

  private static RuleBook book(Rule... rules) {
    return RuleBook.of(List.of(rules));
  }

  private static LocalDate day(int day) {
    return LocalDate.of(2026, 11, day);
  }
}
