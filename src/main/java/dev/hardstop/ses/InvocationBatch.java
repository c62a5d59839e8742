package dev.hardstop.ses;

import dev.hardstop.feedback.Feedback;
import dev.hardstop.suppression.RecordingOutcome;
import java.util.ArrayList;
import java.util.List;

/** The items of one invocation with what was read in them: recorded together, answered for each. */
final class InvocationBatch {
  private final List<BatchItem> items;
  private final List<ItemReading> readings;

  private InvocationBatch(List<BatchItem> items, List<ItemReading> readings) {
    this.items = items;
    this.readings = readings;
  }

  static InvocationBatch read(List<BatchItem> items) {
    return new InvocationBatch(items, items.stream().map(ItemReading::of).toList());
  }

  /** All feedback of all items, in their order. */
  List<Feedback> feedback() {
    return readings.stream().map(ItemReading::feedback).flatMap(List::stream).toList();
  }

  /**
   * What became of each item.
   *
   * @param outcomes of all {@link #feedback()}, in its order
   */
  List<ItemResult> results(List<RecordingOutcome> outcomes) {
    List<ItemResult> results = new ArrayList<>(items.size());
    int from = 0;
    for (int i = 0; i < items.size(); i++) {
      int to = from + readings.get(i).feedback().size();
      results.add(new ItemResult(items.get(i), readings.get(i), outcomes.subList(from, to)));
      from = to;
    }
    return results;
  }
}
