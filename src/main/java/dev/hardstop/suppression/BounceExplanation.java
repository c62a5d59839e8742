package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.Classification;
import dev.hardstop.classification.DeliveryStatus;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.classification.TextRange;
import dev.hardstop.feedback.Bounce;
import java.util.List;
import java.util.Locale;

/**
 * What a single bounce means, and what follows from it if nothing else is known about the address.
 *
 * @param deliveryStatus the masked delivery status that was classified
 * @param matched the ranges of the words that decided in the masked reply, in order; empty if codes or SES's
 *     bounce type decided
 * @param source the document that supports the rule that answered
 * @param state the verdict on the day of the bounce
 * @param explanation what follows, such as {@code suppressed for 90 days, then recheck}
 */
public record BounceExplanation(
    DeliveryStatus deliveryStatus,
    Classification classification,
    List<TextRange> matched,
    String source,
    VerdictState state,
    String explanation) {
  private static final PolicyTerms DELAYED = new PolicyTerms.FixedState(
      VerdictState.CLEAR,
      "clear: the message is delayed, and the server still tries to deliver it");
  private static final PolicyTerms NOT_FAILED = new PolicyTerms.FixedState(
      VerdictState.CLEAR, "clear: the report says that the message did not fail");

  public BounceExplanation {
    requireNonNull(deliveryStatus, "deliveryStatus is null");
    requireNonNull(classification, "classification is null");
    matched = List.copyOf(matched);
    requireNonNull(source, "source is null");
    requireNonNull(state, "state is null");
    requireNonNull(explanation, "explanation is null");
  }

  /** Explains a bounce by this book and policy. */
  public static BounceExplanation of(Bounce bounce, RuleBook book, SuppressionPolicy policy) {
    DeliveryStatus status = DeliveryStatus.of(bounce);
    Classification classification = book.classify(status);
    PolicyTerms terms = terms(bounce, classification, policy);
    return new BounceExplanation(
        status,
        classification,
        book.decidingWords(status),
        book.rule(classification.ruleId()).orElseThrow().source(),
        terms.afterOne(),
        terms.explanation());
  }

  private static PolicyTerms terms(
      Bounce bounce, Classification classification, SuppressionPolicy policy) {
    if (bounce.isFailed()) {
      return PolicyRow.of(classification).terms(policy);
    }
    return bounce.isDelayed() ? DELAYED : NOT_FAILED;
  }

  /** The culprit as answers show it: {@code address}. */
  public String culprit() {
    return lowerCase(classification.culprit());
  }

  /** The confidence as answers show it: {@code high}. */
  public String confidence() {
    return lowerCase(classification.confidence());
  }

  /** The state as answers show it: {@code suppressed}. */
  public String decision() {
    return lowerCase(state);
  }

  private static String lowerCase(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
