package dev.hardstop.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.Classification;
import dev.hardstop.classification.Confidence;
import dev.hardstop.classification.Rule;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.classification.RuleCondition;
import dev.hardstop.rules.RuleFiles;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What one bounce alone is said to lead to is what it leads to. */
class BounceConsequenceTest {
  private static final String BOB = "bob@example.com";

  private static final SuppressionPolicy AT_ONCE = new SuppressionPolicy(
      new SuppressionPolicy.Recheckable(90, 90),
      180,
      new SuppressionPolicy.InvalidDomain(2, 30, 14, 30),
      new RepeatRule(1, 30, 30),
      new RepeatRule(1, 60, 30),
      14,
      2,
      true);

  @ParameterizedTest
  @EnumSource(
      value = BounceReason.class,
      names = {"AUTO_REPLY"},
      mode = EnumSource.Mode.EXCLUDE)
  void oneBounceLeadsToWhatIsSaidOfIt(BounceReason reason) {
    RuleBook book = RuleBook.of(List.of(oneRule(reason)));
    for (SuppressionPolicy policy : List.of(SuppressionPolicy.standard(), AT_ONCE)) {
      Scene scene = new Scene(new InMemorySuppressionList(), book, policy);
      scene.bounces(BOB, "the words of the rule", "2026-11-20");
      Classification classification =
          ((RecordingOutcome.Kept) scene.lastOutcome()).classification().orElseThrow();
      assertThat(policy.consequence(classification).state())
          .isEqualTo(scene.ask(BOB, "2026-11-20").state());
    }
  }

  @Test
  void allRulesOfSesGlobalListAreForgottenAfterDays() {
    RuleFiles.book().rules().stream()
        .filter(rule -> rule.id().contains("global-list"))
        .forEach(rule -> assertThat(SuppressionPolicy.standard()
                .consequence(new Classification(
                    rule.reason(), rule.id(), rule.confidence(), "", rule.advice()))
                .explanation())
            .isEqualTo("suppressed for 14 days, then recheck"));
  }

  private static Rule oneRule(BounceReason reason) {
    return new Rule(
        "test.rule",
        RuleCondition.ALWAYS.words("the words of the rule"),
        reason,
        Confidence.HIGH,
        "a test");
  }
}
