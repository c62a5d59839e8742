package dev.hardstop.diagnosis;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.BounceReason;
import java.time.Instant;

/**
 * The reply that stands for many: the newest of the reason that decided.
 *
 * @param words masked and bounded; still a stranger's
 * @param reason what it means
 * @param ruleId the rule that says so
 * @param sent when the message was sent
 */
public record RepresentativeReply(String words, BounceReason reason, String ruleId, Instant sent) {
  public RepresentativeReply {
    requireNonNull(words, "words is null");
    requireNonNull(reason, "reason is null");
    requireNonNull(ruleId, "ruleId is null");
    requireNonNull(sent, "sent is null");
  }

  /** Not the words: they are a stranger's. */
  @Override
  public String toString() {
    return "Quote[" + reason + ", " + ruleId + "]";
  }
}
