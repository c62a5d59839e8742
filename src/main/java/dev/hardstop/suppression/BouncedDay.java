package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.Classification;
import dev.hardstop.classification.RuleBook;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One day on which an address bounced, as today's rule book sees it: what a verdict rests on, for
 * those who look at many addresses at once.
 *
 * @param day the UTC day on which the message was sent
 * @param classification what it means today
 * @param evidence the newest evidence of its trace
 * @param forwarded whether the message bounced behind the address, at another domain
 */
public record BouncedDay(
    LocalDate day, Classification classification, Evidence.OfBounce evidence, boolean forwarded) {
  public BouncedDay {
    requireNonNull(day, "day is null");
    requireNonNull(classification, "classification is null");
    requireNonNull(evidence, "evidence is null");
  }

  /** Every day and classification of bounces that a dossier has; complaints are left out. */
  public static List<BouncedDay> of(Dossier dossier, RuleBook book) {
    Map<List<Object>, BouncedDay> newest = new LinkedHashMap<>();
    DatedEvidence.of(dossier, book).stream()
        .filter(DatedEvidence::isBounce)
        .map(BouncedDay::of)
        .forEach(it -> newest.merge(
            List.of(it.day, it.classification.ruleId(), it.forwarded), it, BouncedDay::later));
    return List.copyOf(newest.values());
  }

  private static BouncedDay later(BouncedDay one, BouncedDay other) {
    return other.evidence.order().compareTo(one.evidence.order()) > 0 ? other : one;
  }

  private static BouncedDay of(DatedEvidence charge) {
    Evidence.OfBounce evidence = (Evidence.OfBounce) charge.evidence();
    return new BouncedDay(
        charge.day(),
        ((VerdictCause.OfBounce) charge.cause()).classification(),
        evidence,
        evidence.origin().via().isPresent());
  }

  /** Not the words: they are a stranger's. */
  @Override
  public String toString() {
    return "Bounced[" + day + ", " + classification.ruleId() + "]";
  }
}
