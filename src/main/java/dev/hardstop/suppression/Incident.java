package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Optional;

/**
 * A fault of a whole domain, as {@code watch} saw it: nearly all recipients bounced, and they had been
 * delivered to before. It stands in one slot of the domain's dossier, and whoever judges an address
 * of the domain applies it; nothing else is written.
 *
 * @param id given at the opening; later evidence does not change it
 * @param from the first UTC day of its bounces
 * @param opened when it was found; milliseconds, UTC
 * @param ending how it ended; empty while it lasts
 */
public record Incident(String id, LocalDate from, Instant opened, Optional<Ending> ending)
    implements Comparable<Incident> {
  /** For so long after its opening no mail is sent to the domain. */
  public static final Duration HOLD = Duration.ofHours(72);

  /** The lately opened last; of one incident, what is known of its end last, a good end before all. */
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
   * @param at when that was found; milliseconds, UTC
   * @param well whether deliveries settled again, so that what bounced meanwhile was nobody's fault
   * @param through the last UTC day of its bounces
   */
  public record Ending(Instant at, boolean well, LocalDate through) {
    public Ending {
      requireNonNull(at, "at is null");
      requireNonNull(through, "through is null");
    }
  }

  /** Whether it holds the addresses of its domain now. */
  public boolean holds(Instant now) {
    return ending.isEmpty() && now.isBefore(opened.plus(HOLD));
  }

  /** The first UTC day that begins without it. */
  public LocalDate holdsUntil() {
    return LocalDate.ofInstant(opened.plus(HOLD).minusMillis(1), ZoneOffset.UTC).plusDays(1);
  }

  /** Whether deliveries settled again. */
  public boolean endedWell() {
    return ending.filter(Ending::well).isPresent();
  }

  /** Whether it lifts evidence of this day, where the policy says that an ended incident does. */
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
}
