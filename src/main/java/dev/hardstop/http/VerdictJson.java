package dev.hardstop.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.classification.Classification;
import dev.hardstop.classification.Culprit;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.Verdict;
import dev.hardstop.suppression.VerdictCause;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;

/**
 * A verdict as JSON. These fields are always there, null where there is nothing to say: {@code
 * suppressed, state, reason, culprit, confidence, since, until, rule, words, sesBounceType, days, advice}.
 * The others are there only where they say something. Dates are UTC days.
 */
final class VerdictJson {
  /** So many days at most are listed, the newest; {@code since} is the first of all. */
  static final int MOST_DAYS = 30;

  private VerdictJson() {}

  /** Adds the fields of the verdict to an object that names whom it is about. */
  static ObjectNode write(Verdict verdict, ObjectNode into) {
    into.put("suppressed", verdict.isSuppressed());
    into.put("state", word(verdict.state()));
    into.put("reason", verdict.cause().map(VerdictCause::reason).orElse(null));
    into.putNull("culprit");
    into.putNull("confidence");
    into.put("since", verdict.since().map(LocalDate::toString).orElse(null));
    into.put("until", verdict.until().map(LocalDate::toString).orElse(null));
    into.putNull("rule");
    into.putNull("words");
    into.putNull("sesBounceType");
    verdict.cause().ifPresent(cause -> writeCause(cause, into));
    writeDays(verdict.days(), into.putArray("days"));
    into.put("advice", orNull(verdict.advice()));
    writeMore(verdict, into);
    return into;
  }

  /** The name of a constant as answers have it. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** A text that says nothing is null. */
  static String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static void writeCause(VerdictCause cause, ObjectNode into) {
    if (cause instanceof VerdictCause.OfBounce bounced) {
      Classification classification = bounced.classification();
      into.put("culprit", word(classification.culprit()));
      into.put("confidence", word(classification.confidence()));
      into.put("rule", classification.ruleId());
      into.put("words", orNull(bounced.said().words().value()));
      into.put("sesBounceType", orNull(bounced.said().sesBounceType().toString()));
    } else if (cause instanceof VerdictCause.OfComplaint complained) {
      into.put("rule", complained.kind().historyId());
    } else if (cause instanceof VerdictCause.OfIncident) {
      into.put("culprit", word(Culprit.DOMAIN));
    } else if (cause instanceof VerdictCause.OfManualAction byHand) {
      into.set("byHand", ManualActionJson.of(byHand.action()));
    }
  }

  private static void writeDays(SortedSet<LocalDate> days, ArrayNode into) {
    List<LocalDate> all = List.copyOf(days);
    all.subList(Math.max(0, all.size() - MOST_DAYS), all.size())
        .forEach(day -> into.add(day.toString()));
  }

  private static void writeMore(Verdict verdict, ObjectNode into) {
    if (verdict.subject() instanceof Subject.Domain domain) {
      into.put("about", domain.key());
    }
    if (verdict.ambiguous()) {
      into.put("ambiguous", true);
    }
    if (verdict.onSesList()) {
      into.put("onSesList", true);
    }
    verdict.incident().ifPresent(id -> into.put("incident", id));
    verdict.unsubscribed().ifPresent(day -> into.put("unsubscribed", day.toString()));
  }
}
