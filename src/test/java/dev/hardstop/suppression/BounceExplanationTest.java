package dev.hardstop.suppression;

import static dev.hardstop.suppression.MailFixture.ACCESS_DENIED;
import static dev.hardstop.suppression.MailFixture.on;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.Classification;
import dev.hardstop.classification.Classification.Confidence;
import dev.hardstop.classification.Rule;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.classification.RuleCondition;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.suppression.PolicyTerms.ForDays;
import dev.hardstop.suppression.PolicyTerms.ForDaysThenEndless;
import dev.hardstop.suppression.PolicyTerms.WhenRepeated;
import dev.hardstop.suppression.PolicyTerms.WholeDomain;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The explanation of a single bounce is the verdict that the bounce leads to. */
class BounceExplanationTest {
  private static final String BOB = "bob@example.com";

  private static final SuppressionPolicy AT_ONCE = new SuppressionPolicy(
      new ForDaysThenEndless(90, 90),
      new ForDays(180),
      new WholeDomain(2, 30, 14, 30),
      new WhenRepeated(1, 30, 30, VerdictState.SUPPRESSED),
      new WhenRepeated(1, 60, 30, VerdictState.HELD),
      new ForDays(14),
      2,
      true,
      Streams.none(),
      SesListMode.OFF);

  private final MailFixture fixture = new MailFixture();

  @ParameterizedTest
  @EnumSource(
      value = BounceReason.class,
      names = {"AUTO_REPLY"},
      mode = EnumSource.Mode.EXCLUDE)
  void theExplainedStateIsTheVerdictOnTheDayOfTheBounce(BounceReason reason) {
    RuleBook book = RuleBook.of(List.of(oneRule(reason)));
    for (SuppressionPolicy policy : List.of(SuppressionPolicy.standard(), AT_ONCE)) {
      MailFixture oneBounce = new MailFixture(new InMemoryDossierTable(), book, policy);
      Bounce bounce = oneBounce.bounce(BOB, "the words of the rule", on("2026-11-20"));
      oneBounce.happens(bounce);
      assertThat(BounceExplanation.of(bounce, book, policy).state())
          .isEqualTo(oneBounce.ask(BOB, "2026-11-20").state());
    }
  }

  @Test
  void showsTheWordsOfAnAnswer() {
    BounceExplanation explanation = of(fixture.bounce(BOB, ACCESS_DENIED, on("2026-11-20")));
    assertThat(explanation.culprit()).isEqualTo("address");
    assertThat(explanation.confidence()).isEqualTo("high");
    assertThat(explanation.decision()).isEqualTo("suppressed");
    assertThat(explanation.classification().ruleId()).isEqualTo("microsoft.edge-access-denied");
  }

  @Test
  void ofADelayStatesThatTheServerStillTries() {
    Bounce delayed = fixture.bounce(
        BOB, ACCESS_DENIED, fixture.mail(on("2026-11-20"), BOB), BounceType.NONE, "delayed");
    assertThat(of(delayed).decision()).isEqualTo("clear");
    assertThat(of(delayed).explanation()).contains("still tries to deliver it");
  }

  @Test
  void everyRuleOfSesGlobalListSuppressesForItsDays() {
    assertThat(RuleFiles.book().rules())
        .filteredOn(rule -> rule.id().contains("global-list"))
        .isNotEmpty()
        .allSatisfy(rule -> assertThat(PolicyRow.of(new Classification(
                    rule.reason(), rule.id(), rule.confidence(), "", rule.advice()))
                .terms(SuppressionPolicy.standard())
                .explanation())
            .isEqualTo("suppressed for 14 days, then recheck"));
  }

  private static BounceExplanation of(Bounce bounce) {
    return BounceExplanation.of(bounce, RuleFiles.book(), SuppressionPolicy.standard());
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
