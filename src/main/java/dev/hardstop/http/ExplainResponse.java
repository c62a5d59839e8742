package dev.hardstop.http;

import dev.hardstop.classification.Classification;
import dev.hardstop.suppression.BounceExplanation;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The body of the answer to {@code POST /v1/explain}. Every field is always present, and null if
 * there is nothing to say.
 *
 * @param reason the name of a {@link dev.hardstop.classification.BounceReason}
 * @param culprit the party at fault, in lower case
 * @param rule the id of the rule that decided
 * @param confidence {@code high}, {@code medium} or {@code low}
 * @param reply what the receiver replied, masked; at most 512 bytes
 * @param decidedBy the part of the reply or the code that decided
 * @param sesBounceType SES's own bounce type and subtype, such as {@code Permanent/General}
 * @param decision the state to which this bounce alone leads, in lower case
 * @param explanation what this bounce alone leads to, and for how long
 * @param advice what to do
 */
@RegisterForReflection
record ExplainResponse(
    String reason,
    String culprit,
    String rule,
    String confidence,
    String reply,
    String decidedBy,
    String sesBounceType,
    String decision,
    String explanation,
    String advice) {
  static ExplainResponse of(BounceExplanation explained) {
    Classification classification = explained.classification();
    return new ExplainResponse(
        classification.reason().name(),
        explained.culprit(),
        classification.ruleId(),
        explained.confidence(),
        VerdictResponse.nullIfEmpty(explained.deliveryStatus().words().value()),
        VerdictResponse.nullIfEmpty(classification.decidedBy()),
        VerdictResponse.nullIfEmpty(explained.deliveryStatus().sesBounceType().toString()),
        explained.decision(),
        explained.explanation(),
        classification.advice());
  }

  /** Omits the reply, which is untrusted text. */
  @Override
  public String toString() {
    return "ExplainResponse[" + reason + ", " + rule + "]";
  }
}
