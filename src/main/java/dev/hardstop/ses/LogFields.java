package dev.hardstop.ses;

import dev.hardstop.classification.Classification;
import dev.hardstop.feedback.Attribution;
import dev.hardstop.feedback.Attribution.Direct;
import dev.hardstop.feedback.Attribution.Forwarded;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.Complaint;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.notification.Notification.NotForUs;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.Cause;
import dev.hardstop.suppression.Outcome;
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
  static Map<String, String> of(Outcome outcome) {
    Map<String, String> fields = new LinkedHashMap<>();
    Feedback feedback = outcome.feedback();
    fields.put("messageId", feedback.mail().messageId());
    fields.put("outcome", outcome(outcome));
    domain(feedback).ifPresent(domain -> fields.put("domain", domain));
    if (feedback.attribution() instanceof Forwarded forwarded) {
      fields.put("via", forwarded.via());
    }
    if (feedback instanceof Bounce bounce) {
      fields.put("sesSaid", bounce.type().toString());
    }
    if (outcome instanceof Outcome.Kept kept) {
      fields.put(
          "ruleId", kept.classification().map(Classification::ruleId).orElse(kept.traceId()));
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
        count(results.stream(), result -> result.reading() instanceof Reading.NotUnderstood));
    fields.put("kept", count(outcomes(results), Outcome.Kept.class::isInstance));
    for (Outcome.Why why : Outcome.Why.values()) {
      fields.put(name(why), count(outcomes(results), outcome -> isNotKept(outcome, why)));
    }
    fields.put("failed", count(outcomes(results), Outcome.Failed.class::isInstance));
    return fields;
  }

  private static String outcome(Outcome outcome) {
    return outcome instanceof Outcome.NotKept notKept
        ? notKept.why().name().toLowerCase(Locale.ROOT)
        : outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  /** Why a message bounced, or that somebody complained; of what is kept. */
  static Optional<String> reason(Outcome outcome) {
    if (!(outcome instanceof Outcome.Kept kept)) {
      return Optional.empty();
    }
    if (kept.feedback() instanceof Complaint complaint) {
      return Optional.of(new Cause.Complained(complaint.kind()).reason());
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

  private static boolean isNotKept(Outcome outcome, Outcome.Why why) {
    return outcome instanceof Outcome.NotKept notKept && notKept.why() == why;
  }

  /** The field that counts feedback that was not kept for this reason. */
  private static String name(Outcome.Why why) {
    return switch (why) {
      case DELAYED -> "delayed";
      case NOT_FAILED -> "notFailed";
      case AUTO_REPLY -> "autoReply";
      case UNATTRIBUTED -> "unattributed";
      case NO_NEWS -> "noNews";
    };
  }

  private static boolean isNotForUs(ItemResult result) {
    return result.reading() instanceof Reading.Understood understood
        && understood.notification() instanceof NotForUs;
  }

  private static Stream<Outcome> outcomes(List<ItemResult> results) {
    return results.stream().map(ItemResult::outcomes).flatMap(List::stream);
  }

  private static <T> String count(Stream<T> all, Predicate<? super T> which) {
    return Long.toString(all.filter(which).count());
  }
}
