package dev.hardstop.watchstate;

import static java.util.Objects.requireNonNull;

import dev.hardstop.diagnosis.IncidentReport;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The state that {@code watch} keeps from one run to the next, as it was read.
 *
 * @param progress how far the written dossiers were read; empty before the first run
 * @param alerts the alerts that are to be sent or were sent in the last days, earliest first
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
     * @param began when the reading began; it may have missed later writes
     * @param hour any instant of the hour that is being read
     * @param shard the shard of that hour, 0 or more
     * @param cursor the cursor of the next page; empty for the first page
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
   * @param since when this was noticed; milliseconds, UTC
   * @param ended when the rates were well below their limits again; empty while they are not
   * @param sets the configuration sets whose sending is to be switched off while the brake is on, and
   *     on again when it has ended; empty where the brake is not configured
   * @param switched the configuration sets that have been switched
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

  /**
   * A domain that a run had no time to examine. The natural order has the most urgent first.
   *
   * @param domain A-labels, lower case
   * @param addresses how many of its addresses have new feedback, 0 or more: the more, the more urgent
   * @param since when this feedback was read; seconds, UTC
   */
  public record PostponedDomain(String domain, int addresses, Instant since)
      implements Comparable<PostponedDomain> {
    private static final Comparator<PostponedDomain> MOST_URGENT_FIRST = Comparator.comparing(
            PostponedDomain::addresses)
        .reversed()
        .thenComparing(PostponedDomain::since)
        .thenComparing(PostponedDomain::domain);

    public PostponedDomain {
      requireNonNull(domain, "domain is null");
      since = requireNonNull(since, "since is null").truncatedTo(ChronoUnit.SECONDS);
    }

    /** Parses the form of {@link #toString()}; empty where the text does not have it. */
    public static Optional<PostponedDomain> parse(String text) {
      String[] parts = text.split(" ", -1);
      if (parts.length != 3 || parts[2].isEmpty()) {
        return Optional.empty();
      }
      try {
        Instant since = Instant.ofEpochSecond(Long.parseLong(parts[1]));
        return Optional.of(new PostponedDomain(parts[2], Integer.parseInt(parts[0]), since));
      } catch (NumberFormatException | DateTimeException unreadable) {
        return Optional.empty();
      }
    }

    @Override
    public int compareTo(PostponedDomain other) {
      return MOST_URGENT_FIRST.compare(this, other);
    }

    /** The form in the table: {@code 12 1795516200 contoso.com}. */
    @Override
    public String toString() {
      return addresses + " " + since.getEpochSecond() + " " + domain;
    }
  }
}
