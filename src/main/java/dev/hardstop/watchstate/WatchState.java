package dev.hardstop.watchstate;

import static java.util.Objects.requireNonNull;

import dev.hardstop.diagnosis.IncidentReport;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The state that {@code watch} keeps from one run to the next, as it was read.
 *
 * @param progress how far the written dossiers were read; empty before the first run
 * @param alerts those to be sent and those sent in the last days, the earliest first
 * @param senderIncident the newest incident of our own sending; empty where there was none
 * @param brake the newest use of the brake; empty where there was none
 * @param openIncidents the listed incidents that have not ended
 */
public record WatchState(
    Optional<ReadProgress> progress,
    List<Alert> alerts,
    Optional<IncidentReport> senderIncident,
    Optional<BrakeState> brake,
    List<IncidentReport> openIncidents) {
  public WatchState {
    requireNonNull(progress, "progress is null");
    alerts = alerts.stream().sorted().toList();
    requireNonNull(senderIncident, "senderIncident is null");
    requireNonNull(brake, "brake is null");
    openIncidents = List.copyOf(openIncidents);
  }

  /** The alert with this id, whether it was sent or not. */
  public Optional<Alert> findAlert(String alertId) {
    return alerts.stream().filter(alert -> alert.id().equals(alertId)).findFirst();
  }

  /**
   * How far the dossiers were read, in the order in which they were written.
   *
   * @param readTo everything written before this instant has been read; milliseconds, UTC
   * @param place where an interrupted reading continues; empty where none was interrupted
   */
  public record ReadProgress(Instant readTo, Optional<Place> place) {
    public ReadProgress {
      requireNonNull(readTo, "readTo is null");
      requireNonNull(place, "place is null");
    }

    /** Progress of a reading that was not interrupted. */
    public static ReadProgress to(Instant readTo) {
      return new ReadProgress(readTo, Optional.empty());
    }

    /**
     * Where an interrupted reading continues.
     *
     * @param began when the reading began: what was written later may be missing in it
     * @param hour any instant of the hour that is being read
     * @param shard the shard of that hour, 0 or more
     * @param cursor of the next page; empty for the first page
     */
    public record Place(Instant began, Instant hour, int shard, Optional<String> cursor) {
      public Place {
        requireNonNull(began, "began is null");
        requireNonNull(hour, "hour is null");
        requireNonNull(cursor, "cursor is null");
      }

      /** Omits the cursor, which contains an address. */
      @Override
      public String toString() {
        return "Place[" + hour + ", " + shard + "]";
      }
    }
  }

  /**
   * A use of the brake: bounces or complaints exceeded their limit.
   *
   * @param since when that was noticed; milliseconds, UTC
   * @param ended when the rates were well below their limits again; empty while they are not
   * @param sets the configuration sets whose sending is to be switched off while the brake is on, and
   *     on again when it has ended; empty where the brake is not configured
   * @param switched those of them that have been switched
   */
  public record BrakeState(
      Instant since, Optional<Instant> ended, SortedSet<String> sets, SortedSet<String> switched) {
    public BrakeState {
      requireNonNull(since, "since is null");
      requireNonNull(ended, "ended is null");
      sets = Collections.unmodifiableSortedSet(new TreeSet<>(sets));
      switched = Collections.unmodifiableSortedSet(new TreeSet<>(switched));
    }

    /** Whether the brake is on. */
    public boolean isOn() {
      return ended.isEmpty();
    }

    /** The configuration sets that have not been switched yet. */
    public SortedSet<String> pending() {
      SortedSet<String> pending = new TreeSet<>(sets);
      pending.removeAll(switched);
      return pending;
    }
  }
}
