package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
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
 * @param matches the matches; one or more
 * @param evidence by {@linkplain RuleMatch#wording wording}, the newest of each; one or more
 */
public record RuleHistory(SortedSet<RuleMatch> matches, SortedMap<String, Evidence> evidence) {
  /**
   * @throws IllegalArgumentException when there is no match, or no evidence
   */
  public RuleHistory {
    Limits limits = Limits.of(evidence.values());
    SortedSet<RuleMatch> kept = limits.newest(matches);
    SortedMap<String, Evidence> known = limits.newest(evidence);
    if (kept.isEmpty() || known.isEmpty()) {
      throw new IllegalArgumentException("a rule history must have a match and evidence");
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
   */
  public enum Limits {
    /** For a rule, or for a kind of complaint that counts for all streams. */
    OF_A_RULE(96, 3),

    /** For evidence that arrived through a forward, which leads to {@link VerdictState#WATCHED} at most. */
    OF_A_FORWARD(4, 2),

    /**
     * For a kind of complaint that counts for its stream. Here the tags of a message take the place of
     * the wording, and the number of days limits the newest messages, whose ids are kept.
     */
    OF_COMPLAINTS(20, 20) {
      @Override
      public SortedSet<RuleMatch> newest(Collection<RuleMatch> all) {
        return newestComplaints(all);
      }
    };

    private static final Comparator<Map.Entry<String, String>> NEWEST_WORDING =
        Comparator.<Map.Entry<String, String>, String>comparing(
                wording -> EvidenceOrder.timeOf(wording.getValue()))
            .thenComparing(Map.Entry::getKey);

    /** How many wordings of a day are distinguished in the dossier of an address. */
    private static final int WORDINGS_A_DAY = 3;

    /** How many wordings of a mailbox and day are distinguished in the dossier of a domain. */
    private static final int WORDINGS_OF_A_MAILBOX = 2;

    /** How many mailboxes of a day are distinguished in the dossier of a domain. */
    static final int MAILBOXES_A_DAY = 2;

    private final int days;
    private final int wordings;

    Limits(int days, int wordings) {
      this.days = days;
      this.wordings = wordings;
    }

    /** The limits for evidence that did not arrive through a forward. */
    private static Limits of(Collection<Evidence> evidence) {
      boolean areComplaints = evidence.stream()
          .anyMatch(it -> it instanceof Evidence.ComplaintEvidence && it.hasAStream());
      return areComplaints ? OF_COMPLAINTS : OF_A_RULE;
    }

    /** How many UTC days are kept: the newest, and the oldest of all. */
    public int days() {
      return days;
    }

    /** How many wordings keep their evidence: those seen last. */
    public int wordings() {
      return wordings;
    }

    /** The matches that are kept. */
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
     * The wordings whose evidence is kept. The choice does not depend on which matches are kept: the evidence
     * of a wording may be newer than its remaining matches, and the order of the writes decides which
     * evidence was stored when a match was dropped. If times are equal, the greater wording is kept. The same
     * holds for matches, so that matches and evidence keep the same wordings.
     *
     * @param newest the {@linkplain Evidence#order order} of the newest evidence of each wording
     */
    public Set<String> wordings(Map<String, String> newest) {
      return newest.entrySet().stream()
          .sorted(NEWEST_WORDING.reversed())
          .limit(wordings)
          .map(Map.Entry::getKey)
          .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The part of the evidence that is kept. An order contains a digest, so orders are computed only if
     * evidence must be dropped.
     */
    private SortedMap<String, Evidence> newest(SortedMap<String, Evidence> all) {
      SortedMap<String, Evidence> kept = new TreeMap<>(all);
      if (all.size() > wordings) {
        Map<String, String> orders = new HashMap<>();
        all.forEach((wording, its) -> orders.put(wording, its.order()));
        kept.keySet().retainAll(wordings(orders));
      }
      return kept;
    }

    /**
     * The complaints that are kept: the {@link #days} newest with tags and as many without, among which
     * {@linkplain RuleHistory#twinOf twins} are found; one more without tags, because it counts for every
     * stream; the newest of each of the newest wordings; and the oldest of all. A wording is dropped only if
     * a newer match has lost its evidence, and so counts for every stream.
     */
    private static SortedSet<RuleMatch> newestComplaints(Collection<RuleMatch> all) {
      List<RuleMatch> newestFirst =
          all.stream().sorted(Comparator.reverseOrder()).toList();
      int messages = OF_COMPLAINTS.days;
      SortedSet<RuleMatch> kept = new TreeSet<>(complaints(true, messages, newestFirst));
      kept.addAll(complaints(false, messages + 1, newestFirst));
      Set<String> wordings = new HashSet<>();
      newestFirst.stream()
          .filter(
              match -> wordings.size() <= OF_COMPLAINTS.wordings && wordings.add(match.wording()))
          .forEach(kept::add);
      if (!newestFirst.isEmpty()) {
        kept.add(newestFirst.get(newestFirst.size() - 1));
      }
      return kept;
    }

    private static List<RuleMatch> complaints(
        boolean tagged, int most, List<RuleMatch> newestFirst) {
      return newestFirst.stream()
          .filter(match -> match.isDistinguished() == tagged)
          .limit(most)
          .toList();
    }

    /**
     * The matches of a day that are kept, newest first: one for each wording of each mailbox, as long as
     * there is room.
     */
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

  /** The history that consists of one piece of evidence. */
  public static RuleHistory of(Evidence evidence) {
    return of(RuleMatch.of(evidence), evidence);
  }

  /** The history of one piece of evidence in the dossier of a domain. */
  static RuleHistory of(Evidence evidence, String mailbox) {
    return of(RuleMatch.of(evidence).at(mailbox), evidence);
  }

  private static RuleHistory of(RuleMatch match, Evidence evidence) {
    return new RuleHistory(
        new TreeSet<>(Set.of(match)), new TreeMap<>(Map.of(match.wording(), evidence)));
  }

  /** The evidence with the greatest order. */
  public Evidence newest() {
    return Collections.max(evidence.values(), Evidence.BY_ORDER);
  }

  /** The evidence of this match's wording; empty where that is no longer known. */
  Optional<Evidence> evidenceOf(RuleMatch match) {
    return Optional.ofNullable(evidence.get(match.wording()));
  }

  /** The limits of this history. */
  Limits limits() {
    return Limits.of(evidence.values());
  }

  /**
   * Finds the twin of a complaint without tags. A notification without tags and another one with tags may
   * report the same complaint; both name the same message. Only the ids of the newest messages are known.
   *
   * @param match one of the matches
   * @return the evidence with the tags; empty if the match itself has tags, or has no twin
   */
  Optional<Evidence> twinOf(RuleMatch match) {
    if (match.messageId().isEmpty() || match.isDistinguished()) {
      return Optional.empty();
    }
    List<RuleMatch> newestFirst = new ArrayList<>(matches);
    Collections.reverse(newestFirst);
    int messages = Limits.OF_COMPLAINTS.days;
    if (!Limits.complaints(false, messages, newestFirst).contains(match)) {
      return Optional.empty();
    }
    return Limits.complaints(true, messages, newestFirst).stream()
        .filter(it -> it.messageId().equals(match.messageId()))
        .findFirst()
        .flatMap(this::evidenceOf);
  }

  /** The UTC days of the matches. */
  public SortedSet<LocalDate> days() {
    return matches.stream().map(RuleMatch::day).collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whether a message of this day bounced or was complained about. */
  boolean has(LocalDate day) {
    return matches.stream().anyMatch(match -> match.day().equals(day));
  }

  /** Merges two histories of one rule and subject. */
  public RuleHistory merge(RuleHistory other) {
    SortedSet<RuleMatch> all = new TreeSet<>(matches);
    all.addAll(other.matches);
    SortedMap<String, Evidence> newest = new TreeMap<>(evidence);
    other.evidence.forEach((wording, its) -> newest.merge(wording, its, RuleHistory::newer));
    return new RuleHistory(all, newest);
  }

  private static Evidence newer(Evidence one, Evidence other) {
    return Evidence.BY_ORDER.compare(other, one) > 0 ? other : one;
  }

  /**
   * Parts with the evidence of one wording each, which together have all matches. Matches whose
   * evidence is no longer known belong to the part with the newest evidence.
   */
  public List<RuleHistory> ofEachWording() {
    if (evidence.size() == 1) {
      return List.of(this);
    }
    return evidence.entrySet().stream()
        .map(entry -> new RuleHistory(
            matchesWith(entry.getKey(), entry.getValue().equals(newest())),
            new TreeMap<>(Map.of(entry.getKey(), entry.getValue()))))
        .toList();
  }

  /**
   * The matches of a wording; for the newest evidence, also those whose evidence is no longer known. If there
   * are none, all matches, because a part must have a match.
   */
  private SortedSet<RuleMatch> matchesWith(String wording, boolean isNewest) {
    SortedSet<RuleMatch> its = matches.stream()
        .filter(it -> it.wording().equals(wording) || isNewest && evidenceOf(it).isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
    return its.isEmpty() ? matches : its;
  }

  /** This history without wordings. Imported matches remain distinguished from the others. */
  RuleHistory withoutWordings() {
    SortedMap<String, Evidence> newest = new TreeMap<>();
    evidence
        .values()
        .forEach(its ->
            newest.merge(RuleMatch.of(its).withoutWording().wording(), its, RuleHistory::newer));
    return new RuleHistory(
        matches.stream()
            .map(RuleMatch::withoutWording)
            .collect(Collectors.toCollection(TreeSet::new)),
        newest);
  }

  /** Whether everything that it adds to the earlier history was imported. */
  boolean addsOnlyImportedTo(Optional<RuleHistory> before) {
    Set<RuleMatch> known = before.<Set<RuleMatch>>map(RuleHistory::matches).orElse(Set.of());
    Collection<Evidence> knownEvidence =
        before.map(history -> history.evidence.values()).orElse(List.of());
    return matches.stream().allMatch(match -> match.isImported() || known.contains(match))
        && evidence.values().stream()
            .allMatch(its -> its.origin().isImported() || knownEvidence.contains(its));
  }

  /** This history without what was imported; empty if all matches were imported. */
  Optional<RuleHistory> withoutImported() {
    SortedSet<RuleMatch> live = matches.stream()
        .filter(match -> !match.isImported())
        .collect(Collectors.toCollection(TreeSet::new));
    SortedMap<String, Evidence> known = new TreeMap<>(evidence);
    known.values().removeIf(its -> its.origin().isImported());
    return live.isEmpty()
        ? Optional.empty()
        : Optional.of(new RuleHistory(live, known.isEmpty() ? evidence : known));
  }

  /** The part of this history that is within these limits. */
  RuleHistory within(Limits limits) {
    return new RuleHistory(limits.newest(matches), limits.newest(evidence));
  }

  @Override
  public String toString() {
    return "RuleHistory" + requireNonNull(matches);
  }
}
