package dev.hardstop.suppression;

import static dev.hardstop.suppression.MailFixture.on;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.ChangedRules;
import dev.hardstop.classification.Classification.Confidence;
import dev.hardstop.classification.Rule;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.classification.RuleCondition;
import dev.hardstop.feedback.BounceType;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Evidence that one rule book recorded is judged by a later one. */
class RejudgedTest {
  private static final String BOB = "bob@example.com";
  private static final String WORDS = "smtp; 550 no such mailbox here";
  private static final Rule FILED =
      rule("a.mailbox", "no such mailbox here", BounceReason.ACCESS_DENIED, Confidence.HIGH);

  private final MailFixture fixture =
      new MailFixture(new InMemoryDossierTable(), book(FILED), SuppressionPolicy.standard());

  @Test
  void aRuleThatBecameMilderFreesTheAddressesItSuppressed() {
    fixture.bounces(BOB, WORDS, "2026-11-18", "2026-11-19");
    Verdict verdict = judged(book(ChangedRules.withReason(FILED, BounceReason.CONTENT)));
    assertThat(verdict.state()).isEqualTo(VerdictState.CLEAR);
    assertThat(verdict.days()).containsExactly(day(18), day(19));
  }

  @Test
  void aMilderRuleInItsPlaceFreesFromAllDays() {
    fixture.bounces(BOB, WORDS, "2026-11-18", "2026-11-19");
    Verdict verdict = judged(
        book(rule("first.mailbox", "no such mailbox", BounceReason.POLICY, Confidence.LOW), FILED));
    assertThat(verdict.state()).isEqualTo(VerdictState.WATCHED);
    assertThat(verdict.days()).containsExactly(day(18), day(19));
  }

  @Test
  void anEquallyGraveRuleInItsPlaceIsTheCauseOfAllDays() {
    fixture.bounces(BOB, WORDS, "2026-11-18", "2026-11-19");
    Verdict verdict = judged(book(
        rule("first.mailbox", "no such mailbox", BounceReason.MAILBOX_INACTIVE, Confidence.HIGH),
        FILED));
    assertThat(verdict.cause().orElseThrow().reason()).isEqualTo("MAILBOX_INACTIVE");
    assertThat(verdict.days()).containsExactly(day(18), day(19));
  }

  @Test
  void aGraverRuleInItsPlaceHoldsForTheDaysWhoseWordingIsKnown() {
    fixture.bounces(BOB, WORDS, "2026-11-18", "2026-11-19");
    Verdict verdict = judged(book(
        rule("first.mailbox", "no such mailbox", BounceReason.INVALID_RECIPIENT, Confidence.HIGH),
        FILED));
    assertThat(verdict.until()).isEmpty();
    assertThat(verdict.state()).isEqualTo(VerdictState.SUPPRESSED);
    assertThat(verdict.cause().orElseThrow().reason()).isEqualTo("INVALID_RECIPIENT");
    assertThat(verdict.days()).containsExactly(day(18), day(19));
  }

  /** Three wordings of a rule are kept; the days of other wordings belong to the rule. */
  @Test
  void daysWithoutAKnownWordingAreJudgedByTodaysVersionOfTheirRule() {
    bouncesInOtherWordsEachDay();
    RuleBook today = book(
        rule("first.mailbox", "no such mailbox", BounceReason.ACCESS_DENIED, Confidence.HIGH),
        ChangedRules.withReason(FILED, BounceReason.MAILBOX_FULL));
    Verdict verdict = judged(today);
    assertThat(verdict.cause().orElseThrow().reason()).isEqualTo("ACCESS_DENIED");
    assertThat(verdict.days()).containsExactly(day(16), day(17), day(18));
  }

  @Test
  void aRemovedRuleLeavesTheReasonThatItRecorded() {
    bouncesInOtherWordsEachDay();
    Verdict verdict = judged(book(
        rule("first.mailbox", "no such mailbox", BounceReason.INVALID_RECIPIENT, Confidence.HIGH)));
    assertThat(verdict.days()).containsExactly(day(16), day(17), day(18));

    Verdict unknown = judged(book());
    assertThat(unknown.state()).isEqualTo(VerdictState.SUPPRESSED);
    assertThat(unknown.days())
        .as("days whose wording is no longer known")
        .containsExactly(day(14), day(15));
  }

  @Test
  void aRemovedRuleIsNotMoreCertainThanItWas() {
    Rule certainRule =
        rule("a.mailbox", "no such mailbox here", BounceReason.INVALID_RECIPIENT, Confidence.HIGH);
    MailFixture certain = new MailFixture(
        new InMemoryDossierTable(), book(certainRule), SuppressionPolicy.standard());
    for (int day = 14; day <= 18; day++) {
      certain.bounces(BOB, WORDS + " on " + "x".repeat(day), "2026-11-" + day);
    }
    Verdict verdict = certain.ask(BOB, on("2026-11-20"), book());
    assertThat(verdict.until()).contains(day(15).plusDays(90));
  }

  @Test
  void oneMoreBounceOfAnOldRuleMakesNoVerdictMilder() {
    RuleBook corrected =
        book(rule("first.quota", "no room", BounceReason.MAILBOX_FULL, Confidence.HIGH), FILED);
    fixture.bounces(BOB, WORDS, "2026-11-10");
    Verdict before = judged(corrected);
    fixture.bounces(BOB, WORDS + ", no room", "2026-11-19");

    assertThat(before.state()).isEqualTo(VerdictState.SUPPRESSED);
    assertThat(judged(corrected).until()).isEqualTo(before.until());
    assertThat(judged(corrected).state()).isEqualTo(VerdictState.SUPPRESSED);
  }

  private void bouncesInOtherWordsEachDay() {
    for (int day = 14; day <= 18; day++) {
      fixture.bounces(BOB, WORDS + " on " + "x".repeat(day), "2026-11-" + day);
    }
  }

  @Test
  void evidenceAboutADomainIsClassifiedAgain() {
    Rule removed =
        rule("a.mailbox", "no such mailbox here", BounceReason.INVALID_DOMAIN, Confidence.HIGH);
    MailFixture domain =
        new MailFixture(new InMemoryDossierTable(), book(removed), SuppressionPolicy.standard());
    domain.bounces(BOB, WORDS, "2026-11-18").bounces("carl@example.com", WORDS, "2026-11-19");
    assertThat(domain.ask("ann@example.com", "2026-11-20").state())
        .isEqualTo(VerdictState.SUPPRESSED);

    RuleBook corrected = book(ChangedRules.withReason(removed, BounceReason.ACCESS_DENIED));
    assertThat(domain.ask("ann@example.com", on("2026-11-20"), corrected).state())
        .isEqualTo(VerdictState.CLEAR);
  }

  @Test
  void forwardedEvidenceIsClassifiedAgain() {
    fixture.happens(fixture.bounce(
        "carl@example.net", WORDS, fixture.mail(on("2026-11-18"), BOB), BounceType.NONE, "failed"));
    assertThat(judged(book(FILED)).state()).isEqualTo(VerdictState.WATCHED);
    assertThat(
            judged(book(ChangedRules.withReason(FILED, BounceReason.CONTENT))).state())
        .isEqualTo(VerdictState.CLEAR);
  }

  private Verdict judged(RuleBook today) {
    return fixture.ask(BOB, on("2026-11-20"), today);
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
