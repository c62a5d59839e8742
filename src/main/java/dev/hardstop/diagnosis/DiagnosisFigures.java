package dev.hardstop.diagnosis;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.BounceReason;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The counts that a diagnosis is based on. They count recipients, each of them once a day.
 *
 * @param byDay the counts by the UTC day on which the messages were sent
 * @param sampled whether the domain has more dossiers than were read, or some could not be read
 */
public record DiagnosisFigures(SortedMap<LocalDate, Day> byDay, boolean sampled) {
  public DiagnosisFigures {
    byDay = Collections.unmodifiableSortedMap(new TreeMap<>(byDay));
  }

  /**
   * The counts of one day.
   *
   * @param bounced recipients whose messages bounced
   * @param delivered recipients with a delivery and no bounce
   * @param orMore whether more recipients had a delivery than are counted
   * @param reasons recipients by the reason of their bounce; one may count for several reasons
   */
  public record Day(
      int bounced, int delivered, boolean orMore, Map<BounceReason, Integer> reasons) {
    public Day {
      requireNonNull(reasons, "reasons is null");
      reasons = Map.copyOf(reasons);
    }
  }
}
