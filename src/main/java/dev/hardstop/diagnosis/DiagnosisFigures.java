package dev.hardstop.diagnosis;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.BounceReason;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The counts that a diagnosis rests on. They are of recipients, each counted once a day.
 *
 * @param byDay by the UTC day on which the messages were sent
 * @param sampled whether there were more dossiers than were read
 */
public record DiagnosisFigures(SortedMap<LocalDate, Day> byDay, boolean sampled) {
  public DiagnosisFigures {
    byDay = Collections.unmodifiableSortedMap(new TreeMap<>(byDay));
  }

  /**
   * One day.
   *
   * @param bounced recipients that bounced
   * @param delivered recipients that were delivered to and did not bounce
   * @param orMore whether more were delivered to than are counted
   * @param reasons recipients that bounced for each reason; one may count for several
   */
  public record Day(
      int bounced, int delivered, boolean orMore, Map<BounceReason, Integer> reasons) {
    public Day {
      requireNonNull(reasons, "reasons is null");
      reasons = Map.copyOf(reasons);
    }
  }
}
