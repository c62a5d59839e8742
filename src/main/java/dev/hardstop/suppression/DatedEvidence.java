package dev.hardstop.suppression;

import dev.hardstop.classification.Classification;
import dev.hardstop.classification.RuleBook;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One sighting of one trace, as today's rule book sees it. Where its words are known, they are judged
 * again. Where they are not, the rule that filed them speaks, as it is today: more evidence of a
 * trace, which may push older words out, never makes it milder than that.
 *
 * @param sighting when, in which words and at which mailbox
 * @param treatment how the policy treats it
 * @param cause what it is
 * @param evidence the newest evidence of its wording; where that is no longer known, of its trace
 */
record DatedEvidence(
    RuleMatch sighting, PolicyRow treatment, VerdictCause cause, Evidence evidence) {

  /** Every sighting of every trace of a dossier. */
  static List<DatedEvidence> of(Dossier dossier, RuleBook book) {
    return dossier.histories().entrySet().stream()
        .flatMap(entry -> of(entry.getKey(), entry.getValue(), book))
        .toList();
  }

  /** The UTC day. */
  LocalDate day() {
    return sighting.day();
  }

  /** Whether it says that a message came back, as against that somebody complained. */
  boolean isBounce() {
    return evidence instanceof Evidence.OfBounce;
  }

  private static Stream<DatedEvidence> of(String historyId, RuleHistory history, RuleBook book) {
    Map<String, DatedEvidence> byWording = new HashMap<>();
    return history.sightings().stream()
        .map(sighting -> byWording
            .computeIfAbsent(sighting.wording(), added -> of(historyId, history, sighting, book))
            .on(sighting));
  }

  private static DatedEvidence of(
      String historyId, RuleHistory history, RuleMatch sighting, RuleBook book) {
    Evidence evidence = history.evidenceOf(sighting).orElseGet(history::newest);
    if (evidence instanceof Evidence.OfComplaint complaint) {
      PolicyRow treatment = PolicyRow.of(complaint.kind());
      return new DatedEvidence(
              sighting, treatment, new VerdictCause.OfComplaint(complaint.kind()), evidence)
          .by(historyId);
    }
    Evidence.OfBounce bounce = (Evidence.OfBounce) evidence;
    boolean known =
        history.evidenceOf(sighting).isPresent() && !RuleHistoryId.isOverflow(historyId);
    Classification classification = known
        ? book.classify(bounce.said())
        : RuleHistoryId.asFiled(historyId, bounce.filedUnder(), book);
    return new DatedEvidence(
            sighting,
            PolicyRow.of(classification),
            new VerdictCause.OfBounce(classification, bounce.said()),
            evidence)
        .by(historyId);
  }

  private DatedEvidence on(RuleMatch other) {
    return new DatedEvidence(other, treatment, cause, evidence);
  }

  /** One dead member of a distribution address must not suppress it. */
  private DatedEvidence by(String historyId) {
    return RuleHistoryId.isForwarded(historyId) && treatment.isHeld()
        ? new DatedEvidence(sighting, PolicyRow.FORWARDED, cause, evidence)
        : this;
  }
}
