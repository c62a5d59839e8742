package dev.hardstop.classification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.classification.Classification.Confidence;
import dev.hardstop.feedback.BounceType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A temporary reply proves that an address is invalid only if the rule names a source for this. */
class TemporarySourceTest {
  private final RuleBook book = RuleBook.of(List.of(
      rule("a.unknown", "unknown", Optional.empty()),
      rule("a.retired", "retired", Optional.of("the page of a vendor"))));

  @Test
  void aRuleWithoutATemporarySourceIsReplacedForATemporaryReply() {
    assertThat(classify("550 unknown").ruleId()).isEqualTo("a.unknown");
    Classification temporary = classify("450 unknown");
    assertThat(temporary.reason()).isEqualTo(BounceReason.RECIPIENT_REFUSED);
    assertThat(book.rule(temporary.ruleId())).isPresent();
    assertThat(book.matching(said("450 unknown")))
        .extracting(Rule::id)
        .containsExactly(temporary.ruleId());
  }

  @Test
  void aRuleWithATemporarySourceAnswersATemporaryReply() {
    assertThat(classify("450 retired").ruleId()).isEqualTo("a.retired");
  }

  private Classification classify(String text) {
    return book.classify(said(text));
  }

  private static DeliveryStatus said(String text) {
    return new DeliveryStatus("", "failed", MaskedText.of(text), BounceType.NONE, "", "");
  }

  private static Rule rule(String id, String words, Optional<String> temporarySource) {
    return new Rule(
        id,
        RuleCondition.ALWAYS.words(words),
        BounceReason.INVALID_RECIPIENT,
        Confidence.HIGH,
        "an advice",
        "a test",
        temporarySource,
        false);
  }
}
