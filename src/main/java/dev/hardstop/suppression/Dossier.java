package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.Collections;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

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
 */
public record Dossier(
    Subject subject,
    SortedMap<String, Trace> traces,
    SortedSet<LocalDate> delivered,
    SortedSet<Act> acts) {
  /** How many days with a delivery are kept. */
  public static final int DELIVERED_DAYS = 8;

  /** How many acts are kept. */
  public static final int ACTS = 50;

  public Dossier {
    requireNonNull(subject, "subject is null");
    traces = Collections.unmodifiableSortedMap(new TreeMap<>(traces));
    delivered = newest(delivered, DELIVERED_DAYS);
    acts = newest(acts, ACTS);
  }

  /** Nothing is known. */
  public static Dossier empty(Subject subject) {
    return new Dossier(subject, new TreeMap<>(), new TreeSet<>(), new TreeSet<>());
  }

  /** This and what was observed. */
  public Dossier with(Observation observation) {
    SortedMap<String, Trace> all = new TreeMap<>(traces);
    all.merge(observation.traceId(), observation.trace(), Trace::merge);
    return new Dossier(subject, all, delivered, acts);
  }

  /** This and a day with a delivery. */
  public Dossier withDelivery(LocalDate day) {
    SortedSet<LocalDate> all = new TreeSet<>(delivered);
    all.add(day);
    return new Dossier(subject, traces, all, acts);
  }

  /** This and an act. */
  public Dossier with(Act act) {
    SortedSet<Act> all = new TreeSet<>(acts);
    all.add(act);
    return new Dossier(subject, traces, delivered, all);
  }

  /** Both together: what two writers know of one subject. */
  public Dossier merge(Dossier other) {
    SortedMap<String, Trace> allTraces = new TreeMap<>(traces);
    other.traces.forEach((id, trace) -> allTraces.merge(id, trace, Trace::merge));
    SortedSet<LocalDate> allDelivered = new TreeSet<>(delivered);
    allDelivered.addAll(other.delivered);
    SortedSet<Act> allActs = new TreeSet<>(acts);
    allActs.addAll(other.acts);
    return new Dossier(subject, allTraces, allDelivered, allActs);
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
