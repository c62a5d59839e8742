package dev.hardstop.classification;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * One claim about bounces: where the condition fits, this is the reason.
 *
 * @param id {@code topic.name}; stored with evidence, so it keeps its meaning for ever
 * @param condition when it answers
 * @param reason why such a message bounced
 * @param confidence how far that can be trusted
 * @param advice what to do about it: the rule's own or the reason's
 * @param source where the claim is documented
 * @param temporarySource where it is documented that this server answers so with a temporary code
 *     although the address is gone for good; empty for nearly all rules: see {@link TemporaryReply}
 */
public record Rule(
    String id,
    RuleCondition condition,
    BounceReason reason,
    Confidence confidence,
    String advice,
    String source,
    Optional<String> temporarySource) {
  public Rule {
    requireNonNull(id, "id is null");
    requireNonNull(condition, "condition is null");
    requireNonNull(reason, "reason is null");
    requireNonNull(confidence, "confidence is null");
    requireNonNull(advice, "advice is null");
    requireNonNull(source, "source is null");
    requireNonNull(temporarySource, "temporarySource is null");
  }

  /** A rule whose temporary replies prove nothing. */
  public Rule(
      String id,
      RuleCondition condition,
      BounceReason reason,
      Confidence confidence,
      String advice,
      String source) {
    this(id, condition, reason, confidence, advice, source, Optional.empty());
  }

  /** A rule with the advice of its reason. */
  public Rule(
      String id,
      RuleCondition condition,
      BounceReason reason,
      Confidence confidence,
      String source) {
    this(id, condition, reason, confidence, reason.advice(), source);
  }

  /** Whether it is about words that anybody uses: its topic is no server's, provider's or standard's. */
  boolean isGeneral() {
    return id.startsWith("phrases.") || id.startsWith("fault.");
  }

  /** The same rule with another reason and that reason's advice. */
  public Rule withReason(BounceReason other) {
    return new Rule(id, condition, other, confidence, other.advice(), source, temporarySource);
  }
}
