package dev.hardstop.ses;

import dev.hardstop.feedback.Feedback;
import dev.hardstop.suppression.Outcome;
import java.util.ArrayList;
import java.util.List;

/** The items of one invocation with what was read in them: recorded together, answered for each. */
final class Batch {
  private final List<BatchItem> items;
  private final List<Reading> readings;

  private Batch(List<BatchItem> items, List<Reading> readings) {
    this.items = items;
    this.readings = readings;
  }

  static Batch read(List<BatchItem> items) {
    return new Batch(items, items.stream().map(Reading::of).toList());
  }

  /** All feedback of all items, in their order. */
  List<Feedback> feedback() {
    return readings.stream().map(Reading::feedback).flatMap(List::stream).toList();
  }

  /**
   * What became of each item.
   *
   * @param outcomes of all {@link #feedback()}, in its order
   */
  List<ItemResult> results(List<Outcome> outcomes) {
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
