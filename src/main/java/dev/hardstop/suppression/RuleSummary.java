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
 * The evidence in a dossier for one rule of today's rule book, or for one kind of complaint, as it is shown
 * to a person. It does not say which evidence still counts.
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
   * The summaries of a dossier, the newest evidence first. Evidence that arrived through a forward has
   * summaries of its own, because it leads to {@link VerdictState#WATCHED} at most.
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
