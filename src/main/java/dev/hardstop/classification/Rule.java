package dev.hardstop.classification;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.Classification.Confidence;
import java.util.Optional;

/**
 * A rule: if the condition holds, the bounce has this reason.
 *
 * @param id {@code topic.name}; it is stored with evidence, so its meaning must never change
 * @param condition when the rule matches
 * @param reason why such a message bounced
 * @param confidence how reliable the conclusion is
 * @param advice what to do; by default the advice of the reason
 * @param source the document that supports the rule
 * @param temporarySource the document that says that this server sends a temporary code although the address
 *     is gone permanently; empty for nearly all rules, see {@link SubstituteRules}
 * @param serverSpecific whether its phrases are used by one provider, gateway or server only; such phrases
 *     decide even in the advice of a reply, see {@link RuleBook#classify}
 */
public record Rule(
    String id,
    RuleCondition condition,
    BounceReason reason,
    Confidence confidence,
    String advice,
    String source,
    Optional<String> temporarySource,
    boolean serverSpecific) {
  public Rule {
    requireNonNull(id, "id is null");
    requireNonNull(condition, "condition is null");
    requireNonNull(reason, "reason is null");
    requireNonNull(confidence, "confidence is null");
    requireNonNull(advice, "advice is null");
    requireNonNull(source, "source is null");
    requireNonNull(temporarySource, "temporarySource is null");
  }

  /** A general rule without {@code temporarySource}. */
  public Rule(
      String id,
      RuleCondition condition,
      BounceReason reason,
      Confidence confidence,
      String advice,
      String source) {
    this(id, condition, reason, confidence, advice, source, Optional.empty(), false);
  }

  /** A general rule with the advice of its reason. */
  public Rule(
      String id,
      RuleCondition condition,
      BounceReason reason,
      Confidence confidence,
      String source) {
    this(id, condition, reason, confidence, reason.advice(), source);
  }
}
