package dev.hardstop.watchstate;

import dev.hardstop.diagnosis.IncidentReport;
import dev.hardstop.diagnosis.OpenedIncidents;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedSet;

/**
 * What {@code watch} remembers. Runs may overlap and may be killed between any two calls, so every
 * write is conditional or may be repeated.
 */
public interface WatchStateStore extends OpenedIncidents {
  /** All of it, as every finished write left it. */
  WatchState entries();

  /**
   * Remembers how far was read, if nobody has moved it meanwhile.
   *
   * @return whether it was moved
   */
  boolean move(Optional<ReadProgress> before, ReadProgress after);

  /** The domains that earlier runs had no time to examine, the most urgent first. */
  SortedSet<PostponedDomain> left();

  /** Leaves domains to the next run. */
  void leave(Collection<PostponedDomain> domains);

  /** Forgets domains that were left, because they are examined. */
  void examined(Collection<PostponedDomain> domains);

  /** Notes what is to be told, before it becomes true; no news where it is noted already. */
  void intend(Alert alert);

  /**
   * Puts an incident of our own in the place of another, and notes the alert of it, in one.
   *
   * @return whether it was put there; false where somebody was quicker
   */
  boolean put(Optional<IncidentReport> before, IncidentReport after, Alert alert);

  /**
   * The same for the brake.
   *
   * @param alert empty where only more sets are switched than before
   */
  boolean put(Optional<BrakeState> before, BrakeState after, Optional<Alert> alert);

  /**
   * Lets one caller tell an alert: nobody else may until then.
   *
   * @return whether it is this one
   */
  boolean definition(String alertId, Instant now, Instant until);

  /** Notes that a claimed alert has gone a way. */
  void sent(String alertId, Alert.Way way);

  /** Forgets an alert: it never became true, or it is long told. */
  void forget(String alertId);

  /** Lists an incident; what is listed as ended stays so. */
  void list(IncidentReport incident);
}
