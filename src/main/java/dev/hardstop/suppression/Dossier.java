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
 * @param histories what each rule has seen, by {@linkplain RuleHistoryId name}
 * @param delivered the newest {@value #DELIVERED_DAYS} UTC days with a delivery; where something
 *     bounced on all of them that have settled, the newest day before them on which nothing did as
 *     well: it frees the address, and no number of later deliveries takes that away
 * @param manualActions of persons, oldest first: the newest {@value #ACTIONS} that excuse days of a domain, the
 *     newest {@value #ACTIONS} others, and the newest of each kind, however old it is
 * @param incidents of a domain: the newest, which may last, and those before it that ended well;
 *     {@value #INCIDENTS} at most, oldest first
 */
public record Dossier(
    Subject subject,
    SortedMap<String, RuleHistory> histories,
    SortedSet<LocalDate> delivered,
    SortedSet<ManualAction> manualActions,
    SortedSet<Incident> incidents) {
  /** How many days with a delivery are kept. */
  public static final int DELIVERED_DAYS = 64;

  /** A delivery that is so much older than the newest one has settled, whatever the policy says. */
  static final int SETTLED_DAYS = 30;

  /** How many acts are kept of those that excuse days, and how many of the others. */
  public static final int ACTIONS = 50;

  /** How many incidents are kept. */
  public static final int INCIDENTS = 20;

  /** So many rules have a trace of their own: the first that were seen. */
  public static final int RULES = 8;

  public Dossier {
    requireNonNull(subject, "subject is null");
    SortedMap<String, RuleHistory> bounded = new TreeMap<>(histories);
    bounded.replaceAll((id, history) ->
        RuleHistoryId.isForwarded(id) ? history.within(RuleHistory.Limits.OF_A_FORWARD) : history);
    histories = Collections.unmodifiableSortedMap(bounded);
    delivered = worthKeeping(delivered, histories);
    manualActions = actsWorthKeeping(manualActions);
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
    SortedMap<String, RuleHistory> all = new TreeMap<>(histories);
    all.merge(observation.historyId(), observation.history(), RuleHistory::merge);
    return new Dossier(subject, all, delivered, manualActions, incidents);
  }

  private boolean hasRoomFor(Observation observation) {
    return histories.containsKey(observation.historyId())
        || histories.keySet().stream().filter(RuleHistoryId::isBounded).count() < RULES;
  }

  /** This and a day with a delivery. */
  public Dossier withDelivery(LocalDate day) {
    SortedSet<LocalDate> all = new TreeSet<>(delivered);
    all.add(day);
    return new Dossier(subject, histories, all, manualActions, incidents);
  }

  /** This and an act. */
  public Dossier with(ManualAction action) {
    SortedSet<ManualAction> all = new TreeSet<>(manualActions);
    all.add(action);
    return new Dossier(subject, histories, delivered, all, incidents);
  }

  /** This and an incident, or how it ended. */
  public Dossier with(Incident incident) {
    SortedSet<Incident> all = new TreeSet<>(incidents);
    all.add(incident);
    return new Dossier(subject, histories, delivered, manualActions, all);
  }

  /** The newest incident, ended or not. */
  public Optional<Incident> incident() {
    return incidents.isEmpty() ? Optional.empty() : Optional.of(incidents.last());
  }

  /** Both together: what two writers know of one subject. */
  public Dossier merge(Dossier other) {
    SortedMap<String, RuleHistory> allTraces = new TreeMap<>(histories);
    other.histories.forEach((id, history) -> allTraces.merge(id, history, RuleHistory::merge));
    SortedSet<LocalDate> allDelivered = new TreeSet<>(delivered);
    allDelivered.addAll(other.delivered);
    SortedSet<ManualAction> allActs = new TreeSet<>(manualActions);
    allActs.addAll(other.manualActions);
    SortedSet<Incident> allIncidents = new TreeSet<>(incidents);
    allIncidents.addAll(other.incidents);
    return new Dossier(subject, allTraces, allDelivered, allActs, allIncidents);
  }

  private static SortedSet<LocalDate> worthKeeping(
      SortedSet<LocalDate> delivered, Map<String, RuleHistory> histories) {
    SortedSet<LocalDate> newest = newest(delivered, DELIVERED_DAYS);
    if (newest.size() == delivered.size()) {
      return newest;
    }
    Predicate<LocalDate> quiet = day -> histories.values().stream().noneMatch(it -> it.has(day));
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
  private static SortedSet<ManualAction> actsWorthKeeping(SortedSet<ManualAction> manualActions) {
    Predicate<ManualAction> excuses = ManualAction.ExcludeDays.class::isInstance;
    SortedSet<ManualAction> kept = new TreeSet<>(newest(only(excuses, manualActions), ACTIONS));
    kept.addAll(newest(only(excuses.negate(), manualActions), ACTIONS));
    kept.addAll(newest(only(ManualAction.Suppression.class::isInstance, manualActions), 1));
    kept.addAll(newest(only(ManualAction.Release.class::isInstance, manualActions), 1));
    kept.addAll(newest(only(Dossier::liftsComplaints, manualActions), 1));
    return Collections.unmodifiableSortedSet(kept);
  }

  private static boolean liftsComplaints(ManualAction action) {
    return action instanceof ManualAction.Release release && release.includeComplaint();
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
    return "Dossier[" + subject + ", " + histories.keySet() + "]";
  }
}
