package dev.hardstop.suppression;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.Classification;
import dev.hardstop.classification.Classification.Confidence;
import dev.hardstop.classification.Rule;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.feedback.ComplaintKind;
import java.util.stream.Stream;

/**
 * The ids of the rule histories in a dossier: the rule id of a bounce, the name of a complaint's kind,
 * {@code via:POLICY} for bounces with this reason that arrived through a forward, and {@code
 * other:POLICY:MEDIUM} for matches of rules that the dossier has no room for.
 */
public final class RuleHistoryId {
  private static final String VIA = "via:";
  private static final String OTHER = "other:";

  /** Rules about SES's own replies: they are few, and no remote server can trigger them. */
  private static final String SES = "ses.";

  private RuleHistoryId() {}

  /** Whether its evidence arrived through a forward. */
  public static boolean isForwarded(String historyId) {
    return historyId.startsWith(VIA);
  }

  /** Whether it collects matches of rules without a history of their own. */
  static boolean isOverflow(String historyId) {
    return historyId.startsWith(OTHER);
  }

  /** Whether a dossier has room for only a limited number of histories of this kind. */
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

  /** The id of the history of a bounce if there is no room for its rule. */
  static String overflow(Classification classification) {
    if (classification.ruleId().startsWith(SES)) {
      return classification.ruleId();
    }
    return OTHER + classification.reason() + ":" + highestOfItsRow(classification);
  }

  /**
   * The highest confidence with the same row of the policy. So there are fewer ids, and each belongs to one
   * row.
   */
  private static Confidence highestOfItsRow(Classification classification) {
    return Stream.of(Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW)
        .filter(confidence ->
            PolicyRow.of(classified(classification.reason(), classification.ruleId(), confidence))
                == PolicyRow.of(classification))
        .findFirst()
        .orElse(classification.confidence());
  }

  /**
   * The classification by the rule that recorded it, as that rule is today. If the rule no longer
   * exists, only the reason is known; the id of an overflow states reason and confidence.
   *
   * @throws IllegalArgumentException if it is an invalid id of an overflow
   */
  static Classification asRecorded(String historyId, BounceReason recordedReason, RuleBook book) {
    if (isOverflow(historyId)) {
      String[] fields = historyId.split(":", -1);
      return classified(
          BounceReason.valueOf(fields[1]),
          historyId,
          Confidence.valueOf(fields[fields.length - 1]));
    }
    return book.rule(historyId)
        .map((Rule rule) -> classified(rule.reason(), historyId, rule.confidence()))
        .orElseGet(() -> classified(recordedReason, historyId, Confidence.MEDIUM));
  }

  private static Classification classified(
      BounceReason reason, String ruleId, Confidence confidence) {
    return new Classification(reason, ruleId, confidence, "", reason.advice());
  }
}
