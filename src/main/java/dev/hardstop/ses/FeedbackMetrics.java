package dev.hardstop.ses;

import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.Complaint;
import dev.hardstop.feedback.Delivery;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.lambda.Metrics;
import dev.hardstop.ses.BatchItem.ReadItem;
import dev.hardstop.suppression.Recorder.RecordedItem;
import dev.hardstop.suppression.RecordingOutcome;
import dev.hardstop.suppression.RecordingOutcome.Kept;
import dev.hardstop.suppression.RecordingOutcome.NotKept;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Writes metrics of an invocation: items and feedback by outcome, feedback by kind, and kept feedback
 * by reason. Imported feedback is counted only by outcome and as imported, because it is about old mail
 * and would distort the metrics of current mail. Bounces with a subtype that Hardstop does not know are
 * counted, because they may need a rule. Feedback without tags is counted if other feedback has tags:
 * the sender then uses identity notifications in addition to event publishing, and only events contain
 * the stream.
 */
final class FeedbackMetrics {
  private static final String UNKNOWN_SUBTYPE = "UnknownSubtype";

  private static final String WITHOUT_TAGS = "WithoutTags";

  private static final String IMPORTED = "Imported";

  private final Metrics metrics;

  /**
   * Whether this process has received an event with tags, as events of a configuration set always have.
   */
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
    for (RecordedItem<ReadItem> recorded : items) {
      count(counts, "Items");
      if (recorded.item().isInvalid()) {
        count(counts, "NotUnderstood");
      }
      recorded.item().ignoredType().ifPresent(type -> count(counts, "NotForUs"));
      recorded.outcomes().forEach(outcome -> count(counts, outcome));
    }
    return counts;
  }

  private void count(Map<String, Long> counts, RecordingOutcome outcome) {
    Feedback feedback = outcome.feedback();
    count(counts, name(outcome));
    if (feedback.mail().isImported()) {
      count(counts, IMPORTED);
      return;
    }
    count(counts, kind(feedback));
    if (feedback instanceof Bounce bounce && bounce.type().isUndocumented()) {
      count(counts, UNKNOWN_SUBTYPE);
    }
    if (hasReceivedTags && isWithoutTags(feedback)) {
      count(counts, WITHOUT_TAGS);
    }
    FeedbackLog.reason(outcome).ifPresent(reason -> count(counts, reason));
  }

  private static void count(Map<String, Long> counts, String metric) {
    counts.merge(metric, 1L, Long::sum);
  }

  private static String name(RecordingOutcome outcome) {
    if (outcome instanceof NotKept notKept) {
      return switch (notKept.why()) {
        case DELAYED -> "Delayed";
        case NOT_FAILED -> "NotFailed";
        case AUTO_REPLY -> "AutoReply";
        case UNATTRIBUTED -> "Unattributed";
        case NOTHING_NEW -> "NothingNew";
      };
    }
    return outcome instanceof Kept ? "Kept" : "Failed";
  }

  private static Stream<Feedback> feedback(List<RecordedItem<ReadItem>> items) {
    return items.stream().flatMap(item -> item.outcomes().stream()).map(RecordingOutcome::feedback);
  }

  private static boolean isWithoutTags(Feedback feedback) {
    return !(feedback instanceof Delivery) && feedback.mail().tags().isEmpty();
  }

  private static String kind(Feedback feedback) {
    if (feedback instanceof Bounce) {
      return "Bounces";
    }
    return feedback instanceof Complaint ? "Complaints" : "Deliveries";
  }
}
