package dev.hardstop.classification;

import static java.util.Objects.requireNonNull;

/**
 * What a bounce means, and how we know.
 *
 * @param reason why it bounced
 * @param ruleId the rule that answered
 * @param confidence how far that rule can be trusted
 * @param decidedBy the words or codes that decided, such as {@code recipient address rejected:
 *     access denied}; masked
 * @param advice what to do about it
 */
public record Classification(
    BounceReason reason, String ruleId, Confidence confidence, String decidedBy, String advice) {
  public Classification {
    requireNonNull(reason, "reason is null");
    requireNonNull(ruleId, "ruleId is null");
    requireNonNull(confidence, "confidence is null");
    requireNonNull(decidedBy, "decidedBy is null");
    requireNonNull(advice, "advice is null");
  }

  /** Whose fault it is. */
  public Culprit culprit() {
    return reason.culprit();
  }
}
