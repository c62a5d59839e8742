package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What one rule has matched for a subject: when the messages were sent, and the newest evidence of
 * each of the newest wordings in full.
 *
 * <p>Matches are a set, and the newest evidence is a maximum, so {@link #merge} is idempotent,
 * commutative and associative. Its size is {@linkplain Limits limited}, whatever is recorded.
 *
 * @param matches one or more
 * @param evidence by {@linkplain RuleMatch#wording wording}, the newest of each; one or more
 */
public record RuleHistory(SortedSet<RuleMatch> matches, SortedMap<String, Evidence> evidence) {
  private static final Comparator<Evidence> BY_ORDER = Comparator.comparing(Evidence::order);

  /**
   * @throws IllegalArgumentException when there is no match, or no evidence
   */
  public RuleHistory {
    SortedSet<RuleMatch> kept = Limits.OF_A_RULE.newest(matches);
    SortedMap<String, Evidence> known = new TreeMap<>(evidence);
    known.keySet().retainAll(Limits.OF_A_RULE.wordings(orders(evidence)));
    if (kept.isEmpty() || known.isEmpty()) {
      throw new IllegalArgumentException("a rule history without matches or without evidence");
    }
    matches = Collections.unmodifiableSortedSet(kept);
    evidence = Collections.unmodifiableSortedMap(known);
  }

  /**
   * How much of a history is kept. This bounds the size of an item, whatever remote servers reply.
   *
   * <p>Pruning two parts and then their union has the same result as pruning the whole, because each
   * limit keeps the greatest entries of an order. Dropped matches are older than the kept ones, and a
   * release or a delivery lifts older matches first. So pruning makes no verdict milder while the
   * policy's numbers of days are less than {@link #days}.
   *
   * @param days how many UTC days are kept: the newest, and the oldest of all
   * @param wordings how many wordings keep their evidence: those seen last
   */
  public record Limits(int days, int wordings) {
    /** For a rule, or for one kind of complaint. */
    public static final Limits OF_A_RULE = new Limits(96, 3);

    /** For what arrived through a forward: it is watched at most. */
    public static final Limits OF_A_FORWARD = new Limits(4, 2);

    /** How many wordings of a day are distinguished in the dossier of an address. */
    private static final int WORDINGS_A_DAY = 3;

    /** How many wordings of a mailbox and day are distinguished in the dossier of a domain. */
    private static final int WORDINGS_OF_A_MAILBOX = 2;

    /** How many mailboxes of a day are distinguished in the dossier of a domain. */
    static final int MAILBOXES_A_DAY = 2;

    /** The limits of this history. */
    public static Limits of(String historyId) {
      return RuleHistoryId.isForwarded(historyId) ? OF_A_FORWARD : OF_A_RULE;
    }

    /** The matches that are kept of these. */
    public SortedSet<RuleMatch> newest(Collection<RuleMatch> all) {
      SortedMap<LocalDate, List<RuleMatch>> byDay = new TreeMap<>();
      all.stream()
          .sorted(Comparator.reverseOrder())
          .forEach(
              it -> byDay.computeIfAbsent(it.day(), day -> new ArrayList<>()).add(it));
      SortedSet<RuleMatch> kept = new TreeSet<>();
      if (!byDay.isEmpty()) {
        kept.addAll(ofADay(byDay.get(byDay.firstKey())));
      }
      byDay.keySet().stream()
          .sorted(Comparator.reverseOrder())
          .limit(days)
          .forEach(day -> kept.addAll(ofADay(byDay.get(day))));
      return kept;
    }

    /**
     * The wordings whose evidence is kept. The choice does not depend on which matches are kept: the
     * evidence of a wording may be newer than its remaining matches, and the order of the writes decides
     * which evidence was stored when a match was dropped.
     *
     * @param newest the {@linkplain Evidence#order order} of the newest evidence of each wording
     */
    public Set<String> wordings(Map<String, String> newest) {
      return newest.entrySet().stream()
          .sorted(Map.Entry.<String, String>comparingByValue().reversed())
          .limit(wordings)
          .map(Map.Entry::getKey)
          .collect(Collectors.toUnmodifiableSet());
    }

    /** Newest first: each wording of each mailbox once, as long as there is room. */
    private static List<RuleMatch> ofADay(List<RuleMatch> newestFirst) {
      Map<String, Set<String>> wordings = new HashMap<>();
      return newestFirst.stream()
          .filter(it -> wordings.containsKey(it.mailbox()) || wordings.size() < MAILBOXES_A_DAY)
          .filter(it -> {
            Set<String> its =
                wordings.computeIfAbsent(it.mailbox(), added -> new LinkedHashSet<>());
            int room = it.mailbox().isEmpty() ? WORDINGS_A_DAY : WORDINGS_OF_A_MAILBOX;
            return its.size() < room && its.add(it.wording());
          })
          .toList();
    }
  }

  /** The history that one piece of evidence makes. */
  public static RuleHistory of(Evidence evidence) {
    return of(RuleMatch.of(evidence), evidence);
  }

  /** The same in the dossier of a domain. */
  static RuleHistory of(Evidence evidence, String mailbox) {
    return of(RuleMatch.of(evidence).at(mailbox), evidence);
  }

  private static RuleHistory of(RuleMatch match, Evidence evidence) {
    return new RuleHistory(
        new TreeSet<>(Set.of(match)), new TreeMap<>(Map.of(match.wording(), evidence)));
  }

  /** The evidence of the greatest order. */
  public Evidence newest() {
    return Collections.max(evidence.values(), BY_ORDER);
  }

  /** The evidence of this match's wording; empty where that is no longer known. */
  Optional<Evidence> evidenceOf(RuleMatch match) {
    return Optional.ofNullable(evidence.get(match.wording()));
  }

  /** The UTC days of the matches. */
  public SortedSet<LocalDate> days() {
    return matches.stream().map(RuleMatch::day).collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whether a message of this day bounced or was complained about. */
  boolean has(LocalDate day) {
    return matches.stream().anyMatch(match -> match.day().equals(day));
  }

  /** Both together. */
  public RuleHistory merge(RuleHistory other) {
    SortedSet<RuleMatch> all = new TreeSet<>(matches);
    all.addAll(other.matches);
    SortedMap<String, Evidence> newest = new TreeMap<>(evidence);
    other.evidence.forEach((wording, its) -> newest.merge(wording, its, RuleHistory::newer));
    return new RuleHistory(all, newest);
  }

  private static Evidence newer(Evidence one, Evidence other) {
    return BY_ORDER.compare(other, one) > 0 ? other : one;
  }

  /**
   * Parts with the evidence of one wording each, which together have all matches. Matches whose
   * evidence is no longer known belong to the part with the newest evidence.
   */
  public List<RuleHistory> ofEachWording() {
    return evidence.entrySet().stream()
        .map(entry -> new RuleHistory(
            matchesWith(entry.getKey(), entry.getValue().equals(newest())),
            new TreeMap<>(Map.of(entry.getKey(), entry.getValue()))))
        .toList();
  }

  /** All matches for evidence whose own matches are no longer known, because no part may have none. */
  private SortedSet<RuleMatch> matchesWith(String wording, boolean isNewest) {
    SortedSet<RuleMatch> its = matches.stream()
        .filter(it -> it.wording().equals(wording) || isNewest && evidenceOf(it).isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
    return its.isEmpty() ? matches : its;
  }

  /** The same where wordings are not distinguished. */
  RuleHistory withoutWordings() {
    return new RuleHistory(
        matches.stream()
            .map(RuleMatch::withoutWording)
            .collect(Collectors.toCollection(TreeSet::new)),
        new TreeMap<>(Map.of("", newest())));
  }

  /** The part of it that is within these limits. */
  RuleHistory within(Limits limits) {
    SortedMap<String, Evidence> known = new TreeMap<>(evidence);
    known.keySet().retainAll(limits.wordings(orders(evidence)));
    return new RuleHistory(limits.newest(matches), known);
  }

  private static Map<String, String> orders(Map<String, Evidence> evidence) {
    return evidence.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().order()));
  }

  @Override
  public String toString() {
    return "RuleHistory" + requireNonNull(matches);
  }
}
