package dev.hardstop.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.Soak;
import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.Classification.Confidence;
import dev.hardstop.classification.Rule;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.suppression.History.FeedbackEvent;
import dev.hardstop.suppression.History.HistoryEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The laws if one rule book and policy wrote and others judge, with any numbers that the code
 * accepts.
 */
class OtherBookLawsTest {
  private static final int HISTORIES = Soak.cases(150, 20_000);
  private static final int HAPPENINGS = 30;
  private static final int MORE = 3;
  private static final List<RuleBook> BOOKS =
      IntStream.range(0, 24).mapToObj(seed -> altered(new Random(seed))).toList();
  private static final Comparator<Verdict> GRAVITY = Comparator.comparing(Verdict::state)
      .thenComparing(verdict ->
          verdict.isSuppressed() ? verdict.until().orElse(LocalDate.MAX) : LocalDate.MIN);

  @Test
  void byAnyBookOrderAndDuplicatesNeverMatter() {
    for (int seed = 0; seed < HISTORIES; seed++) {
      Case one = new Case(seed);
      Case other = new Case(seed);
      one.happen(one.events);
      for (HistoryEvent event : LawsContract.disordered(other.events, new Random(seed))) {
        other.happen(List.of(event));
      }
      assertThat(other.table.all()).as("seed %d", seed).isEqualTo(one.table.all());
      assertThat(other.verdicts()).as("seed %d", seed).isEqualTo(one.verdicts());
    }
  }

  @Test
  void byAnyBookMoreBadEvidenceNeverMakesAVerdictMilder() {
    int tried = 0;
    int suppressed = 0;
    int graver = 0;
    for (int seed = 0; seed < HISTORIES; seed++) {
      Case it = new Case(seed);
      it.happen(it.events);
      for (int i = 0; i < MORE; i++) {
        List<Verdict> before = it.verdicts();
        it.happen(List.of(new FeedbackEvent(it.history.bad())));
        if (!it.isWithinLimits()) {
          break;
        }
        List<Verdict> after = it.verdicts();
        for (int at = 0; at < before.size(); at++) {
          int change = GRAVITY.compare(after.get(at), before.get(at));
          assertThat(change)
              .as("seed %d, %d: %s, then %s", seed, i, before.get(at), after.get(at))
              .isNotNegative();
          tried++;
          suppressed += before.get(at).isSuppressed() ? 1 : 0;
          graver += change > 0 ? 1 : 0;
        }
      }
    }
    System.out.printf(
        "other books: %,d histories, %,d verdicts after one more bounce or complaint, %,d of them"
            + " suppressed before, %,d graver after, none milder%n",
        HISTORIES, tried, suppressed, graver);
    assertThat(tried).isGreaterThan(20 * HISTORIES);
    assertThat(suppressed).isGreaterThan(HISTORIES);
    assertThat(graver).isGreaterThan(HISTORIES / 10);
  }

  /**
   * A history, the book that writes it and the book that judges it. One of four is judged by the
   * book that wrote it.
   */
  private static final class Case {
    final History history;
    final List<HistoryEvent> events;
    final Counting table = new Counting();
    private final RuleBook writing;
    private final RuleBook judging;
    private final SuppressionPolicy writingPolicy;
    private final SuppressionPolicy judgingPolicy;
    private final List<Instant> instants;

    Case(int seed) {
      Random random = new Random(seed);
      history = History.of(seed, "example.com");
      events = new ArrayList<>(history.next(HAPPENINGS));
      if (seed % 3 == 0) {
        events.addAll(history.noSuchDomain(4));
      }
      writing = BOOKS.get(random.nextInt(BOOKS.size()));
      judging = random.nextInt(4) == 0 ? writing : BOOKS.get(random.nextInt(BOOKS.size()));
      writingPolicy = AnyPolicy.of(random);
      judgingPolicy = AnyPolicy.of(random);
      instants = Stream.generate(() -> history.instant().plus(Duration.ofDays(random.nextInt(60))))
          .limit(4)
          .toList();
      history.openings().forEach(opening -> table.addAction(opening.subject(), opening.action()));
    }

    void happen(List<HistoryEvent> more) {
      LawsContract.write(table, more, writing, writingPolicy);
    }

    List<Verdict> verdicts() {
      return LawsContract.verdicts(history, table.all(), instants, judging, judgingPolicy);
    }

    /** The limits of the law, see decision 36: what is dropped may mean more to another book. */
    boolean isWithinLimits() {
      return judging == writing || table.keepsEverything();
    }
  }

  /** Counts whether the wordings, days and mailboxes of a history were more than are kept. */
  private static final class Counting extends InMemoryDossierTable {
    private final Map<Observation.Group, Set<RuleMatch>> seen = new HashMap<>();
    private final Map<Observation.Group, RuleHistory.Limits> limits = new HashMap<>();

    @Override
    public void observe(Observation observation) {
      super.observe(observation);
      seen.computeIfAbsent(observation.group(), added -> new HashSet<>())
          .addAll(observation.history().matches());
      limits.put(observation.group(), observation.limits());
    }

    boolean keepsEverything() {
      return all().values().stream()
              .flatMap(dossier -> dossier.histories().keySet().stream())
              .noneMatch(RuleHistoryId::isOverflow)
          && seen.entrySet().stream().allMatch(it -> isKept(it.getKey(), it.getValue()));
    }

    /** A domain has two mailboxes here, and of each two wordings a day are kept. */
    private boolean isKept(Observation.Group group, Set<RuleMatch> matches) {
      RuleHistory.Limits its = limits.get(group);
      int wordings = group.subject() instanceof Subject.Domain ? 2 : its.wordings();
      return matches.stream().map(RuleMatch::wording).distinct().count() <= wordings
          && matches.stream().map(RuleMatch::day).distinct().count() <= its.days();
    }
  }

  /** The real book with rules removed, renamed, changed or moved. */
  private static RuleBook altered(Random random) {
    List<Rule> rules = new ArrayList<>();
    for (Rule rule : RuleFiles.book().rules()) {
      int where = random.nextInt(20) == 0 ? random.nextInt(rules.size() + 1) : rules.size();
      switch (random.nextInt(8)) {
        case 0 -> {}
        case 1 ->
          rules.add(where, with(rule, "renamed." + rule.id(), rule.reason(), rule.confidence()));
        case 2 ->
          rules.add(
              where, with(rule, rule.id(), pick(BounceReason.values(), random), rule.confidence()));
        case 3 ->
          rules.add(where, with(rule, rule.id(), rule.reason(), pick(Confidence.values(), random)));
        default -> rules.add(where, rule);
      }
    }
    return RuleBook.of(rules);
  }

  private static Rule with(Rule rule, String id, BounceReason reason, Confidence confidence) {
    return new Rule(
        id,
        rule.condition(),
        reason,
        confidence,
        rule.advice(),
        rule.source(),
        rule.temporarySource(),
        rule.serverSpecific());
  }

  private static <T> T pick(T[] from, Random random) {
    return from[random.nextInt(from.length)];
  }
}
