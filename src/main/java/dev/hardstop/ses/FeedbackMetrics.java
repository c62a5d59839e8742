package dev.hardstop.ses;

import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.Complaint;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.lambda.Metrics;
import dev.hardstop.suppression.RecordingOutcome;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts what became of the items of an invocation: by fate, by kind, and what was kept by reason.
 * Labels that SES has added are counted, so that somebody teaches the rule book.
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
  void write(List<ItemResult> results, String function) {
    metrics.write(function, counts(results));
  }

  private static Map<String, Long> counts(List<ItemResult> results) {
    Map<String, Long> counts = new TreeMap<>();
    LogFields.sums(results).forEach((field, sum) -> counts.put(metric(field), Long.valueOf(sum)));
    for (ItemResult result : results) {
      for (RecordingOutcome outcome : result.outcomes()) {
        counts.merge(kind(outcome.feedback()), 1L, Long::sum);
        if (outcome.feedback() instanceof Bounce bounce && bounce.type().isUndocumented()) {
          counts.merge(UNKNOWN_SUBTYPE, 1L, Long::sum);
        }
        LogFields.reason(outcome).ifPresent(reason -> counts.merge(reason, 1L, Long::sum));
      }
    }
    return counts;
  }

  /** As CloudWatch's own metrics are written. */
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
