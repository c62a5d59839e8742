package dev.hardstop.ses;

import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.Complaint;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.lambda.Metrics;
import dev.hardstop.ses.BatchItem.ReadItem;
import dev.hardstop.suppression.Recorder.RecordedItem;
import dev.hardstop.suppression.RecordingOutcome;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes metrics of an invocation: items and feedback by outcome, feedback by kind, and kept feedback
 * by reason. Bounces with a subtype that Hardstop does not know are counted, because they may need a
 * rule.
 */
final class FeedbackMetrics {
  private static final String UNKNOWN_SUBTYPE = "UnknownSubtype";

  private final Metrics metrics;

  FeedbackMetrics(Metrics metrics) {
    this.metrics = metrics;
  }

  /**
   * @param function the name of the function
   */
  void write(List<RecordedItem<ReadItem>> items, String function) {
    metrics.write(function, counts(items));
  }

  private static Map<String, Long> counts(List<RecordedItem<ReadItem>> items) {
    Map<String, Long> counts = new TreeMap<>();
    FeedbackLog.totals(items).forEach((field, total) -> counts.put(metric(field), total));
    for (RecordedItem<ReadItem> recorded : items) {
      for (RecordingOutcome outcome : recorded.outcomes()) {
        counts.merge(kind(outcome.feedback()), 1L, Long::sum);
        if (outcome.feedback() instanceof Bounce bounce && bounce.type().isUndocumented()) {
          counts.merge(UNKNOWN_SUBTYPE, 1L, Long::sum);
        }
        FeedbackLog.reason(outcome).ifPresent(reason -> counts.merge(reason, 1L, Long::sum));
      }
    }
    return counts;
  }

  /** The field's name in the form of CloudWatch's own metrics. */
  private static String metric(String field) {
    return Character.toUpperCase(field.charAt(0)) + field.substring(1);
  }

  private static String kind(Feedback feedback) {
    if (feedback instanceof Bounce) {
      return "Bounces";
    }
    return feedback instanceof Complaint ? "Complaints" : "Deliveries";
  }
}
