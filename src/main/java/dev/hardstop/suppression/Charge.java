package dev.hardstop.suppression;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.Classification;
import dev.hardstop.classification.Confidence;
import dev.hardstop.classification.Rule;
import dev.hardstop.classification.RuleBook;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One day of one trace, as today's rule book sees it.
 *
 * @param day the UTC day
 * @param treatment how the policy treats it
 * @param cause what it is
 * @param newest the newest evidence of its trace
 */
record Charge(LocalDate day, Treatment treatment, Cause cause, Evidence newest) {

  /** Every day of every trace of a dossier. */
  static List<Charge> of(Dossier dossier, RuleBook book) {
    return dossier.traces().entrySet().stream()
        .flatMap(entry -> of(entry.getKey(), entry.getValue(), book))
        .toList();
  }

  /** Whether it says that a message came back, as against that somebody complained. */
  boolean isBounce() {
    return newest instanceof Evidence.OfBounce;
  }

  private static Stream<Charge> of(String traceId, Trace trace, RuleBook book) {
    Function<LocalDate, Meaning> meaning = meaning(traceId, trace, book);
    boolean forwarded = traceId.startsWith(Trace.VIA);
    return trace.days().stream().map(day -> meaning.apply(day).on(day, trace, forwarded));
  }

  private static Function<LocalDate, Meaning> meaning(String traceId, Trace trace, RuleBook book) {
    if (trace.newest() instanceof Evidence.OfBounce bounce) {
      return meaning(Trace.ruleId(traceId), bounce, book);
    }
    Evidence.OfComplaint complaint = (Evidence.OfComplaint) trace.newest();
    Meaning same =
        new Meaning(Treatment.of(complaint.kind()), new Cause.Complained(complaint.kind()));
    return day -> same;
  }

  /**
   * Judges the newest evidence again. Of the other days only the rule is known that saw them: where
   * today's book files the newest words elsewhere, a milder meaning is taken for all days (a mended
   * rule frees whom it wronged), a graver one only for the day whose words are known.
   */
  private static Function<LocalDate, Meaning> meaning(
      String ruleId, Evidence.OfBounce newest, RuleBook book) {
    Classification classification = book.classify(newest.said());
    Meaning today = Meaning.of(classification, newest);
    if (classification.ruleId().equals(ruleId)) {
      return day -> today;
    }
    Meaning asFiled = Meaning.of(asFiled(ruleId, newest, book), newest);
    if (today.treatment.compareTo(asFiled.treatment) <= 0) {
      return day -> today;
    }
    LocalDate known = newest.provenance().day();
    return day -> day.equals(known) ? today : asFiled;
  }

  /** What the rule that filed it means today; of a rule that is gone, only the reason is known. */
  private static Classification asFiled(String ruleId, Evidence.OfBounce newest, RuleBook book) {
    BounceReason reason = book.rule(ruleId).map(Rule::reason).orElse(newest.filedUnder());
    Confidence confidence = book.rule(ruleId).map(Rule::confidence).orElse(Confidence.MEDIUM);
    return new Classification(reason, ruleId, confidence, "", reason.advice());
  }

  private record Meaning(Treatment treatment, Cause cause) {
    static Meaning of(Classification classification, Evidence.OfBounce newest) {
      return new Meaning(
          Treatment.of(classification), new Cause.Bounced(classification, newest.said()));
    }

    /** One dead member of a distribution address must not suppress it. */
    Charge on(LocalDate day, Trace trace, boolean forwarded) {
      return new Charge(
          day,
          forwarded && treatment.isHeld() ? Treatment.FORWARDED : treatment,
          cause,
          trace.newest());
    }
  }
}
