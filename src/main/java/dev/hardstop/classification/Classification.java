package dev.hardstop.classification;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.BounceReason.Culprit;

/**
 * The meaning of a bounce and how it was found.
 *
 * @param reason why it bounced
 * @param ruleId the id of the rule that answered
 * @param confidence the confidence of that rule
 * @param decidedBy the words or codes that the rule matched, such as {@code recipient address rejected:
 *     access denied}; masked
 * @param advice what to do
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

  /** The party at fault. */
  public Culprit culprit() {
    return reason.culprit();
  }

  /** How reliable a rule's answer is. It is a property of the rule, measured on the accuracy corpus. */
  public enum Confidence {
    /** A guess from little information: a bare code, or the SES bounce type. */
    LOW,
    /** Usually right; some servers use the same words for something else. */
    MEDIUM,
    /** The receiver states it explicitly. */
    HIGH
  }
}
