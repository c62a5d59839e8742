package dev.hardstop.suppression;

import dev.hardstop.feedback.Feedback;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Records feedback in tests, each piece as an item of its own. */
public final class TestRecording {
  private TestRecording() {}

  /** Records a batch without a time limit, and returns the outcomes in its order. */
  public static List<RecordingOutcome> record(Recorder recorder, List<? extends Feedback> batch) {
    return record(recorder, batch, () -> false);
  }

  static List<RecordingOutcome> record(
      Recorder recorder, List<? extends Feedback> batch, BooleanSupplier isOutOfTime) {
    return recorder.record(batch, List::of, isOutOfTime).stream()
        .flatMap(item -> item.outcomes().stream())
        .toList();
  }
}
