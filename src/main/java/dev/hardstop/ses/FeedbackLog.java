package dev.hardstop.ses;

import dev.hardstop.classification.Classification;
import dev.hardstop.feedback.Attribution;
import dev.hardstop.feedback.Attribution.Direct;
import dev.hardstop.feedback.Attribution.Forwarded;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.Complaint;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.lambda.FailureText;
import dev.hardstop.lambda.LogFields;
import dev.hardstop.ses.BatchItem.ReadItem;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.Recorder.RecordedItem;
import dev.hardstop.suppression.RecordingOutcome;
import dev.hardstop.suppression.RecordingOutcome.Failed;
import dev.hardstop.suppression.RecordingOutcome.Kept;
import dev.hardstop.suppression.RecordingOutcome.NotKept;
import dev.hardstop.suppression.VerdictCause;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * Logs one line for each feedback and one for each invalid item; the totals of an invocation are
 * metrics. Values that are queried or counted (ids, codes and domains) are fields of the line (MDC). No
 * line contains an address, text of a receiver, or any content of an invalid item.
 */
final class FeedbackLog {
  private static final Logger LOG = Logger.getLogger(FeedbackLog.class);

  /**
   * @param requestId Lambda's id of the invocation
   */
  void write(List<RecordedItem<ReadItem>> items, String requestId) {
    // This field, which Quarkus sets, contains the same id.
    MDC.remove("AWSRequestId");
    LogFields.with(Map.of("requestId", requestId), () -> items.forEach(FeedbackLog::write));
  }

  private static void write(RecordedItem<ReadItem> recorded) {
    ReadItem read = recorded.item();
    if (read.isInvalid()) {
      LOG.warnf("Not understood: %s: %s", read.item().name(), read.error());
    }
    read.ignoredType()
        .ifPresent(type -> LOG.debugf("Not for us: %s: %s", read.item().name(), type));
    recorded.outcomes().forEach(outcome -> LogFields.with(fields(outcome), () -> write(outcome)));
  }

  private static void write(RecordingOutcome outcome) {
    String kind = outcome.feedback().getClass().getSimpleName();
    if (outcome instanceof Kept) {
      LOG.infof("%s kept", kind);
    } else if (outcome instanceof NotKept notKept) {
      String why = notKept.why().name().toLowerCase(Locale.ROOT).replace('_', ' ');
      LOG.logf(level(notKept), "%s not kept: %s", kind, why);
    } else if (outcome instanceof Failed failed) {
      LOG.warnf("%s not written: %s", kind, FailureText.of(failed.cause()));
    }
  }

  /**
   * Returns the level of the log line. Most feedback consists of deliveries that change nothing, which
   * only a metric counts.
   */
  private static Logger.Level level(NotKept notKept) {
    return notKept.why() == RecordingOutcome.Why.NOTHING_NEW
        ? Logger.Level.DEBUG
        : Logger.Level.INFO;
  }

  private static Map<String, String> fields(RecordingOutcome outcome) {
    Map<String, String> fields = new LinkedHashMap<>();
    Feedback feedback = outcome.feedback();
    fields.put("messageId", feedback.mail().messageId());
    fields.put("outcome", name(outcome));
    domain(feedback).ifPresent(domain -> fields.put("domain", domain));
    if (feedback.attribution() instanceof Forwarded forwarded) {
      fields.put("via", forwarded.via());
    }
    if (feedback.mail().isImported()) {
      fields.put("imported", feedback.mail().imported());
    }
    if (feedback instanceof Bounce bounce) {
      fields.put("sesType", bounce.type().toString());
    }
    if (outcome instanceof Kept kept) {
      fields.put(
          "ruleId", kept.classification().map(Classification::ruleId).orElse(kept.historyId()));
    }
    reason(outcome).ifPresent(reason -> fields.put("reason", reason));
    return fields;
  }

  private static String name(RecordingOutcome outcome) {
    return outcome instanceof NotKept notKept
        ? notKept.why().name().toLowerCase(Locale.ROOT)
        : outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the reason of feedback that was kept: why the message bounced, or the kind of complaint.
   */
  static Optional<String> reason(RecordingOutcome outcome) {
    if (!(outcome instanceof Kept kept)) {
      return Optional.empty();
    }
    if (kept.feedback() instanceof Complaint complaint) {
      return Optional.of(VerdictCause.OfComplaint.reason(complaint.kind()));
    }
    return kept.classification().map(classification -> classification.reason().name());
  }

  /**
   * Returns the domain of the address to which feedback is attributed, or else of the recipient that it
   * names.
   */
  private static Optional<String> domain(Feedback feedback) {
    Attribution attribution = feedback.attribution();
    if (attribution instanceof Direct direct) {
      return Optional.of(direct.address().domain());
    }
    if (attribution instanceof Forwarded forwarded) {
      return Optional.of(forwarded.address().domain());
    }
    return feedback.recipient().map(EmailAddress::domain);
  }
}
