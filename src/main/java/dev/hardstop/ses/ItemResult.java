package dev.hardstop.ses;

import dev.hardstop.suppression.Outcome;
import java.util.List;

/**
 * What became of an item.
 *
 * @param outcomes of its feedback, in the feedback's order
 */
record ItemResult(BatchItem item, Reading reading, List<Outcome> outcomes) {
  ItemResult {
    outcomes = List.copyOf(outcomes);
  }

  /** Whether it must be tried again, or be looked at by a person. */
  boolean failed() {
    return reading instanceof Reading.NotUnderstood
        || outcomes.stream().anyMatch(Outcome.Failed.class::isInstance);
  }
}
