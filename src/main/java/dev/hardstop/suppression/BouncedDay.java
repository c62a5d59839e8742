package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.Classification;
import dev.hardstop.classification.RuleBook;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A day on which an address bounced, classified by today's rule book: the evidence of verdicts, in a form for
 * diagnoses of many addresses.
 *
 * @param day the UTC day on which the message was sent
 * @param classification the classification by today's rule book
 * @param evidence the newest evidence of that day and rule
 * @param forwarded whether the message was forwarded from the address and bounced at another domain
 */
public record BouncedDay(
    LocalDate day,
    Classification classification,
    Evidence.BounceEvidence evidence,
    boolean forwarded) {
  public BouncedDay {
    requireNonNull(day, "day is null");
    requireNonNull(classification, "classification is null");
    requireNonNull(evidence, "evidence is null");
  }

  /**
   * Every day and classification of the bounces in a dossier. Complaints are left out, and so are imported
   * bounces: other servers sent most of their messages, so they say nothing about our sending and must not
   * open an incident.
   */
  public static List<BouncedDay> of(Dossier dossier, RuleBook book) {
    Map<List<Object>, BouncedDay> newest = new LinkedHashMap<>();
    DatedEvidence.of(dossier, book).stream()
        .filter(it -> it.isBounce() && !it.match().isImported())
        .map(BouncedDay::of)
        .forEach(it -> newest.merge(
            List.of(it.day, it.classification.ruleId(), it.forwarded), it, BouncedDay::newer));
    return List.copyOf(newest.values());
  }

  /** The day with the newer evidence. */
  public static BouncedDay newer(BouncedDay one, BouncedDay other) {
    return Evidence.BY_ORDER.compare(other.evidence, one.evidence) > 0 ? other : one;
  }

  private static BouncedDay of(DatedEvidence dated) {
    Evidence.BounceEvidence evidence = (Evidence.BounceEvidence) dated.evidence();
    return new BouncedDay(
        dated.day(),
        ((VerdictCause.OfBounce) dated.cause()).classification(),
        evidence,
        evidence.origin().via().isPresent());
  }

  /** Omits the words, which are untrusted text. */
  @Override
  public String toString() {
    return "BouncedDay[" + day + ", " + classification.ruleId() + "]";
  }
}
