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
 * A message to the people who run the sending, to be sent once through each channel.
 *
 * @param id unique; the same in each run that would send it
 * @param kind what it is about
 * @param at when that was noticed; milliseconds, UTC
 * @param incident the incident that the alert is about; empty if there is none
 * @param facts bounded texts by name; some of them come from remote servers
 * @param sent the channels through which it has been sent
 */
public record Alert(
    String id,
    AlertKind kind,
    Instant at,
    Optional<IncidentReport> incident,
    SortedMap<String, String> facts,
    Set<Channel> sent)
    implements Comparable<Alert> {
  public Alert {
    requireNonNull(id, "id is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(at, "at is null");
    requireNonNull(incident, "incident is null");
    facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    sent = sent.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(sent));
  }

  /** The alert about the start of an incident. */
  public static Alert opened(IncidentReport incident, SortedMap<String, String> facts) {
    return new Alert(
        incident.id() + ":opened",
        AlertKind.OPENED,
        incident.opened(),
        Optional.of(incident),
        facts,
        Set.of());
  }

  /**
   * The alert about the end of an incident.
   *
   * @throws IllegalArgumentException when it has not ended
   */
  public static Alert ended(IncidentReport incident, SortedMap<String, String> facts) {
    Instant end = incident
        .ended()
        .orElseThrow(() -> new IllegalArgumentException("the incident has not ended"));
    return new Alert(
        incident.id() + ":ended", AlertKind.ENDED, end, Optional.of(incident), facts, Set.of());
  }

  /** An alert that is about no incident. */
  public static Alert of(String id, AlertKind kind, Instant at, SortedMap<String, String> facts) {
    return new Alert(id, kind, at, Optional.empty(), facts, Set.of());
  }

  /** Orders alerts by time, the earliest first. */
  @Override
  public int compareTo(Alert other) {
    return Comparator.comparing(Alert::at).thenComparing(Alert::id).compare(this, other);
  }

  /** Omits the facts, which contain untrusted text. */
  @Override
  public String toString() {
    return "Alert[" + id + ", " + sent + "]";
  }

  /** What an alert is about. */
  public enum AlertKind {
    /** An incident began. */
    OPENED,
    /** An incident is over. */
    ENDED,
    /** Bounces or complaints exceeded their limit; sending may have been switched off. */
    LIMIT_EXCEEDED,
    /** Bounces and complaints are well below their limits again. */
    BELOW_LIMIT,
    /** Something prevents SES's suppression list from matching the verdicts or from having an effect. */
    SES_LIST,
    /** The summary of a day. */
    DIGEST
  }

  /** How an alert reaches people. */
  public enum Channel {
    /** A mail through SES. */
    MAIL,
    /** An SNS topic. */
    TOPIC
  }
}
