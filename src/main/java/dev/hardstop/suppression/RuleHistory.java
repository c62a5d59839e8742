package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What one rule has seen of a subject: when the messages were sent, and of each of the newest wordings
 * the newest evidence in full.
 *
 * <p>Sightings are a set, and the newest evidence is a maximum, so {@link #merge} is idempotent,
 * commutative and associative. What is kept is bounded ({@link HistoryLimits}), whatever comes in.
 *
 * @param sightings one or more
 * @param evidence by {@linkplain RuleMatch#wording wording}, the newest of each; one or more
 */
public record RuleHistory(SortedSet<RuleMatch> sightings, SortedMap<String, Evidence> evidence) {
  private static final Comparator<Evidence> BY_ORDER = Comparator.comparing(Evidence::order);

  /**
   * @throws IllegalArgumentException when there is no sighting, or no evidence of any
   */
  public RuleHistory {
    SortedSet<RuleMatch> kept = HistoryLimits.OF_A_RULE.newest(sightings);
    SortedMap<String, Evidence> known = new TreeMap<>(evidence);
    known.keySet().retainAll(HistoryLimits.OF_A_RULE.wordings(orders(evidence)));
    if (kept.isEmpty() || known.isEmpty()) {
      throw new IllegalArgumentException("half a trace");
    }
    sightings = Collections.unmodifiableSortedSet(kept);
    evidence = Collections.unmodifiableSortedMap(known);
  }

  /** What one piece of evidence says. */
  public static RuleHistory of(Evidence evidence) {
    return of(RuleMatch.of(evidence), evidence);
  }

  /** The same, in the dossier of a domain. */
  static RuleHistory of(Evidence evidence, String mailbox) {
    return of(RuleMatch.of(evidence).at(mailbox), evidence);
  }

  private static RuleHistory of(RuleMatch sighting, Evidence evidence) {
    return new RuleHistory(
        new TreeSet<>(List.of(sighting)), new TreeMap<>(Map.of(sighting.wording(), evidence)));
  }

  /** The evidence of the greatest order. */
  public Evidence newest() {
    return Collections.max(evidence.values(), BY_ORDER);
  }

  /** The evidence of this sighting's wording; empty where that is no longer known. */
  Optional<Evidence> evidenceOf(RuleMatch sighting) {
    return Optional.ofNullable(evidence.get(sighting.wording()));
  }

  /** The UTC days of the sightings. */
  public SortedSet<LocalDate> days() {
    return sightings.stream().map(RuleMatch::day).collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whether a message of this day bounced or was complained about. */
  boolean saw(LocalDate day) {
    return sightings.stream().anyMatch(sighting -> sighting.day().equals(day));
  }

  /** Both together. */
  public RuleHistory merge(RuleHistory other) {
    SortedSet<RuleMatch> all = new TreeSet<>(sightings);
    all.addAll(other.sightings);
    SortedMap<String, Evidence> newest = new TreeMap<>(evidence);
    other.evidence.forEach((wording, its) -> newest.merge(wording, its, RuleHistory::newer));
    return new RuleHistory(all, newest);
  }

  private static Evidence newer(Evidence one, Evidence other) {
    return BY_ORDER.compare(other, one) > 0 ? other : one;
  }

  /**
   * Parts that have the evidence of one wording each, and together all sightings. Sightings whose
   * evidence is no longer known go with the newest evidence.
   */
  public List<RuleHistory> ofEachWording() {
    return evidence.entrySet().stream()
        .map(entry -> new RuleHistory(
            sightingsWith(entry.getKey(), entry.getValue().equals(newest())),
            new TreeMap<>(Map.of(entry.getKey(), entry.getValue()))))
        .toList();
  }

  /** All of them for evidence whose own sightings are no longer known: no part is without any. */
  private SortedSet<RuleMatch> sightingsWith(String wording, boolean isNewest) {
    SortedSet<RuleMatch> its = sightings.stream()
        .filter(it -> it.wording().equals(wording) || isNewest && evidenceOf(it).isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
    return its.isEmpty() ? sightings : its;
  }

  /** What is left where wordings are not told apart. */
  RuleHistory withoutWordings() {
    return new RuleHistory(
        sightings.stream()
            .map(RuleMatch::withoutWording)
            .collect(Collectors.toCollection(TreeSet::new)),
        new TreeMap<>(Map.of("", newest())));
  }

  /** What is kept of it within these limits. */
  RuleHistory within(HistoryLimits limits) {
    SortedSet<RuleMatch> kept = limits.newest(sightings);
    SortedMap<String, Evidence> known = new TreeMap<>(evidence);
    known.keySet().retainAll(limits.wordings(orders(evidence)));
    return new RuleHistory(kept, known);
  }

  private static Map<String, String> orders(Map<String, Evidence> evidence) {
    return evidence.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().order()));
  }

  @Override
  public String toString() {
    return "Trace" + requireNonNull(sightings);
  }
}
