package dev.hardstop.ses;

import dev.hardstop.classification.Classification;
import dev.hardstop.feedback.Attribution;
import dev.hardstop.feedback.Attribution.Direct;
import dev.hardstop.feedback.Attribution.Forwarded;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.Complaint;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.sesevent.Notification.NotForUs;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.RecordingOutcome;
import dev.hardstop.suppression.VerdictCause;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The fields of log lines: ids, codes and domains, never an address. */
final class LogFields {
  private LogFields() {}

  /** What became of one feedback. */
  static Map<String, String> of(RecordingOutcome outcome) {
    Map<String, String> fields = new LinkedHashMap<>();
    Feedback feedback = outcome.feedback();
    fields.put("messageId", feedback.mail().messageId());
    fields.put("outcome", outcome(outcome));
    domain(feedback).ifPresent(domain -> fields.put("domain", domain));
    if (feedback.attribution() instanceof Forwarded forwarded) {
      fields.put("via", forwarded.via());
    }
    if (feedback instanceof Bounce bounce) {
      fields.put("sesBounceType", bounce.type().toString());
    }
    if (outcome instanceof RecordingOutcome.Kept kept) {
      fields.put(
          "ruleId", kept.classification().map(Classification::ruleId).orElse(kept.historyId()));
    }
    reason(outcome).ifPresent(reason -> fields.put("reason", reason));
    return fields;
  }

  /** How many came to what, over all items. */
  static Map<String, String> sums(List<ItemResult> results) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("items", Integer.toString(results.size()));
    fields.put("notForUs", count(results.stream(), LogFields::isNotForUs));
    fields.put(
        "notUnderstood",
        count(results.stream(), result -> result.reading() instanceof ItemReading.NotUnderstood));
    fields.put("kept", count(outcomes(results), RecordingOutcome.Kept.class::isInstance));
    for (RecordingOutcome.Why why : RecordingOutcome.Why.values()) {
      fields.put(name(why), count(outcomes(results), outcome -> isNotKept(outcome, why)));
    }
    fields.put("failed", count(outcomes(results), RecordingOutcome.Failed.class::isInstance));
    return fields;
  }

  private static String outcome(RecordingOutcome outcome) {
    return outcome instanceof RecordingOutcome.NotKept notKept
        ? notKept.why().name().toLowerCase(Locale.ROOT)
        : outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  /** Why a message bounced, or that somebody complained; of what is kept. */
  static Optional<String> reason(RecordingOutcome outcome) {
    if (!(outcome instanceof RecordingOutcome.Kept kept)) {
      return Optional.empty();
    }
    if (kept.feedback() instanceof Complaint complaint) {
      return Optional.of(new VerdictCause.OfComplaint(complaint.kind()).reason());
    }
    return kept.classification().map(classification -> classification.reason().name());
  }

  /** The domain of the address that is meant, or of the one that is named. */
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

  private static boolean isNotKept(RecordingOutcome outcome, RecordingOutcome.Why why) {
    return outcome instanceof RecordingOutcome.NotKept notKept && notKept.why() == why;
  }

  /** The field that counts feedback that was not kept for this reason. */
  private static String name(RecordingOutcome.Why why) {
    return switch (why) {
      case DELAYED -> "delayed";
      case NOT_FAILED -> "notFailed";
      case AUTO_REPLY -> "autoReply";
      case UNATTRIBUTED -> "unattributed";
      case NO_NEWS -> "noNews";
    };
  }

  private static boolean isNotForUs(ItemResult result) {
    return result.reading() instanceof ItemReading.Understood understood
        && understood.notification() instanceof NotForUs;
  }

  private static Stream<RecordingOutcome> outcomes(List<ItemResult> results) {
    return results.stream().map(ItemResult::outcomes).flatMap(List::stream);
  }

  private static <T> String count(Stream<T> all, Predicate<? super T> which) {
    return Long.toString(all.filter(which).count());
  }
}
