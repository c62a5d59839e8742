package dev.hardstop.diagnosis;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.Confidence;

/**
 * How one recipient was refused on one day.
 *
 * @param gateway who refused it, as far as the words show
 */
record RefusedRecipient(
    BounceReason reason, String ruleId, Confidence confidence, MailProvider gateway) {
  RefusedRecipient {
    requireNonNull(reason, "reason is null");
    requireNonNull(ruleId, "ruleId is null");
    requireNonNull(confidence, "confidence is null");
    requireNonNull(gateway, "gateway is null");
  }

  ReasonGroup family() {
    return ReasonGroup.of(reason);
  }

  /** Whether the receiver was asked at all: what SES did not try says nothing of it. */
  boolean isReceivers() {
    return reason != BounceReason.SUPPRESSED_BY_SES && reason != BounceReason.UNSUBSCRIBED;
  }
}
