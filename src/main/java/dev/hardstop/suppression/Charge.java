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
record Charge(RuleMatch sighting, Treatment treatment, Cause cause, Evidence evidence) {

  /** Every sighting of every trace of a dossier. */
  static List<Charge> of(Dossier dossier, RuleBook book) {
    return dossier.traces().entrySet().stream()
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

  private static Stream<Charge> of(String traceId, Trace trace, RuleBook book) {
    Map<String, Charge> byWording = new HashMap<>();
    return trace.sightings().stream()
        .map(sighting -> byWording
            .computeIfAbsent(sighting.wording(), added -> of(traceId, trace, sighting, book))
            .on(sighting));
  }

  private static Charge of(String traceId, Trace trace, RuleMatch sighting, RuleBook book) {
    Evidence evidence = trace.evidenceOf(sighting).orElseGet(trace::newest);
    if (evidence instanceof Evidence.OfComplaint complaint) {
      Treatment treatment = Treatment.of(complaint.kind());
      return new Charge(sighting, treatment, new Cause.Complained(complaint.kind()), evidence)
          .by(traceId);
    }
    Evidence.OfBounce bounce = (Evidence.OfBounce) evidence;
    boolean known = trace.evidenceOf(sighting).isPresent() && !TraceId.isOverflow(traceId);
    Classification classification =
        known ? book.classify(bounce.said()) : TraceId.asFiled(traceId, bounce.filedUnder(), book);
    return new Charge(
            sighting,
            Treatment.of(classification),
            new Cause.Bounced(classification, bounce.said()),
            evidence)
        .by(traceId);
  }

  private Charge on(RuleMatch other) {
    return new Charge(other, treatment, cause, evidence);
  }

  /** One dead member of a distribution address must not suppress it. */
  private Charge by(String traceId) {
    return TraceId.isForwarded(traceId) && treatment.isHeld()
        ? new Charge(sighting, Treatment.FORWARDED, cause, evidence)
        : this;
  }
}
