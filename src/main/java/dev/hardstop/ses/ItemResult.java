package dev.hardstop.ses;

import dev.hardstop.suppression.Recorder;
import dev.hardstop.suppression.RecordingOutcome;
import java.util.List;

/**
 * What became of an item.
 *
 * @param outcomes of its feedback, in the feedback's order
 */
record ItemResult(ItemReading reading, List<RecordingOutcome> outcomes) {
  ItemResult {
    outcomes = List.copyOf(outcomes);
  }

  static ItemResult of(Recorder.RecordedItem<ItemReading> recorded) {
    return new ItemResult(recorded.item(), recorded.outcomes());
  }

  BatchItem item() {
    return reading.item();
  }

  /** Whether it must be tried again, or be looked at by a person. */
  boolean failed() {
    return reading instanceof ItemReading.NotUnderstood
        || outcomes.stream().anyMatch(RecordingOutcome.Failed.class::isInstance);
  }
}
