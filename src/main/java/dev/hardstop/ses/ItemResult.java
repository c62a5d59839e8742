package dev.hardstop.ses;

import dev.hardstop.suppression.RecordingOutcome;
import java.util.List;

/**
 * What became of an item.
 *
 * @param outcomes of its feedback, in the feedback's order
 */
record ItemResult(BatchItem item, ItemReading reading, List<RecordingOutcome> outcomes) {
  ItemResult {
    outcomes = List.copyOf(outcomes);
  }

  /** Whether it must be tried again, or be looked at by a person. */
  boolean failed() {
    return reading instanceof ItemReading.NotUnderstood
        || outcomes.stream().anyMatch(RecordingOutcome.Failed.class::isInstance);
  }
}
