package dev.hardstop.suppression;

import static dev.hardstop.suppression.Scene.on;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.Condition;
import dev.hardstop.classification.Confidence;
import dev.hardstop.classification.Rule;
import dev.hardstop.classification.RuleBook;
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
    assertThat(verdict.state()).isEqualTo(State.CLEAR);
    assertThat(verdict.days()).containsExactly(day(18), day(19));
  }

  @Test
  void aMilderRuleThatAnswersInItsPlaceFreesFromAllDays() {
    scene.bounces(BOB, WORDS, "2026-11-18", "2026-11-19");
    Verdict verdict = judged(
        book(rule("first.lives", "nobody lives", BounceReason.POLICY, Confidence.LOW), FILED));
    assertThat(verdict.state()).isEqualTo(State.WATCHED);
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
  void aGraverRuleThatAnswersInItsPlaceIsHeldForTheOneDayWhoseWordsAreKnown() {
    scene.bounces(BOB, WORDS, "2026-11-18", "2026-11-19");
    Verdict verdict = judged(book(
        rule("first.lives", "nobody lives", BounceReason.INVALID_RECIPIENT, Confidence.HIGH),
        FILED));
    assertThat(verdict.until()).isEmpty();
    assertThat(verdict.state()).isEqualTo(State.SUPPRESSED);
    assertThat(verdict.cause().orElseThrow().reason()).isEqualTo("INVALID_RECIPIENT");
    assertThat(verdict.days()).containsExactly(day(19));
  }

  @Test
  void ofTheOtherDaysTheRuleThatFiledThemSaysToday() {
    scene.bounces(BOB, WORDS, "2026-11-16", "2026-11-17", "2026-11-18");
    RuleBook today = book(
        rule("first.lives", "nobody lives", BounceReason.ACCESS_DENIED, Confidence.HIGH),
        FILED.withReason(BounceReason.MAILBOX_FULL));
    Verdict verdict = judged(today);
    assertThat(verdict.cause().orElseThrow().reason()).isEqualTo("ACCESS_DENIED");
    assertThat(verdict.days()).containsExactly(day(18));
  }

  @Test
  void ofARuleThatIsGoneTheReasonItFiledUnderIsKnown() {
    scene.bounces(BOB, WORDS, "2026-11-16", "2026-11-17");
    Verdict verdict = judged(
        book(rule("first.lives", "nobody lives", BounceReason.INVALID_RECIPIENT, Confidence.HIGH)));
    assertThat(verdict.days()).as("as good as the newest's").containsExactly(day(17));

    Verdict silent = judged(book());
    assertThat(silent.state()).as("nobody answers: milder, for all days").isEqualTo(State.CLEAR);
    assertThat(silent.days()).hasSize(2);
  }

  @Test
  void aGoneRuleIsNotMoreCertainThanItWas() {
    Rule sure =
        rule("a.lives", "nobody lives here", BounceReason.INVALID_RECIPIENT, Confidence.HIGH);
    Scene certain =
        new Scene(new InMemorySuppressionList(), book(sure), SuppressionPolicy.standard());
    certain.bounces(BOB, WORDS, "2026-11-16", "2026-11-17");
    Verdict verdict = certain.ask(
        BOB,
        on("2026-11-20"),
        book(rule("first.lives", "nobody lives", BounceReason.INVALID_RECIPIENT, Confidence.HIGH)));
    assertThat(verdict.days()).containsExactly(day(17));
  }

  @Test
  void aDomainIsHeldToWhatTodaysBookSaysOfIt() {
    Rule gone = rule("a.lives", "nobody lives here", BounceReason.INVALID_DOMAIN, Confidence.HIGH);
    Scene domain =
        new Scene(new InMemorySuppressionList(), book(gone), SuppressionPolicy.standard());
    domain.bounces(BOB, WORDS, "2026-11-18", "2026-11-19");
    assertThat(domain.ask("ann@example.com", "2026-11-20").state()).isEqualTo(State.SUPPRESSED);

    RuleBook mended = book(gone.withReason(BounceReason.ACCESS_DENIED));
    assertThat(domain.ask("ann@example.com", on("2026-11-20"), mended).state())
        .isEqualTo(State.CLEAR);
  }

  @Test
  void whatCameByAForwardIsJudgedAgainAsWell() {
    scene.happens(scene.bounce(
        "carl@example.net", WORDS, scene.mail(on("2026-11-18"), BOB), BounceType.NONE, "failed"));
    assertThat(judged(book(FILED)).state()).isEqualTo(State.WATCHED);
    assertThat(judged(book(FILED.withReason(BounceReason.CONTENT))).state()).isEqualTo(State.CLEAR);
  }

  private Verdict judged(RuleBook today) {
    return scene.ask(BOB, on("2026-11-20"), today);
  }

  private static Rule rule(String id, String words, BounceReason reason, Confidence confidence) {
    return new Rule(id, Condition.ALWAYS.words(words), reason, confidence, "https://example.com");
  }

  private static RuleBook book(Rule... rules) {
    return RuleBook.of(List.of(rules));
  }

  private static LocalDate day(int day) {
    return LocalDate.of(2026, 11, day);
  }
}
