package dev.hardstop.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.classification.RuleBook;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.suppression.History.ActionEvent;
import dev.hardstop.suppression.History.FeedbackEvent;
import dev.hardstop.suppression.History.HistoryEvent;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The laws of the dossier, for every dossier table, on generated histories: the dossiers equal
 * those that one writer makes in memory who receives everything once and in order.
 */
public abstract class LawsContract {
  private static final int HAPPENINGS = 40;
  private static final int MOST_WRITERS = 4;

  /** This many histories in a row contain every kind of event; {@link LawsTest} checks that. */
  protected static final int ENOUGH = 36;

  /** Of some tags and sets of the histories. */
  static final SuppressionPolicy BY_STREAM =
      SuppressionPolicy.standard().with(Streams.of(AnyPolicy.STREAMS));

  private static final Duration KEPT = Duration.ofDays(SuppressionPolicy.EXPIRY_DAYS - 10);

  /** One of this many histories has more events about an address than its dossier keeps. */
  private static final int ABUNDANT = 10;

  /** A writer of the table under test, by this clock. */
  protected abstract DossierTable writer(InstantSource clock);

  /** How many histories to try. */
  protected abstract int histories();

  /** Inspects the table after a history of these subjects is written. */
  protected void look(Set<Subject> subjects) {}

  @Test
  void anyOrderAnyDuplicationAnySplitAndAnyTimeOfWritingGiveTheSameDossiersAndVerdicts() {
    int inOrder = 0;
    int written = 0;
    for (int seed = 0; seed < histories(); seed++) {
      History history = History.of(seed, "s" + seed + ".example.com");
      List<HistoryEvent> events = events(history, seed);
      inOrder += events.size();
      Map<Subject, Dossier> expected = toldOnceInOrder(history, events);

      List<HistoryEvent> again = disordered(events, new Random(seed));
      written += again.size();
      write(history, again, new Random(seed));

      Map<Subject, Dossier> dossiers =
          writer(Instant::now).read(history.subjects()).found();
      assertThat(dossiers).as("seed %d", seed).isEqualTo(expected);
      List<Instant> instants = List.of(history.instant(), history.instant(), history.instant());
      for (SuppressionPolicy policy : List.of(SuppressionPolicy.standard(), BY_STREAM)) {
        assertThat(verdicts(history, dossiers, instants, RuleFiles.book(), policy))
            .as("seed %d", seed)
            .isEqualTo(verdicts(history, expected, instants, RuleFiles.book(), policy));
      }
      look(history.subjects());
    }
    System.out.printf(
        "laws: %s: %,d histories, %,d events in order, %,d disordered, %,d of them duplicates%n",
        getClass().getSimpleName(), histories(), inOrder, written, written - inOrder);
  }

  /** The events of the history of this seed. */
  static List<HistoryEvent> events(History history, int seed) {
    List<HistoryEvent> events = new ArrayList<>(history.next(HAPPENINGS));
    if (seed % ABUNDANT == 0) {
      events.addAll(history.abundance());
    }
    return events;
  }

  private static Map<Subject, Dossier> toldOnceInOrder(History history, List<HistoryEvent> events) {
    InMemoryDossierTable memory = opened(history);
    events.forEach(event -> write(memory, List.of(event)));
    return memory.read(history.subjects()).found();
  }

  /** A table in memory in which each address has a dossier. */
  static InMemoryDossierTable opened(History history) {
    InMemoryDossierTable memory = new InMemoryDossierTable();
    history.openings().forEach(opening -> memory.addAction(opening.subject(), opening.action()));
    return memory;
  }

  /** The same events, up to twice each, in any order. */
  static List<HistoryEvent> disordered(List<HistoryEvent> events, Random random) {
    List<HistoryEvent> disordered = new ArrayList<>(events);
    disordered.addAll(events.subList(0, random.nextInt(events.size())));
    Collections.shuffle(disordered, random);
    return disordered;
  }

  /** Writes them in parts, each by any of the writers at any time. */
  private void write(History history, List<HistoryEvent> events, Random random) {
    List<DossierTable> writers = IntStream.rangeClosed(0, random.nextInt(MOST_WRITERS))
        .mapToObj(i -> writer(() -> anyTime(random)))
        .toList();
    history
        .openings()
        .forEach(opening -> writers.get(0).addAction(opening.subject(), opening.action()));
    for (int from = 0; from < events.size(); ) {
      int to = Math.min(from + 1 + random.nextInt(15), events.size());
      write(writers.get(random.nextInt(writers.size())), events.subList(from, to));
      from = to;
    }
  }

  /** Writes them as one batch. */
  static List<RecordingOutcome> write(DossierTable list, List<? extends HistoryEvent> events) {
    return write(list, events, RuleFiles.book(), SuppressionPolicy.standard());
  }

  /** Writes them as one batch, by this book and policy. */
  static List<RecordingOutcome> write(
      DossierTable list,
      List<? extends HistoryEvent> events,
      RuleBook book,
      SuppressionPolicy policy) {
    List<Feedback> reported = new ArrayList<>();
    for (HistoryEvent event : events) {
      if (event instanceof ActionEvent decided) {
        list.addAction(decided.subject(), decided.action());
      } else {
        reported.add(((FeedbackEvent) event).feedback());
      }
    }
    List<RecordingOutcome> outcomes =
        TestRecording.record(new Recorder(book, policy, list, Runnable::run), reported);
    assertThat(outcomes).noneMatch(RecordingOutcome.Failed.class::isInstance);
    return outcomes;
  }

  /**
   * Any time before or after the messages were sent, but not so long ago that DynamoDB Local would
   * remove the item.
   */
  private static Instant anyTime(Random random) {
    return Instant.now().minus(KEPT).plus(Duration.ofHours(random.nextInt(90_000)));
  }

  /** The verdicts on every address at each of these instants, in every mode of SES's list. */
  static List<Verdict> verdicts(
      History history, Map<Subject, Dossier> dossiers, List<Instant> instants) {
    return Stream.of(SesListMode.values())
        .map(mode -> SuppressionPolicy.standard().with(mode))
        .flatMap(policy -> verdicts(history, dossiers, instants, RuleFiles.book(), policy).stream())
        .toList();
  }

  /** The same by this book and policy, for mail of any stream and for that of each stream. */
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
          return instants.stream()
              .flatMap(now -> Stream.concat(
                  Stream.of(policy.judge(its, ofDomain, book, now)),
                  policy.streams().names().stream()
                      .map(stream -> policy.judge(its, ofDomain, stream, book, now))));
        })
        .toList();
  }
}
