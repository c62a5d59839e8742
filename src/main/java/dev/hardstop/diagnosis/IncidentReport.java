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
 * @param id unique; never changed by later evidence
 * @param scope whose fault it is taken for
 * @param diagnosis what it was opened for
 * @param domains the domain of a receiver's incident; those of a sender's, bounded
 * @param opened milliseconds, UTC
 * @param ended empty while it lasts
 * @param endedWell whether deliveries settled again; empty while it lasts
 */
public record IncidentReport(
    String id,
    Scope scope,
    Diagnosis.Name diagnosis,
    List<String> domains,
    Instant opened,
    Optional<Instant> ended,
    Optional<Boolean> endedWell) {
  /** So many domains at most are listed of one incident. */
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

  /** The UTC day on which it was opened; empty where it has ended. */
  public Optional<LocalDate> openSince() {
    return ended.isEmpty()
        ? Optional.of(LocalDate.ofInstant(opened, ZoneOffset.UTC))
        : Optional.empty();
  }

  /** Whose fault an incident is taken for. */
  public enum Scope {
    /** One receiver's. */
    DOMAIN,
    /** Ours: many unrelated receivers turned at once. */
    SENDER
  }
}
