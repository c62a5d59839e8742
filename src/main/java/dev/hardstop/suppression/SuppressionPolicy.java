package dev.hardstop.suppression;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.Classification;
import dev.hardstop.classification.RuleBook;
import java.time.Instant;

/** Placeholder: the policy's author replaces it; the signatures below stay. */
public record SuppressionPolicy() {

  /** The policy with the numbers of the documentation. */
  public static SuppressionPolicy standard() {
    return new SuppressionPolicy();
  }

  /** What today's book and this policy make of what is known of an address and of its domain. */
  public Verdict judge(Dossier address, Dossier domain, RuleBook book, Instant now) {
    throw new UnsupportedOperationException("to be written");
  }

  /** What this policy makes of one bounce of this classification alone, for explanations. */
  public Consequence consequence(Classification classification) {
    throw new UnsupportedOperationException("to be written");
  }

  /**
   * What one bounce alone leads to.
   *
   * @param state suppressed, held, watched or clear
   * @param inWords one sentence, such as "suppressed for 90 days, then recheck"
   */
  public record Consequence(State state, String inWords) {}

  /** Unused so far. */
  BounceReason none() {
    return BounceReason.UNDETERMINED;
  }
}
