package dev.hardstop.suppression;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.Classification;
import dev.hardstop.classification.Confidence;
import dev.hardstop.classification.Rule;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.feedback.ComplaintKind;
import java.util.stream.Stream;

/**
 * Under which names traces are kept in a dossier: the rule id of a bounce, the name of a complaint's
 * kind, {@code via:POLICY} for what came by a forward, by reason, and {@code other:POLICY:MEDIUM} for
 * what was seen by rules that a dossier has no room for.
 */
public final class RuleHistoryId {
  private static final String VIA = "via:";
  private static final String OTHER = "other:";

  /** SES's own answers: their rules are few, and no stranger brings them about. */
  private static final String SES = "ses.";

  private RuleHistoryId() {}

  /** Whether it came by a forward. */
  public static boolean isForwarded(String historyId) {
    return historyId.startsWith(VIA);
  }

  /** Whether it collects what has no trace of its own. */
  static boolean isOverflow(String historyId) {
    return historyId.startsWith(OTHER);
  }

  /** Whether it is the trace of a rule of which a dossier has room for some only. */
  static boolean isBounded(String historyId) {
    return !isForwarded(historyId)
        && !isOverflow(historyId)
        && !historyId.startsWith(SES)
        && Stream.of(ComplaintKind.values()).noneMatch(kind -> kind.historyId().equals(historyId));
  }

  static String forwarded(BounceReason reason) {
    return VIA + reason;
  }

  static String forwarded(ComplaintKind kind) {
    return VIA + kind.historyId();
  }

  /** Where a bounce of this classification goes when there is no room for its rule. */
  static String overflow(Classification classification) {
    if (classification.ruleId().startsWith(SES)) {
      return classification.ruleId();
    }
    return OTHER + classification.reason() + ":" + asTreated(classification);
  }

  /** The highest confidence that is treated the same: fewer names, and each means one treatment. */
  private static Confidence asTreated(Classification classification) {
    return Stream.of(Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW)
        .filter(confidence ->
            PolicyRow.of(classified(classification.reason(), classification.ruleId(), confidence))
                == PolicyRow.of(classification))
        .findFirst()
        .orElse(classification.confidence());
  }

  /**
   * What the rule that filed it means today. Of a rule that is gone only the reason is known; an
   * overflow is named after reason and confidence.
   *
   * @throws IllegalArgumentException when it is the name of an overflow that nobody wrote
   */
  static Classification asFiled(String historyId, BounceReason filedUnder, RuleBook book) {
    if (isOverflow(historyId)) {
      String[] fields = historyId.split(":", -1);
      return classified(
          BounceReason.valueOf(fields[1]),
          historyId,
          Confidence.valueOf(fields[fields.length - 1]));
    }
    return book.rule(historyId)
        .map((Rule rule) -> classified(rule.reason(), historyId, rule.confidence()))
        .orElseGet(() -> classified(filedUnder, historyId, Confidence.MEDIUM));
  }

  private static Classification classified(
      BounceReason reason, String ruleId, Confidence confidence) {
    return new Classification(reason, ruleId, confidence, "", reason.advice());
  }
}
