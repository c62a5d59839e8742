package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.RuleBook;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a dossier has of one rule of today's rule book, or of one kind of complaint, for a person who reads
 * it. It does not say which of it still counts.
 *
 * @param cause how the newest evidence is classified
 * @param days the UTC days of all evidence, as far as they are kept
 * @param newest the newest evidence
 */
public record RuleSummary(VerdictCause cause, SortedSet<LocalDate> days, Evidence newest) {
  public RuleSummary {
    requireNonNull(cause, "cause is null");
    days = Collections.unmodifiableSortedSet(new TreeSet<>(days));
    requireNonNull(newest, "newest is null");
  }

  /**
   * All of a dossier, the newest evidence first. What came through a forward is kept apart, because it is
   * hardly held against the address.
   */
  public static List<RuleSummary> of(Dossier dossier, RuleBook book) {
    Map<List<Object>, List<DatedEvidence>> byRule = DatedEvidence.of(dossier, book).stream()
        .sorted(DatedEvidence.AGE.reversed())
        .collect(Collectors.groupingBy(
            it -> List.of(
                it.cause().reason(),
                it.cause().rule(),
                it.evidence().origin().via().isPresent()),
            LinkedHashMap::new,
            Collectors.toList()));
    return byRule.values().stream().map(RuleSummary::ofOne).toList();
  }

  private static RuleSummary ofOne(List<DatedEvidence> newestFirst) {
    DatedEvidence newest = newestFirst.get(0);
    return new RuleSummary(
        newest.cause(),
        newestFirst.stream().map(DatedEvidence::day).collect(Collectors.toCollection(TreeSet::new)),
        newest.evidence());
  }

  /** Omits the evidence, which contains untrusted text. */
  @Override
  public String toString() {
    return "RuleSummary[" + cause + "]";
  }
}
