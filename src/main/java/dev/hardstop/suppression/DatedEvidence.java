package dev.hardstop.suppression;

import dev.hardstop.classification.Classification;
import dev.hardstop.classification.RuleBook;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One match of one rule history, classified by the current rule book. If its wording is still stored,
 * it is classified again. Otherwise the current form of the rule that recorded it decides, so further
 * evidence of a history, which may replace older wordings, never makes the match milder than that.
 *
 * @param match when it was, in which wording, and at which mailbox
 * @param row the row of the policy table
 * @param cause a verdict's cause, if the verdict rests on this evidence
 * @param evidence the newest evidence of its wording; where that is no longer known, of its history
 * @param order the {@linkplain Evidence#order order} of that evidence, which takes a digest to compute
 */
record DatedEvidence(
    RuleMatch match, PolicyRow row, VerdictCause cause, Evidence evidence, String order) {
  /** The newest evidence is the greatest. */
  static final Comparator<DatedEvidence> AGE = Comparator.comparing(DatedEvidence::order);

  /** Every match of every history of a dossier. */
  static List<DatedEvidence> of(Dossier dossier, RuleBook book) {
    return dossier.histories().entrySet().stream()
        .flatMap(entry -> of(entry.getKey(), entry.getValue(), book))
        .toList();
  }

  /**
   * Every match in the dossier of a domain that says that the domain does not exist. Nothing else in
   * it is held against the domain.
   */
  static List<DatedEvidence> ofDomain(Dossier domain, RuleBook book) {
    return of(domain, book).stream()
        .filter(it -> it.cause instanceof VerdictCause.OfBounce bounce
            && PolicyRow.NO_SUCH_DOMAIN.isAbout(bounce.classification()))
        .map(it -> it.in(PolicyRow.NO_SUCH_DOMAIN))
        .toList();
  }

  /** The UTC day. */
  LocalDate day() {
    return match.day();
  }

  /** Whether it is a bounce and not a complaint. */
  boolean isBounce() {
    return evidence instanceof Evidence.OfBounce;
  }

  private static Stream<DatedEvidence> of(String historyId, RuleHistory history, RuleBook book) {
    Map<String, DatedEvidence> byWording = new HashMap<>();
    return history.matches().stream()
        .map(match -> byWording
            .computeIfAbsent(match.wording(), added -> of(historyId, history, match, book))
            .at(match));
  }

  private static DatedEvidence of(
      String historyId, RuleHistory history, RuleMatch match, RuleBook book) {
    Evidence evidence = history.evidenceOf(match).orElseGet(history::newest);
    if (evidence instanceof Evidence.OfComplaint complaint) {
      return new DatedEvidence(
              match,
              PolicyRow.of(complaint.kind()),
              new VerdictCause.OfComplaint(complaint.kind()),
              evidence,
              evidence.order())
          .inHistory(historyId);
    }
    Evidence.OfBounce bounce = (Evidence.OfBounce) evidence;
    boolean isWordingKnown =
        history.evidenceOf(match).isPresent() && !RuleHistoryId.isOverflow(historyId);
    Classification classification = isWordingKnown
        ? book.classify(bounce.deliveryStatus())
        : RuleHistoryId.asFiled(historyId, bounce.filedUnder(), book);
    return new DatedEvidence(
            match,
            PolicyRow.of(classification),
            new VerdictCause.OfBounce(classification, bounce.deliveryStatus()),
            evidence,
            evidence.order())
        .inHistory(historyId);
  }

  private DatedEvidence at(RuleMatch other) {
    return new DatedEvidence(other, row, cause, evidence, order);
  }

  private DatedEvidence in(PolicyRow other) {
    return new DatedEvidence(match, other, cause, evidence, order);
  }

  /** One invalid member of a distribution address must not suppress that address. */
  private DatedEvidence inHistory(String historyId) {
    return RuleHistoryId.isForwarded(historyId) && row.isAgainstAddress()
        ? in(PolicyRow.FORWARDED)
        : this;
  }
}
