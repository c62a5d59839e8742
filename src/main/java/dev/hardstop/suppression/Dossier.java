package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is known about one subject: what was reported and on which days. It contains no conclusions.
 *
 * <p>Adding to it is idempotent, commutative and associative, so the same feedback gives the same
 * dossier, however often it arrives, in any order, and by any writers.
 *
 * @param subject which address or domain it is about
 * @param histories what each rule has matched, by {@linkplain RuleHistoryId id}
 * @param delivered the newest {@value #DELIVERED_DAYS} UTC days with a delivery, and older days
 *     that may lift evidence although no newer day does, because fewer or other rules matched on them.
 *     Later deliveries never remove such a day
 * @param manualActions oldest first: the newest {@value #ACTIONS} that exclude days of a domain, the
 *     newest {@value #ACTIONS} others, and the newest of each kind and stream, however old it is
 * @param incidents for a domain, the newest incident, which may be open, and those before it that ended well;
 *     at most {@value #INCIDENTS}, oldest first
 * @param erasures what is known about erasures
 */
public record Dossier(
    Subject subject,
    SortedMap<String, RuleHistory> histories,
    SortedSet<LocalDate> delivered,
    SortedSet<ManualAction> manualActions,
    SortedSet<Incident> incidents,
    Erasures erasures) {
  /** How many days with a delivery are kept. */
  public static final int DELIVERED_DAYS = 64;

  /** A delivery this many days before the newest one has settled, whatever the policy states. */
  static final int SETTLED_DAYS = 30;

  /** How many manual actions that exclude days are kept, and how many others. */
  public static final int ACTIONS = 50;

  /** How many incidents are kept. */
  public static final int INCIDENTS = 20;

  /** How many rules have a history of their own: the first that matched. */
  public static final int RULES = 8;

  /** API Gateway answers within 30 seconds (Amazon API Gateway developer guide, "Quotas"). */
  private static final Duration ANSWERED = Duration.ofMinutes(1);

  /** No Lambda function runs longer (AWS Lambda developer guide, "Quotas"). */
  private static final Duration LONGEST_RUN = Duration.ofMinutes(15);

  public Dossier {
    requireNonNull(subject, "subject is null");
    requireNonNull(erasures, "erasures is null");
    SortedMap<String, RuleHistory> bounded = new TreeMap<>(histories);
    bounded.replaceAll((id, history) ->
        RuleHistoryId.isForwarded(id) ? history.within(RuleHistory.Limits.OF_A_FORWARD) : history);
    histories = Collections.unmodifiableSortedMap(bounded);
    delivered = worthKeeping(delivered, histories);
    manualActions = actionsWorthKeeping(manualActions);
    incidents = newest(worthKeeping(incidents), INCIDENTS);
  }

  /** Creates a dossier without erasures. */
  public Dossier(
      Subject subject,
      SortedMap<String, RuleHistory> histories,
      SortedSet<LocalDate> delivered,
      SortedSet<ManualAction> manualActions,
      SortedSet<Incident> incidents) {
    this(subject, histories, delivered, manualActions, incidents, Erasures.NONE);
  }

  /**
   * What is known about erasures.
   *
   * @param keys for a domain, the ids of the {@linkplain ErasureKeys keys} under which tombstones of its
   *     addresses may be kept; empty if there are none
   * @param tombstone for an address, what is kept of it after an erasure, if that was looked up
   */
  public record Erasures(SortedSet<String> keys, Optional<Tombstone> tombstone) {
    /** Nothing was erased. */
    public static final Erasures NONE = new Erasures(new TreeSet<>(), Optional.empty());

    public Erasures {
      keys = Collections.unmodifiableSortedSet(new TreeSet<>(keys));
      requireNonNull(tombstone, "tombstone is null");
    }

    private Erasures merge(Erasures other) {
      SortedSet<String> all = new TreeSet<>(keys);
      all.addAll(other.keys);
      return new Erasures(
          all,
          Stream.concat(tombstone.stream(), other.tombstone.stream()).reduce(Tombstone::graver));
    }
  }

  /**
   * This dossier of an address with its tombstone, or without one if there is none, as for most addresses.
   */
  public Dossier with(Optional<Tombstone> tombstone) {
    return tombstone.equals(erasures.tombstone())
        ? this
        : new Dossier(
            subject,
            histories,
            delivered,
            manualActions,
            incidents,
            new Erasures(erasures.keys(), tombstone));
  }

  /** What is kept of an erased address. */
  public Optional<Tombstone> tombstone() {
    return erasures.tombstone();
  }

  /** A dossier without any evidence. */
  public static Dossier empty(Subject subject) {
    return new Dossier(subject, new TreeMap<>(), new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
  }

  /** This dossier with a further observation. */
  public Dossier with(Observation observation) {
    if (observation.isBounded() && !hasRoomFor(observation)) {
      return with(observation.overflow());
    }
    SortedMap<String, RuleHistory> all = new TreeMap<>(histories);
    all.merge(observation.historyId(), observation.history(), RuleHistory::merge);
    return new Dossier(subject, all, delivered, manualActions, incidents, erasures);
  }

  private boolean hasRoomFor(Observation observation) {
    return histories.containsKey(observation.historyId())
        || histories.keySet().stream().filter(RuleHistoryId::isBounded).count() < RULES;
  }

  /** This dossier with a further delivery day. */
  public Dossier withDelivery(LocalDate day) {
    SortedSet<LocalDate> all = new TreeSet<>(delivered);
    all.add(day);
    return new Dossier(subject, histories, all, manualActions, incidents, erasures);
  }

  /** This dossier with a further manual action. */
  public Dossier with(ManualAction action) {
    SortedSet<ManualAction> all = new TreeSet<>(manualActions);
    all.add(action);
    return new Dossier(subject, histories, delivered, all, incidents, erasures);
  }

  /** This dossier with a further incident, or with the end of an incident. */
  public Dossier with(Incident incident) {
    SortedSet<Incident> all = new TreeSet<>(incidents);
    all.add(incident);
    return new Dossier(subject, histories, delivered, manualActions, all, erasures);
  }

  /**
   * The known spellings of the address, including the canonical form; empty for a domain. They are personal
   * data and must not be logged.
   */
  public SortedSet<String> spellings() {
    SortedSet<String> spellings = new TreeSet<>();
    if (subject instanceof Subject.Address) {
      spellings.add(subject.key());
      histories.values().stream()
          .flatMap(history -> history.evidence().values().stream())
          .flatMap(evidence -> evidence.origin().spellings().others())
          .forEach(spellings::add);
    }
    return spellings;
  }

  /** This dossier without imported evidence. */
  public Dossier withoutImported() {
    SortedMap<String, RuleHistory> live = new TreeMap<>();
    histories.forEach(
        (id, history) -> history.withoutImported().ifPresent(its -> live.put(id, its)));
    return new Dossier(subject, live, delivered, manualActions, incidents);
  }

  /** The newest incident, ended or not. */
  public Optional<Incident> incident() {
    return incidents.isEmpty() ? Optional.empty() : Optional.of(incidents.last());
  }

  /** The incident that holds the addresses of this domain at this time. A release of the domain ends a hold. */
  public Optional<Incident> holdingIncident(Instant now) {
    return incident()
        .filter(newest -> newest.holds(now))
        .filter(newest -> !LiftedEvidence.ofDomain(this).isReleasedSince(newest.opened()));
  }

  /**
   * The latest times at which the exclusions in this dossier can have been written. Exclusions set evidence
   * about the addresses of this domain aside: they are exclusions of days, and incidents that ended well.
   * Their own times are those at which an invocation began, so they may have been written later.
   */
  public Stream<Instant> exclusions() {
    return Stream.concat(
        manualActions.stream()
            .filter(ManualAction.ExcludeDays.class::isInstance)
            .map(Dossier::writtenBy),
        incidents.stream().filter(Incident::endedWell).map(Dossier::writtenBy));
  }

  /**
   * This dossier without the {@linkplain #exclusions() exclusions} that may have been written after a time.
   */
  public Dossier withExclusionsUpTo(Instant time) {
    SortedSet<ManualAction> actions = new TreeSet<>(manualActions);
    actions.removeIf(action ->
        action instanceof ManualAction.ExcludeDays && writtenBy(action).isAfter(time));
    SortedSet<Incident> ended = new TreeSet<>(incidents);
    ended.removeIf(incident -> incident.endedWell() && writtenBy(incident).isAfter(time));
    return new Dossier(subject, histories, delivered, actions, ended, erasures);
  }

  private static Instant writtenBy(ManualAction action) {
    return action.at().plus(ANSWERED);
  }

  private static Instant writtenBy(Incident incident) {
    return incident.ending().orElseThrow().at().plus(LONGEST_RUN);
  }

  /** Merges what two writers know about one subject. */
  public Dossier merge(Dossier other) {
    SortedMap<String, RuleHistory> allHistories = new TreeMap<>(histories);
    other.histories.forEach((id, history) -> allHistories.merge(id, history, RuleHistory::merge));
    SortedSet<LocalDate> allDelivered = new TreeSet<>(delivered);
    allDelivered.addAll(other.delivered);
    SortedSet<ManualAction> allActions = new TreeSet<>(manualActions);
    allActions.addAll(other.manualActions);
    SortedSet<Incident> allIncidents = new TreeSet<>(incidents);
    allIncidents.addAll(other.incidents);
    return new Dossier(
        subject,
        allHistories,
        allDelivered,
        allActions,
        allIncidents,
        erasures.merge(other.erasures));
  }

  /**
   * The delivery days to keep. Which bounces are held against the address depends on the rule book and
   * the policy, which may change. So a later day replaces an older one only if every rule that matched
   * on the later day also matched on the older one: then it lifts all evidence that the older one lifts.
   */
  private static SortedSet<LocalDate> worthKeeping(
      SortedSet<LocalDate> delivered, Map<String, RuleHistory> histories) {
    SortedSet<LocalDate> newest = newest(delivered, DELIVERED_DAYS);
    if (newest.size() == delivered.size()) {
      return newest;
    }
    LocalDate settled = newest.last().minusDays(SETTLED_DAYS);
    List<Set<String>> bounced = new ArrayList<>();
    newest.headSet(settled).forEach(day -> bounced.add(matchedOn(day, histories)));
    SortedSet<LocalDate> kept = new TreeSet<>(newest);
    List<LocalDate> older = new ArrayList<>(delivered.headSet(newest.first()));
    Collections.reverse(older);
    for (LocalDate day : older) {
      Set<String> matched = matchedOn(day, histories);
      if (bounced.stream().noneMatch(matched::containsAll)) {
        kept.add(day);
        bounced.add(matched);
      }
    }
    return Collections.unmodifiableSortedSet(kept);
  }

  private static Set<String> matchedOn(LocalDate day, Map<String, RuleHistory> histories) {
    return histories.entrySet().stream()
        .filter(history -> history.getValue().has(day))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** An old action has its effect until a later one of its kind replaces it. */
  private static SortedSet<ManualAction> actionsWorthKeeping(
      SortedSet<ManualAction> manualActions) {
    Predicate<ManualAction> excludesDays = ManualAction.ExcludeDays.class::isInstance;
    SortedSet<ManualAction> kept =
        new TreeSet<>(newest(only(excludesDays, manualActions), ACTIONS));
    kept.addAll(newest(only(excludesDays.negate(), manualActions), ACTIONS));
    kept.addAll(newestSuppressions(manualActions));
    kept.addAll(newest(only(ManualAction.Release.class::isInstance, manualActions), 1));
    kept.addAll(newest(only(Dossier::liftsComplaints, manualActions), 1));
    return Collections.unmodifiableSortedSet(kept);
  }

  /**
   * The newest suppression of all streams, and the suppressions of single streams after it that still count.
   */
  private static List<ManualAction> newestSuppressions(SortedSet<ManualAction> manualActions) {
    List<ManualAction> newestFirst = new ArrayList<>(manualActions);
    Collections.reverse(newestFirst);
    List<ManualAction> kept = new ArrayList<>();
    Set<String> later = new HashSet<>();
    for (ManualAction action : newestFirst) {
      if (action instanceof ManualAction.Suppression suppression) {
        if (suppression.streams().isEmpty() || !later.containsAll(suppression.streams())) {
          kept.add(suppression);
        }
        if (suppression.streams().isEmpty()) {
          break;
        }
        later.addAll(suppression.streams());
      }
    }
    return kept;
  }

  private static boolean liftsComplaints(ManualAction action) {
    return action instanceof ManualAction.Release release && release.includeComplaint();
  }

  private static <T> SortedSet<T> only(Predicate<? super T> which, SortedSet<T> all) {
    return all.stream().filter(which).collect(Collectors.toCollection(TreeSet::new));
  }

  /** The last state of each incident. An incident that did not end well is dropped when a newer one opens. */
  private static SortedSet<Incident> worthKeeping(SortedSet<Incident> incidents) {
    Map<String, Incident> last = new HashMap<>();
    incidents.forEach(incident ->
        last.merge(incident.id(), incident, BinaryOperator.maxBy(Comparator.naturalOrder())));
    SortedSet<Incident> kept = new TreeSet<>(last.values());
    kept.removeIf(incident -> !incident.endedWell() && !incident.equals(kept.last()));
    return kept;
  }

  /** The greatest elements of a set, which do not depend on the order in which they were added. */
  private static <T extends Comparable<? super T>> SortedSet<T> newest(
      SortedSet<T> all, int howMany) {
    SortedSet<T> kept = new TreeSet<>(Comparator.<T>naturalOrder());
    all.stream().sorted(Comparator.<T>reverseOrder()).limit(howMany).forEach(kept::add);
    return Collections.unmodifiableSortedSet(kept);
  }

  /** Omits the histories, which contain untrusted text. */
  @Override
  public String toString() {
    return "Dossier[" + subject + ", " + histories.keySet() + "]";
  }
}
