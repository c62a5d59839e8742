package dev.hardstop.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.classification.RuleBook;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.suppression.History.Decided;
import dev.hardstop.suppression.History.Happening;
import dev.hardstop.suppression.History.Told;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The laws of the dossier, for every suppression list, on generated histories: the dossiers are
 * those that one writer makes in memory, who is told everything once and in order.
 */
public abstract class LawsContract {
  private static final int HAPPENINGS = 40;
  private static final int MOST_WRITERS = 4;

  /** So many histories in a row have everything in them: {@link LawsTest} looks. */
  protected static final int ENOUGH = 25;

  private static final Duration KEPT = Duration.ofDays(SuppressionPolicy.EXPIRY_DAYS - 10);

  /** One history of so many has more of an address than its dossier keeps. */
  private static final int ABUNDANT = 10;

  /** A writer of the one table; this clock says when it writes. */
  protected abstract SuppressionList writer(InstantSource clock);

  /** How many histories to try. */
  protected abstract int histories();

  /** Looks at the table when a history of these subjects is written. */
  protected void look(Set<Subject> subjects) {}

  @Test
  void anyOrderAnyDuplicationAnySplitAndAnyTimeOfWritingGiveTheSameDossiersAndVerdicts() {
    int inOrder = 0;
    int written = 0;
    for (int seed = 0; seed < histories(); seed++) {
      History history = History.of(seed, "s" + seed + ".example.com");
      List<Happening> happenings = happenings(history, seed);
      inOrder += happenings.size();
      Map<Subject, Dossier> expected = toldOnceInOrder(history, happenings);

      List<Happening> again = disordered(happenings, new Random(seed));
      written += again.size();
      write(history, again, new Random(seed));

      Map<Subject, Dossier> dossiers =
          writer(Instant::now).read(history.subjects()).found();
      assertThat(dossiers).as("seed %d", seed).isEqualTo(expected);
      List<Instant> instants = List.of(history.instant(), history.instant(), history.instant());
      assertThat(verdicts(history, dossiers, instants))
          .as("seed %d", seed)
          .isEqualTo(verdicts(history, expected, instants));
      look(history.subjects());
    }
    System.out.printf(
        "laws: %s: %,d histories, %,d events in order, %,d disordered, %,d of them duplicates%n",
        getClass().getSimpleName(), histories(), inOrder, written, written - inOrder);
  }

  /** What happens in the history of this seed. */
  static List<Happening> happenings(History history, int seed) {
    List<Happening> happenings = new ArrayList<>(history.next(HAPPENINGS));
    if (seed % ABUNDANT == 0) {
      happenings.addAll(history.abundance());
    }
    return happenings;
  }

  private static Map<Subject, Dossier> toldOnceInOrder(
      History history, List<Happening> happenings) {
    InMemorySuppressionList memory = opened(history);
    happenings.forEach(happening -> write(memory, List.of(happening)));
    return memory.read(history.subjects()).found();
  }

  /** A table in memory in which each address has a dossier. */
  static InMemorySuppressionList opened(History history) {
    InMemorySuppressionList memory = new InMemorySuppressionList();
    history.openings().forEach(opening -> memory.addAction(opening.subject(), opening.action()));
    return memory;
  }

  /** Up to twice as many, in any order. */
  static List<Happening> disordered(List<Happening> happenings, Random random) {
    List<Happening> disordered = new ArrayList<>(happenings);
    disordered.addAll(happenings.subList(0, random.nextInt(happenings.size())));
    Collections.shuffle(disordered, random);
    return disordered;
  }

  /** In parts, each by any of the writers, at any time. */
  private void write(History history, List<Happening> happenings, Random random) {
    List<SuppressionList> writers = IntStream.rangeClosed(0, random.nextInt(MOST_WRITERS))
        .mapToObj(i -> writer(() -> anyTime(random)))
        .toList();
    history
        .openings()
        .forEach(opening -> writers.get(0).addAction(opening.subject(), opening.action()));
    for (int from = 0; from < happenings.size(); ) {
      int to = Math.min(from + 1 + random.nextInt(15), happenings.size());
      write(writers.get(random.nextInt(writers.size())), happenings.subList(from, to));
      from = to;
    }
  }

  /** Writes them as one batch. */
  static List<RecordingOutcome> write(SuppressionList list, List<? extends Happening> happenings) {
    return write(list, happenings, RuleFiles.book(), SuppressionPolicy.standard());
  }

  /** Writes them as one batch, by this book and policy. */
  static List<RecordingOutcome> write(
      SuppressionList list,
      List<? extends Happening> happenings,
      RuleBook book,
      SuppressionPolicy policy) {
    List<Feedback> told = new ArrayList<>();
    for (Happening happening : happenings) {
      if (happening instanceof Decided decided) {
        list.addAction(decided.subject(), decided.action());
      } else {
        told.add(((Told) happening).feedback());
      }
    }
    List<RecordingOutcome> outcomes =
        TestRecording.record(new Recorder(book, policy, list, Runnable::run), told);
    assertThat(outcomes).noneMatch(RecordingOutcome.Failed.class::isInstance);
    return outcomes;
  }

  /** Before or after what is written was sent; not so long ago that DynamoDB Local forgets it by now. */
  private static Instant anyTime(Random random) {
    return Instant.now().minus(KEPT).plus(Duration.ofHours(random.nextInt(90_000)));
  }

  /** On every address, at each of these instants. */
  static List<Verdict> verdicts(
      History history, Map<Subject, Dossier> dossiers, List<Instant> instants) {
    return verdicts(history, dossiers, instants, RuleFiles.book(), SuppressionPolicy.standard());
  }

  /** By this book and policy. */
  static List<Verdict> verdicts(
      History history,
      Map<Subject, Dossier> dossiers,
      List<Instant> instants,
      RuleBook book,
      SuppressionPolicy policy) {
    return history.subjects().stream()
        .filter(Subject.Address.class::isInstance)
        .flatMap(address -> {
          Subject domain = Subject.parse("@" + address.domain());
          Dossier its = dossiers.getOrDefault(address, Dossier.empty(address));
          Dossier ofDomain = dossiers.getOrDefault(domain, Dossier.empty(domain));
          return instants.stream().map(now -> policy.judge(its, ofDomain, book, now));
        })
        .toList();
  }
}
