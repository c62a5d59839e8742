package dev.hardstop.classification;

/** Changes rules and rule books, as a later build does. */
public final class ChangedRules {
  private ChangedRules() {}

  /** The rule with another reason and the advice of that reason. */
  public static Rule withReason(Rule rule, BounceReason reason) {
    return new Rule(
        rule.id(),
        rule.condition(),
        reason,
        rule.confidence(),
        reason.advice(),
        rule.source(),
        rule.temporarySource(),
        rule.serverSpecific());
  }

  /** The book with a rule in place of the rule that has the same id. */
  public static RuleBook with(RuleBook book, Rule changed) {
    return RuleBook.of(book.rules().stream()
        .map(rule -> rule.id().equals(changed.id()) ? changed : rule)
        .toList());
  }
}
