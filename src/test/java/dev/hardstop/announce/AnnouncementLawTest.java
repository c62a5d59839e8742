package dev.hardstop.announce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.Soak;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.DossierChange;
import dev.hardstop.suppression.DossierChange.Kind;
import dev.hardstop.suppression.DossierTable;
import dev.hardstop.suppression.History;
import dev.hardstop.suppression.History.ActionEvent;
import dev.hardstop.suppression.History.FeedbackEvent;
import dev.hardstop.suppression.History.HistoryEvent;
import dev.hardstop.suppression.InMemoryDossierTable;
import dev.hardstop.suppression.Incident;
import dev.hardstop.suppression.ManualAction;
import dev.hardstop.suppression.Recorder;
import dev.hardstop.suppression.SesListMode;
import dev.hardstop.suppression.StreamRecord;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.suppression.TestRecording;
import dev.hardstop.suppression.UnreadableItemException;
import dev.hardstop.suppression.Verdict;
import dev.hardstop.watchstate.InMemoryWalkStore;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The law of the events: the graver of the last event of an address and the last event of its domain is
 * the verdict. It holds after random histories although records arrive several times and late, the
 * topic throttles or refuses single events, invocations die after they published, some records cannot
 * be read, and subscribers receive the events in any order. It holds in each mode of SES's list, and
 * addresses are queued for that list only where it follows the verdicts. The argument is the seed.
 *
 * <p>All writes are of one day, and days are excluded before them: what time changes, and what excluded
 * days free, is published by {@code watch}.
 */
class AnnouncementLawTest {
  private static final Subject.Domain DOMAIN = new Subject.Domain("example.com");
  private static final Subject POISON = Subject.parse("poison@example.com");
  private static final int SHARDS = 3;

  static IntStream seeds() {
    return IntStream.range(0, Soak.cases(100, 5_000));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theGraverOfTheLastEventsIsTheVerdict(int seed) {
    Run run = new Run(seed);
    run.happens();
    run.theDustSettles();
    run.assertThatTheLawHolds();
  }

  /** A table whose writes are records of a stream, and a function that reads them. */
  private static final class Run {
    private final Random random;
    private final SuppressionPolicy policy;
    private final History history;
    private final InMemoryDossierTable table = new InMemoryDossierTable();
    private final StubbedTopic topic = new StubbedTopic();
    private final StubbedFailureQueue failures = new StubbedFailureQueue();
    private final List<List<StreamRecord>> shards = new ArrayList<>();
    private final Set<String> poison = new HashSet<>();
    private final Announcement announcement;
    private Map<Subject, Dossier> known = Map.of();
    private Instant now;
    private long sequence;

    private Run(int seed) {
      random = new Random(seed);
      policy = SuppressionPolicy.standard().with(SesListMode.values()[seed % 3]);
      history = History.of(seed, DOMAIN.domain());
      now = LocalDate.ofInstant(history.instant(), ZoneOffset.UTC)
          .atTime(3, 0)
          .toInstant(ZoneOffset.UTC);
      // The numbers get longer on the way.
      sequence = 990;
      IntStream.range(0, SHARDS).forEach(shard -> shards.add(new ArrayList<>()));
      announcement = new Announcement(
          table,
          policy,
          RuleFiles.book(),
          topic.topic(),
          failures.sesList(),
          failures.queue(),
          new InMemoryWalkStore());
      topic.throttles(request -> random.nextInt(4) == 0);
      topic.refuses(entry -> random.nextInt(20) == 0);
    }

    private void happens() {
      List<HistoryEvent> events = new ArrayList<>(history.openings());
      events.addAll(history.next(40));
      events.addAll(history.noSuchDomain(random.nextInt(12)));
      Collections.shuffle(events, random);
      if (random.nextBoolean()) {
        excludedDays();
      }
      for (HistoryEvent event : events) {
        write(event);
        if (random.nextInt(8) == 0) {
          somethingRare();
        }
        if (random.nextInt(3) == 0) {
          invoke();
        }
        now = now.plusMillis(random.nextInt(1_500));
      }
    }

    private void somethingRare() {
      switch (random.nextInt(3)) {
        case 0 -> poison();
        case 1 -> incident();
        default -> erasedDomain();
      }
    }

    private void write(HistoryEvent event) {
      if (event instanceof ActionEvent decided) {
        table.addAction(decided.subject(), decided.action());
      } else {
        TestRecording.record(
            new Recorder(RuleFiles.book(), policy, table, Runnable::run),
            List.of(((FeedbackEvent) event).feedback()));
      }
      stream();
    }

    /** Makes a record of each dossier that is another one now. */
    private void stream() {
      Map<Subject, Dossier> current = new TreeMap<>(table.all());
      current.forEach((subject, after) -> {
        Dossier before = known.getOrDefault(subject, Dossier.empty(subject));
        if (!before.equals(after)) {
          add(subject, new StreamRecord.OfDossier(change(subject, Kind.WRITTEN, before, after)));
        }
      });
      known = Map.copyOf(current);
    }

    private DossierChange change(Subject subject, Kind kind, Dossier before, Dossier after) {
      long number = ++sequence;
      return new DossierChange(
          "id-" + number,
          subject,
          kind,
          before,
          after,
          Instant.ofEpochSecond(now.getEpochSecond()),
          Long.toString(number));
    }

    private void add(Subject subject, StreamRecord record) {
      shards.get(Math.floorMod(subject.key().hashCode(), SHARDS)).add(record);
    }

    private void poison() {
      String number = Long.toString(++sequence);
      poison.add(number);
      add(
          POISON,
          new StreamRecord.Unreadable(
              POISON, number, UnreadableItemException.dossier(POISON, "incident")));
    }

    private void incident() {
      Optional<Incident> newest = dossier(DOMAIN).incident();
      Instant opened = newest
          .map(it -> it.opened().plusSeconds(1))
          .orElse(now.minusSeconds(random.nextInt(200_000)));
      LocalDate day = LocalDate.ofInstant(opened, ZoneOffset.UTC);
      table.put(
          DOMAIN.domain(),
          newest,
          new Incident("incident-" + opened, day, opened, Optional.empty()));
      stream();
    }

    private void excludedDays() {
      LocalDate from = LocalDate.ofInstant(history.instant(), ZoneOffset.UTC);
      table.addAction(
          DOMAIN,
          new ManualAction.ExcludeDays(
              "excluded", "tester", "a test", now, from, from.plusDays(40), Set.of()));
      stream();
    }

    private void erasedDomain() {
      Subject other = Subject.parse("@other." + DOMAIN.domain());
      Dossier before = dossier(other);
      if (table.all().containsKey(other)) {
        table.erase(other);
        add(
            other,
            new StreamRecord.OfDossier(change(other, Kind.ERASED, before, Dossier.empty(other))));
        known = Map.copyOf(table.all());
      }
    }

    private Dossier dossier(Subject subject) {
      return ((DossierTable) table).read(Set.of(subject)).get(subject);
    }

    /** A batch of any shard: as Lambda does it, and sometimes it does not notice what was done. */
    private void invoke() {
      List<StreamRecord> shard = shards.get(random.nextInt(SHARDS));
      if (!shard.isEmpty()) {
        List<StreamRecord> batch = List.copyOf(shard.subList(0, 1 + random.nextInt(shard.size())));
        AnnouncementResult result = announcement.announce(batch, () -> random.nextInt(40) == 0);
        boolean isKilled = random.nextInt(5) == 0;
        if (!isKilled) {
          shard.subList(0, result.done()).clear();
        }
      }
    }

    private void theDustSettles() {
      while (shards.stream().anyMatch(shard -> !shard.isEmpty())) {
        invoke();
      }
    }

    private void assertThatTheLawHolds() {
      List<JsonNode> events = new ArrayList<>(topic.events());
      Collections.shuffle(events, random);
      Subscriber subscriber = new Subscriber(events);
      for (Subject subject : history.subjects()) {
        if (subject instanceof Subject.Address address) {
          Verdict verdict = policy.judge(
              dossier(address),
              dossier(Subject.domainOf(address.address())),
              RuleFiles.book(),
              now);
          JsonNode known = subscriber.knows(address);
          assertThat(Subscriber.gravity(known))
              .as(address.key())
              .isEqualTo(Subscriber.gravity(verdict));
          // A list of SES never hides the cause, even if that is the domain's.
          if (!subscriber.knowsTwoReasons(address) && !verdict.onSesList()) {
            assertThat(Optional.ofNullable(known.path("reason").textValue()))
                .isEqualTo(verdict.reason());
          }
        }
      }
      assertThat(policy.sesList() == SesListMode.FOLLOW || failures.forSesList().isEmpty())
          .as("queued only where SES's list follows")
          .isTrue();
      assertThat(failures.bodies()).hasSizeGreaterThanOrEqualTo(poison.size());
      poison.forEach(number -> assertThat(failures.bodies())
          .anyMatch(body -> body.contains("\"sequence\":\"" + number + "\"")));
    }
  }
}
