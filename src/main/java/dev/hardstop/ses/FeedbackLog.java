package dev.hardstop.ses;

import dev.hardstop.lambda.FailureText;
import dev.hardstop.sesevent.Notification.NotForUs;
import dev.hardstop.suppression.RecordingOutcome;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * Writes a line for each feedback, one for each item that was not understood, and one for the
 * invocation. What a machine counts stands in a line's fields (MDC). No address, no words of a
 * server and nothing of what was not understood is ever in one.
 */
final class FeedbackLog {
  private static final Logger LOG = Logger.getLogger(FeedbackLog.class);

  /**
   * @param requestId Lambda's id of the invocation
   */
  void write(List<ItemResult> results, String requestId) {
    with(Map.of("requestId", requestId), () -> {
      results.forEach(FeedbackLog::write);
      with(LogFields.sums(results), () -> LOG.info("Feedback taken in"));
    });
  }

  private static void write(ItemResult result) {
    String item = result.item().name();
    if (result.reading() instanceof ItemReading.NotUnderstood broken) {
      LOG.warnf("Not understood: %s: %s", item, broken.why());
    }
    if (result.reading() instanceof ItemReading.Understood understood
        && understood.notification() instanceof NotForUs notForUs) {
      LOG.debugf("Not for us: %s: %s", item, notForUs.kind());
    }
    result.outcomes().forEach(outcome -> with(LogFields.of(outcome), () -> write(outcome)));
  }

  private static void write(RecordingOutcome outcome) {
    String what = outcome.feedback().getClass().getSimpleName();
    if (outcome instanceof RecordingOutcome.Kept) {
      LOG.infof("%s kept", what);
    } else if (outcome instanceof RecordingOutcome.NotKept notKept) {
      String why = notKept.why().name().toLowerCase(Locale.ROOT).replace('_', ' ');
      LOG.logf(level(notKept), "%s not kept: %s", what, why);
    } else if (outcome instanceof RecordingOutcome.Failed failed) {
      LOG.warnf("%s not written: %s", what, FailureText.of(failed.cause()));
    }
  }

  /** Most of what SES tells are deliveries with no news: their number is enough. */
  private static Logger.Level level(RecordingOutcome.NotKept notKept) {
    return notKept.why() == RecordingOutcome.Why.NO_NEWS ? Logger.Level.DEBUG : Logger.Level.INFO;
  }

  private static void with(Map<String, String> fields, Runnable lines) {
    fields.forEach(MDC::put);
    try {
      lines.run();
    } finally {
      fields.keySet().forEach(MDC::remove);
    }
  }
}
