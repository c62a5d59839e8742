package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A dossier and when its feedback was recorded. The times are no part of the dossier, because a
 * verdict must not depend on when something arrived.
 *
 * @param recorded when feedback was first recorded, by the UTC day on which the message was sent;
 *     days whose time is no longer kept are missing
 */
public record RecordedDossier(Dossier dossier, SortedMap<LocalDate, Instant> recorded) {
  public RecordedDossier {
    requireNonNull(dossier, "dossier is null");
    recorded = Collections.unmodifiableSortedMap(new TreeMap<>(recorded));
  }

  /** A dossier whose feedback was recorded long ago. */
  public static RecordedDossier longAgo(Dossier dossier) {
    return new RecordedDossier(dossier, new TreeMap<>());
  }

  /** Whether feedback about messages of this day was first recorded at this instant or earlier. */
  public boolean isRecordedBy(Instant instant, LocalDate day) {
    Instant first = recorded.get(day);
    return first == null || !first.isAfter(instant);
  }

  /**
   * Whether the dossier is known to have existed before this day began. Only then does it have every
   * delivery of the day, because a delivery to an address without a dossier is not kept.
   */
  public boolean existedBefore(LocalDate day) {
    Instant begins = day.atStartOfDay(ZoneOffset.UTC).toInstant();
    return recorded.values().stream().anyMatch(instant -> instant.isBefore(begins));
  }
}
