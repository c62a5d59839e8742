package dev.hardstop.http;

import dev.hardstop.classification.Classification;
import dev.hardstop.classification.TextRange;
import dev.hardstop.suppression.BounceExplanation;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Optional;

/**
 * The body of the answer to {@code POST /v1/explain}. Every field is always present, and null if it has no value.
 *
 * @param reason the name of a {@link dev.hardstop.classification.BounceReason}
 * @param culprit the party at fault, in lower case
 * @param rule the id of the rule that decided
 * @param confidence {@code high}, {@code medium} or {@code low}
 * @param reply what the receiver replied, masked; at most 512 bytes
 * @param decidedBy the part of the reply or the code that decided
 * @param matched the positions in {@code reply} of the words that decided, in order; empty if codes or SES's type
 *     decided
 * @param source where the knowledge of the rule comes from: an address on the web or an RFC
 * @param sesBounceType SES's own bounce type and subtype, such as {@code Permanent/General}
 * @param decision the state to which this bounce alone leads, in lower case
 * @param explanation what this bounce alone leads to, and for how long
 * @param advice what to do
 * @param recipients how many recipients the report names; the first that failed is explained. Null if the request had
 *     no report
 */
@RegisterForReflection
record ExplainResponse(
    String reason,
    String culprit,
    String rule,
    String confidence,
    String reply,
    String decidedBy,
    List<Matched> matched,
    String source,
    String sesBounceType,
    String decision,
    String explanation,
    String advice,
    Integer recipients) {
  /**
   * A part of the reply, in UTF-16 code units, as in JavaScript and Java.
   *
   * @param start the index of its first character
   * @param end the index after its last character
   */
  @RegisterForReflection
  record Matched(int start, int end) {
    private static Matched of(TextRange range) {
      return new Matched(range.start(), range.end());
    }
  }

  static ExplainResponse of(BounceExplanation explained, Optional<Integer> recipients) {
    Classification classification = explained.classification();
    return new ExplainResponse(
        classification.reason().name(),
        explained.culprit(),
        classification.ruleId(),
        explained.confidence(),
        VerdictResponse.nullIfEmpty(explained.deliveryStatus().words().value()),
        VerdictResponse.nullIfEmpty(classification.decidedBy()),
        explained.matched().stream().map(Matched::of).toList(),
        explained.source(),
        VerdictResponse.nullIfEmpty(explained.deliveryStatus().sesBounceType().toString()),
        explained.decision(),
        explained.explanation(),
        classification.advice(),
        recipients.filter(number -> number > 0).orElse(null));
  }

  /** Omits the reply, which is untrusted text. */
  @Override
  public String toString() {
    return "ExplainResponse[" + reason + ", " + rule + "]";
  }
}
