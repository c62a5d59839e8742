package dev.hardstop.watchstate;

import static java.util.Objects.requireNonNull;

import dev.hardstop.diagnosis.IncidentReport;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Something to be told to persons, once.
 *
 * @param id the same for everybody who would tell it
 * @param kind what it tells
 * @param at when it was found; milliseconds, UTC
 * @param incident that it is about; empty where it is about none
 * @param facts bounded texts by their name; safe to be mailed, still a stranger's words among them
 * @param sent the ways it has gone already
 */
public record Alert(
    String id,
    Kind kind,
    Instant at,
    Optional<IncidentReport> incident,
    SortedMap<String, String> facts,
    Set<Way> sent)
    implements Comparable<Alert> {
  public Alert {
    requireNonNull(id, "id is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(at, "at is null");
    requireNonNull(incident, "incident is null");
    facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    sent = sent.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(sent));
  }

  /** An incident began. */
  public static Alert opened(IncidentReport incident, SortedMap<String, String> facts) {
    return new Alert(
        incident.id() + ":opened",
        Kind.OPENED,
        incident.opened(),
        Optional.of(incident),
        facts,
        Set.of());
  }

  /**
   * An incident is over.
   *
   * @throws IllegalArgumentException when it is not
   */
  public static Alert ended(IncidentReport incident, SortedMap<String, String> facts) {
    Instant end = incident
        .ended()
        .orElseThrow(() -> new IllegalArgumentException("the incident has not ended"));
    return new Alert(
        incident.id() + ":ended", Kind.ENDED, end, Optional.of(incident), facts, Set.of());
  }

  /** Of no incident. */
  public static Alert of(String id, Kind kind, Instant at, SortedMap<String, String> facts) {
    return new Alert(id, kind, at, Optional.empty(), facts, Set.of());
  }

  /** The earlier first. */
  @Override
  public int compareTo(Alert other) {
    return Comparator.comparing(Alert::at).thenComparing(Alert::id).compare(this, other);
  }

  /** Not the facts: a stranger's words may be among them. */
  @Override
  public String toString() {
    return "Alert[" + id + ", " + sent + "]";
  }

  /** What an alert tells. */
  public enum Kind {
    /** An incident began. */
    OPENED,
    /** An incident is over. */
    ENDED,
    /** Bounces or complaints passed their limit; sending may have been switched off. */
    LIMIT_PASSED,
    /** They are well below it again. */
    LIMIT_KEPT,
    /** The picture of a day. */
    DIGEST
  }

  /** A way to persons. */
  public enum Way {
    /** A mail. */
    MAIL,
    /** A topic. */
    TOPIC
  }
}
