package dev.hardstop.ses;

import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.Complaint;
import dev.hardstop.feedback.Delivery;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.lambda.Metrics;
import dev.hardstop.ses.BatchItem.ReadItem;
import dev.hardstop.suppression.Recorder.RecordedItem;
import dev.hardstop.suppression.RecordingOutcome;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Writes metrics of an invocation: items and feedback by outcome, feedback by kind, and kept feedback
 * by reason. Imported feedback is counted as such only: it is about old mail, so it would falsify what
 * these say about the mail that is sent now. Bounces with a subtype that Hardstop does not know are
 * counted, because they may need a rule. So is feedback without tags where other feedback has tags: then the sender uses identity
 * notifications beside event publishing, and only the latter know the stream.
 */
final class FeedbackMetrics {
  private static final String UNKNOWN_SUBTYPE = "UnknownSubtype";

  private static final String WITHOUT_TAGS = "WithoutTags";

  private static final String IMPORTED = "Imported";

  private final Metrics metrics;

  /** Whether this process has received an event of a configuration set, which always has tags. */
  private boolean hasReceivedTags;

  FeedbackMetrics(Metrics metrics) {
    this.metrics = metrics;
  }

  /**
   * @param function the name of the function
   */
  void write(List<RecordedItem<ReadItem>> items, String function) {
    metrics.write(function, counts(items));
  }

  private Map<String, Long> counts(List<RecordedItem<ReadItem>> items) {
    hasReceivedTags |= feedback(items)
        .anyMatch(it -> !it.mail().isImported() && !it.mail().tags().isEmpty());
    Map<String, Long> counts = new TreeMap<>();
    FeedbackLog.totals(items).forEach((field, total) -> counts.put(metric(field), total));
    for (RecordedItem<ReadItem> recorded : items) {
      for (RecordingOutcome outcome : recorded.outcomes()) {
        if (outcome.feedback().mail().isImported()) {
          counts.merge(IMPORTED, 1L, Long::sum);
          continue;
        }
        counts.merge(kind(outcome.feedback()), 1L, Long::sum);
        if (outcome.feedback() instanceof Bounce bounce && bounce.type().isUndocumented()) {
          counts.merge(UNKNOWN_SUBTYPE, 1L, Long::sum);
        }
        if (hasReceivedTags && isWithoutTags(outcome.feedback())) {
          counts.merge(WITHOUT_TAGS, 1L, Long::sum);
        }
        FeedbackLog.reason(outcome).ifPresent(reason -> counts.merge(reason, 1L, Long::sum));
      }
    }
    return counts;
  }

  private static Stream<Feedback> feedback(List<RecordedItem<ReadItem>> items) {
    return items.stream().flatMap(item -> item.outcomes().stream()).map(RecordingOutcome::feedback);
  }

  private static boolean isWithoutTags(Feedback feedback) {
    return !(feedback instanceof Delivery) && feedback.mail().tags().isEmpty();
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
