package dev.hardstop.suppression;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How much of a trace is kept, so that an item has a greatest size whatever strangers answer.
 *
 * <p>All of it are maxima, so what is kept of a part and of the rest together is what is kept of the
 * whole. What is dropped is older than what is kept: a release and a delivery set aside the older
 * sightings first, so a verdict does not become milder by it as long as the policy's numbers of days
 * are less than {@link #days}.
 *
 * @param days the newest so many UTC days, and the oldest of all
 * @param wordings of so many wordings the evidence is kept: those seen last
 */
public record HistoryLimits(int days, int wordings) {
  /** Of a rule, or of one kind of complaint. */
  public static final HistoryLimits OF_A_RULE = new HistoryLimits(96, 3);

  /** Of what came by a forward: it is watched at most. */
  public static final HistoryLimits OF_A_FORWARD = new HistoryLimits(4, 2);

  /** So many wordings of a day are told apart in the dossier of an address. */
  private static final int WORDINGS_A_DAY = 3;

  /** So many wordings of a mailbox and day are told apart in the dossier of a domain. */
  private static final int WORDINGS_OF_A_MAILBOX = 2;

  /** So many mailboxes of a day are told apart in the dossier of a domain. */
  static final int MAILBOXES_A_DAY = 2;

  /** The limits of this trace. */
  public static HistoryLimits of(String historyId) {
    return RuleHistoryId.isForwarded(historyId) ? OF_A_FORWARD : OF_A_RULE;
  }

  /** The sightings that are kept of these. */
  public SortedSet<RuleMatch> newest(Collection<RuleMatch> all) {
    SortedMap<LocalDate, List<RuleMatch>> byDay = new TreeMap<>();
    all.stream()
        .sorted(Comparator.reverseOrder())
        .forEach(it -> byDay.computeIfAbsent(it.day(), day -> new ArrayList<>()).add(it));
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
   * The wordings whose evidence is kept. It does not depend on which sightings are kept: the evidence
   * of a wording may be newer than the sightings of it that are left, and which evidence was there when
   * a sighting was dropped depends on the order of writing.
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
          Set<String> its = wordings.computeIfAbsent(it.mailbox(), added -> new LinkedHashSet<>());
          int room = it.mailbox().isEmpty() ? WORDINGS_A_DAY : WORDINGS_OF_A_MAILBOX;
          return its.size() < room && its.add(it.wording());
        })
        .toList();
  }
}
