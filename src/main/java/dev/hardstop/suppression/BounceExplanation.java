package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.Classification;
import dev.hardstop.classification.DeliveryStatus;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.feedback.Bounce;
import java.util.Locale;

/**
 * What one bounce means, and what follows from it if nothing else is known.
 *
 * @param said what was classified: masked
 */
public record BounceExplanation(
    DeliveryStatus said, Classification classification, BounceConsequence consequence) {
  private static final BounceConsequence DELAYED = new BounceConsequence(
      VerdictState.CLEAR, "clear: delayed is not bounced, the attempt goes on");

  private static final BounceConsequence NOT_FAILED = new BounceConsequence(
      VerdictState.CLEAR, "clear: the report says that the message did not fail");

  public BounceExplanation {
    requireNonNull(said, "said is null");
    requireNonNull(classification, "classification is null");
    requireNonNull(consequence, "consequence is null");
  }

  /** The forecast on a bounce, by this book and policy. */
  public static BounceExplanation of(Bounce bounce, RuleBook book, SuppressionPolicy policy) {
    DeliveryStatus said = DeliveryStatus.of(bounce);
    Classification classification = book.classify(said);
    if (bounce.isFailed()) {
      return new BounceExplanation(said, classification, policy.consequence(classification));
    }
    return new BounceExplanation(said, classification, bounce.isDelayed() ? DELAYED : NOT_FAILED);
  }

  /** The culprit as answers have it: {@code address}. */
  public String culprit() {
    return word(classification.culprit());
  }

  /** The confidence as answers have it: {@code high}. */
  public String confidence() {
    return word(classification.confidence());
  }

  /** The state that the bounce alone leads to, as answers have it: {@code suppressed}. */
  public String decision() {
    return word(consequence.state());
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
