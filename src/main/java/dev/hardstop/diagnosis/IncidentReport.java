package dev.hardstop.diagnosis;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * An incident as it is listed.
 *
 * @param id unique; later evidence does not change it
 * @param scope who is most likely responsible for it
 * @param diagnosis the diagnosis for which it was opened
 * @param domains the domain of the receiver, or the domains at which an incident of our own sending shows;
 *     bounded
 * @param opened when it was opened; milliseconds, UTC
 * @param ended when it ended; empty while it is open
 * @param endedWell whether it ended because mail is accepted again; empty while it is open
 */
public record IncidentReport(
    String id,
    Scope scope,
    Diagnosis.Name diagnosis,
    List<String> domains,
    Instant opened,
    Optional<Instant> ended,
    Optional<Boolean> endedWell) {
  /** The most domains that are listed for one incident. */
  public static final int MOST_DOMAINS = 50;

  public IncidentReport {
    requireNonNull(id, "id is null");
    requireNonNull(scope, "scope is null");
    requireNonNull(diagnosis, "diagnosis is null");
    domains = List.copyOf(domains.subList(0, Math.min(domains.size(), MOST_DOMAINS)));
    requireNonNull(opened, "opened is null");
    requireNonNull(ended, "ended is null");
    requireNonNull(endedWell, "endedWell is null");
  }

  /** The UTC day on which it was opened; empty if it has ended. */
  public Optional<LocalDate> openSince() {
    return ended.isEmpty()
        ? Optional.of(LocalDate.ofInstant(opened, ZoneOffset.UTC))
        : Optional.empty();
  }

  /** Who is most likely responsible for an incident. */
  public enum Scope {
    /** One receiver. */
    DOMAIN,
    /** The sender: many unrelated receivers bounce for the same reason at once. */
    SENDER
  }

  /** Lists the incidents that {@code watch} has opened. */
  public interface OpenedIncidents {
    /** The newest incidents, newest first; bounded. */
    List<IncidentReport> newest();
  }
}
