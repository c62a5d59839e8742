package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Optional;

/**
 * A fault of a whole domain that {@code watch} detected: nearly all recipients bounced, although the domain
 * had accepted mail before. It is stored in the dossier of the domain only, and applies to every address of
 * the domain.
 *
 * @param id assigned when it opened; later evidence does not change it
 * @param from the first UTC day of its bounces
 * @param opened when it was detected; milliseconds, UTC
 * @param ending how it ended; empty while it is open
 */
public record Incident(String id, LocalDate from, Instant opened, Optional<Ending> ending)
    implements Comparable<Incident> {
  /** How long it holds the addresses of its domain after its opening. */
  public static final Duration HOLD = Duration.ofHours(72);

  /**
   * Orders incidents by opening. Among the states of one incident, the state without an end comes first, and
   * a good end comes last.
   */
  private static final Comparator<Incident> ORDER = Comparator.comparing(Incident::opened)
      .thenComparing(Incident::id)
      .thenComparing(incident -> incident.ending.isPresent())
      .thenComparing(Incident::endedWell)
      .thenComparing(incident -> incident.ending.map(Ending::at).orElse(Instant.MIN))
      .thenComparing(incident -> incident.ending.map(Ending::through).orElse(LocalDate.MIN))
      .thenComparing(Incident::from);

  public Incident {
    requireNonNull(id, "id is null");
    requireNonNull(from, "from is null");
    requireNonNull(opened, "opened is null");
    requireNonNull(ending, "ending is null");
  }

  /**
   * How an incident ended.
   *
   * @param at when that was detected; milliseconds, UTC
   * @param well whether deliveries settled again, so that no recipient was at fault for its bounces
   * @param through the last UTC day of its bounces
   */
  public record Ending(Instant at, boolean well, LocalDate through) {
    public Ending {
      requireNonNull(at, "at is null");
      requireNonNull(through, "through is null");
    }
  }

  /**
   * Whether it holds the addresses of its domain at this time, unless a person released the domain ({@link
   * Dossier#holdingIncident}). A hold ends at the time of day at which it began, not at midnight.
   */
  public boolean holds(Instant now) {
    return ending.isEmpty() && now.isBefore(opened.plus(HOLD));
  }

  /** The first UTC day that begins after its hold. */
  public LocalDate holdsUntil() {
    return LocalDate.ofInstant(opened.plus(HOLD).minusMillis(1), ZoneOffset.UTC).plusDays(1);
  }

  /** Whether deliveries settled again. */
  public boolean endedWell() {
    return ending.filter(Ending::well).isPresent();
  }

  /** Whether it lifts evidence of this day, if the policy lets an ended incident lift that evidence. */
  public boolean excludes(LocalDate day) {
    return ending
        .filter(Ending::well)
        .filter(end -> !day.isBefore(from) && !day.isAfter(end.through()))
        .isPresent();
  }

  @Override
  public int compareTo(Incident other) {
    return ORDER.compare(this, other);
  }

  /** The place of a domain's newest incident in its dossier. Only {@code watch} writes to it. */
  public interface IncidentSlot {
    /**
     * Replaces an incident by another one, if the former is still the newest. An incident that ended
     * well is kept when a new one replaces it, because it lifts the evidence of its days for ever.
     *
     * @param domain A-labels, lower case
     * @param before the newest incident of the dossier as it was read; empty if there was none
     * @param after the same incident, ended; or a new one
     * @return whether it was written; false if another writer was faster, if it is stored already, or if
     *     what is stored is newer
     */
    boolean put(String domain, Optional<Incident> before, Incident after);
  }
}
