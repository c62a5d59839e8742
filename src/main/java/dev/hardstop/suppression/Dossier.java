package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;

/**
 * What is known about one subject: a calendar of what was said, and no conclusion.
 *
 * <p>Adding to it is idempotent, commutative and associative, so the same feedback twice, in any
 * order, split over any writers, gives the same dossier.
 *
 * @param subject whom it is about
 * @param traces what each rule has seen, by trace id
 * @param delivered the newest {@value #DELIVERED_DAYS} UTC days with a delivery
 * @param acts the newest {@value #ACTS} acts of persons, oldest first
 * @param incidents of a domain: the newest, which may last, and those before it that ended well;
 *     {@value #INCIDENTS} at most, oldest first
 */
public record Dossier(
    Subject subject,
    SortedMap<String, Trace> traces,
    SortedSet<LocalDate> delivered,
    SortedSet<Act> acts,
    SortedSet<Incident> incidents) {
  /** How many days with a delivery are kept. */
  public static final int DELIVERED_DAYS = 8;

  /** How many acts are kept. */
  public static final int ACTS = 50;

  /** How many incidents are kept. */
  public static final int INCIDENTS = 20;

  public Dossier {
    requireNonNull(subject, "subject is null");
    traces = Collections.unmodifiableSortedMap(new TreeMap<>(traces));
    delivered = newest(delivered, DELIVERED_DAYS);
    acts = newest(acts, ACTS);
    incidents = newest(worthKeeping(incidents), INCIDENTS);
  }

  /** Nothing is known. */
  public static Dossier empty(Subject subject) {
    return new Dossier(subject, new TreeMap<>(), new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
  }

  /** This and what was observed. */
  public Dossier with(Observation observation) {
    SortedMap<String, Trace> all = new TreeMap<>(traces);
    all.merge(observation.traceId(), observation.trace(), Trace::merge);
    return new Dossier(subject, all, delivered, acts, incidents);
  }

  /** This and a day with a delivery. */
  public Dossier withDelivery(LocalDate day) {
    SortedSet<LocalDate> all = new TreeSet<>(delivered);
    all.add(day);
    return new Dossier(subject, traces, all, acts, incidents);
  }

  /** This and an act. */
  public Dossier with(Act act) {
    SortedSet<Act> all = new TreeSet<>(acts);
    all.add(act);
    return new Dossier(subject, traces, delivered, all, incidents);
  }

  /** This and an incident, or how it ended. */
  public Dossier with(Incident incident) {
    SortedSet<Incident> all = new TreeSet<>(incidents);
    all.add(incident);
    return new Dossier(subject, traces, delivered, acts, all);
  }

  /** The newest incident, ended or not. */
  public Optional<Incident> incident() {
    return incidents.isEmpty() ? Optional.empty() : Optional.of(incidents.last());
  }

  /** Both together: what two writers know of one subject. */
  public Dossier merge(Dossier other) {
    SortedMap<String, Trace> allTraces = new TreeMap<>(traces);
    other.traces.forEach((id, trace) -> allTraces.merge(id, trace, Trace::merge));
    SortedSet<LocalDate> allDelivered = new TreeSet<>(delivered);
    allDelivered.addAll(other.delivered);
    SortedSet<Act> allActs = new TreeSet<>(acts);
    allActs.addAll(other.acts);
    SortedSet<Incident> allIncidents = new TreeSet<>(incidents);
    allIncidents.addAll(other.incidents);
    return new Dossier(subject, allTraces, allDelivered, allActs, allIncidents);
  }

  /** Of each incident what is known last; and what did not end well is over when a newer one opens. */
  private static SortedSet<Incident> worthKeeping(SortedSet<Incident> incidents) {
    Map<String, Incident> last = new HashMap<>();
    incidents.forEach(incident ->
        last.merge(incident.id(), incident, BinaryOperator.maxBy(Comparator.naturalOrder())));
    SortedSet<Incident> kept = new TreeSet<>(last.values());
    kept.removeIf(incident -> !incident.endedWell() && !incident.equals(kept.last()));
    return kept;
  }

  /** The greatest of a set are the same whatever came before them: dropping the rest keeps order. */
  private static <T extends Comparable<? super T>> SortedSet<T> newest(
      SortedSet<T> all, int howMany) {
    SortedSet<T> kept = new TreeSet<>(Comparator.<T>naturalOrder());
    all.stream().sorted(Comparator.<T>reverseOrder()).limit(howMany).forEach(kept::add);
    return Collections.unmodifiableSortedSet(kept);
  }

  /** Not the traces: their words are a stranger's. */
  @Override
  public String toString() {
    return "Dossier[" + subject + ", " + traces.keySet() + "]";
  }
}
