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
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What is known about one subject: a calendar of what was said, and no conclusion.
 *
 * <p>Adding to it is idempotent, commutative and associative, so the same feedback twice, in any
 * order, split over any writers, gives the same dossier.
 *
 * @param subject whom it is about
 * @param traces what each rule has seen, by {@linkplain TraceId name}
 * @param delivered the newest {@value #DELIVERED_DAYS} UTC days with a delivery; where something
 *     bounced on all of them that have settled, the newest day before them on which nothing did as
 *     well: it frees the address, and no number of later deliveries takes that away
 * @param acts of persons, oldest first: the newest {@value #ACTS} that excuse days of a domain, the
 *     newest {@value #ACTS} others, and the newest of each kind, however old it is
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
  public static final int DELIVERED_DAYS = 64;

  /** A delivery that is so much older than the newest one has settled, whatever the policy says. */
  static final int SETTLED_DAYS = 30;

  /** How many acts are kept of those that excuse days, and how many of the others. */
  public static final int ACTS = 50;

  /** How many incidents are kept. */
  public static final int INCIDENTS = 20;

  /** So many rules have a trace of their own: the first that were seen. */
  public static final int RULES = 8;

  public Dossier {
    requireNonNull(subject, "subject is null");
    SortedMap<String, Trace> bounded = new TreeMap<>(traces);
    bounded.replaceAll(
        (id, trace) -> TraceId.isForwarded(id) ? trace.within(Limits.OF_A_FORWARD) : trace);
    traces = Collections.unmodifiableSortedMap(bounded);
    delivered = worthKeeping(delivered, traces);
    acts = actsWorthKeeping(acts);
    incidents = newest(worthKeeping(incidents), INCIDENTS);
  }

  /** Nothing is known. */
  public static Dossier empty(Subject subject) {
    return new Dossier(subject, new TreeMap<>(), new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
  }

  /** This and what was observed. */
  public Dossier with(Observation observation) {
    if (observation.isBounded() && !hasRoomFor(observation)) {
      return with(observation.overflow());
    }
    SortedMap<String, Trace> all = new TreeMap<>(traces);
    all.merge(observation.traceId(), observation.trace(), Trace::merge);
    return new Dossier(subject, all, delivered, acts, incidents);
  }

  private boolean hasRoomFor(Observation observation) {
    return traces.containsKey(observation.traceId())
        || traces.keySet().stream().filter(TraceId::isBounded).count() < RULES;
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

  private static SortedSet<LocalDate> worthKeeping(
      SortedSet<LocalDate> delivered, Map<String, Trace> traces) {
    SortedSet<LocalDate> newest = newest(delivered, DELIVERED_DAYS);
    if (newest.size() == delivered.size()) {
      return newest;
    }
    Predicate<LocalDate> quiet = day -> traces.values().stream().noneMatch(it -> it.saw(day));
    LocalDate settled = newest.last().minusDays(SETTLED_DAYS);
    if (newest.headSet(settled).stream().anyMatch(quiet)) {
      return newest;
    }
    SortedSet<LocalDate> kept = new TreeSet<>(newest);
    delivered.headSet(newest.first()).stream()
        .filter(quiet)
        .reduce((earlier, later) -> later)
        .ifPresent(kept::add);
    return Collections.unmodifiableSortedSet(kept);
  }

  /** An act of long ago has its effect until a later one of its kind takes its place. */
  private static SortedSet<Act> actsWorthKeeping(SortedSet<Act> acts) {
    Predicate<Act> excuses = Act.WrongDays.class::isInstance;
    SortedSet<Act> kept = new TreeSet<>(newest(only(excuses, acts), ACTS));
    kept.addAll(newest(only(excuses.negate(), acts), ACTS));
    kept.addAll(newest(only(Act.Suppression.class::isInstance, acts), 1));
    kept.addAll(newest(only(Act.Release.class::isInstance, acts), 1));
    kept.addAll(newest(only(Dossier::liftsComplaints, acts), 1));
    return Collections.unmodifiableSortedSet(kept);
  }

  private static boolean liftsComplaints(Act act) {
    return act instanceof Act.Release release && release.includeComplaint();
  }

  private static <T> SortedSet<T> only(Predicate<? super T> which, SortedSet<T> all) {
    return all.stream().filter(which).collect(Collectors.toCollection(TreeSet::new));
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
