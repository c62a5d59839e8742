package dev.hardstop.dynamodb;

import static dev.hardstop.suppression.Observations.RULE;
import static dev.hardstop.suppression.Observations.bounce;
import static dev.hardstop.suppression.Observations.bounced;
import static dev.hardstop.suppression.Observations.of;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.Race;
import dev.hardstop.Soak;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.DossierTable;
import dev.hardstop.suppression.DossierTable.DeliveryWrite.DeliveryDay;
import dev.hardstop.suppression.InMemoryDossierTable;
import dev.hardstop.suppression.ManualAction;
import dev.hardstop.suppression.Observation;
import dev.hardstop.suppression.Observations;
import dev.hardstop.suppression.Subject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Many threads write the same dossiers at once: the result, and the number of requests. */
class RacingWritersTest {
  private static final int WRITERS = 200;

  @RegisterExtension
  static final RecordedRequests REQUESTS = new RecordedRequests();

  @RegisterExtension
  static final TestTable TABLE = new TestTable();

  private static final DynamoDbClient CLIENT = TABLE.watchedBy(REQUESTS);

  private final String domain = UUID.randomUUID() + ".example.com";
  private final Subject bob = Subject.parse("bob@" + domain);
  private final DossierTable list =
      new DynamoDbDossierTable(CLIENT, TestTable.NAME, InstantSource.fixed(TestTable.NOW));

  @Test
  void twoHundredWritersOfOneBounceAreOneRequestEach() throws Exception {
    Observation bounce = bounce(bob, RULE, "2026-11-24T10:00:00Z");
    race(WRITERS, Collections.nCopies(WRITERS, bounce));

    assertThat(REQUESTS.countWithoutPruning()).isEqualTo(WRITERS);
    assertThat(dossier()).isEqualTo(Dossier.empty(bob).with(bounce));
  }

  @Test
  void twoHundredWritersOfOneDayAreOneRequestEachAndTheNewestEvidenceStays() throws Exception {
    List<Observation> bounces = IntStream.range(0, WRITERS)
        .mapToObj(i -> bounce(bob, RULE, "2026-11-24T10:%02d:%02dZ".formatted(i / 60, i % 60)))
        .toList();
    race(WRITERS, bounces);

    assertThat(REQUESTS.countWithoutPruning()).isEqualTo(WRITERS);
    assertThat(dossier()).isEqualTo(Dossier.empty(bob).with(newest(bounces)));
  }

  @Test
  void twoHundredWritersOfOneInstantAreOneRequestEachAndTheGreatestEvidenceStays()
      throws Exception {
    List<Observation> bounces = IntStream.range(0, WRITERS)
        .mapToObj(i -> bounced("2026-11-24T10:00:00Z", "feedback-1", "550 words " + i))
        .map(evidence -> of(bob, RULE, evidence, false))
        .toList();
    race(WRITERS, bounces);

    assertThat(REQUESTS.countWithoutPruning()).isEqualTo(WRITERS);
    assertThat(dossier()).isEqualTo(Dossier.empty(bob).with(newest(bounces)));
  }

  @Test
  void onlyAWriterOfANewDayWithOlderEvidenceNeedsASecondRequest() throws Exception {
    List<Observation> bounces = oneADay();
    race(WRITERS, bounces);

    assertThat(REQUESTS.countWithoutPruning()).isEqualTo(WRITERS + REQUESTS.refused());
    assertThat(dossier()).isEqualTo(all(bounces));
  }

  @Test
  void twoHundredWritersOfOlderEvidenceWithNewDaysAreTwoRequestsEach() throws Exception {
    list.observe(bounce(bob, RULE, "2026-11-24T10:00:00Z"));
    Dossier before = dossier();
    REQUESTS.clear();
    List<Observation> older = oneADay();
    race(WRITERS, older);

    assertThat(REQUESTS.countWithoutPruning()).isEqualTo(2 * WRITERS);
    assertThat(dossier()).isEqualTo(before.merge(all(older)));
    REQUESTS.clear();
    race(WRITERS, older);

    assertThat(REQUESTS.countWithoutPruning()).as("again, with known days").isEqualTo(WRITERS);
  }

  /** Observations, deliveries and manual actions, more of them than a dossier keeps. */
  @Test
  void manyWritersOfManyDossiersLoseNoDayAndReplaceNoEvidenceByOlder() throws Exception {
    int count = Soak.cases(200, 20_000);
    Random random = new Random(6);
    List<Subject> subjects = Stream.of("ann@", "bob@", "carl@", "@")
        .map(name -> Subject.parse(name + domain))
        .toList();
    InMemoryDossierTable memory = new InMemoryDossierTable();
    for (DossierTable one : List.of(memory, list)) {
      subjects.forEach(subject -> one.addAction(subject, action(0)));
    }
    List<Consumer<DossierTable>> writes = writes(random, count, subjects);
    writes.forEach(write -> write.accept(memory));
    List<Consumer<DossierTable>> shuffled = new ArrayList<>(writes);
    Collections.shuffle(shuffled, random);
    shuffled.addAll(shuffled.subList(0, writes.size() / 2));
    Collections.shuffle(shuffled, random);
    raceOf(16, shuffled);

    assertThat(list.read(new HashSet<>(subjects))).isEqualTo(memory.read(new HashSet<>(subjects)));
    System.out.printf(
        "race: 16 writers, %,d observations, deliveries and manual actions of %d subjects, %,d of them"
            + " duplicates: none lost, %,d refused as older%n",
        shuffled.size(), subjects.size(), writes.size() / 2, REQUESTS.refused());
  }

  private static List<Consumer<DossierTable>> writes(
      Random random, int count, List<Subject> subjects) {
    List<Consumer<DossierTable>> writes = new ArrayList<>();
    Observations.any(random, count, subjects)
        .forEach(observation -> writes.add(list -> list.observe(observation)));
    for (int i = 1; i <= count / 2; i++) {
      Subject subject = subjects.get(random.nextInt(subjects.size()));
      LocalDate day = LocalDate.parse("2026-10-01").plusDays(random.nextInt(30));
      ManualAction action = action(i);
      writes.add(list -> list.addAction(subject, action));
      if (i % 2 == 0) {
        writes.add(list -> list.deliver(new DeliveryDay(subject, day)));
      }
    }
    return writes;
  }

  private static ManualAction action(int number) {
    Instant at = TestTable.NOW.plusSeconds(number);
    return number % 3 == 0
        ? new ManualAction.Release("action-" + number, "tester", "a test", at, number % 2 == 0)
        : new ManualAction.Suppression(
            "action-" + number, "tester", "a test", at, Optional.empty());
  }

  /** Splits the observations among this many writers. */
  private void race(int writers, List<Observation> observations) throws Exception {
    raceOf(
        writers,
        observations.stream()
            .<Consumer<DossierTable>>map(observation -> list -> list.observe(observation))
            .toList());
  }

  private void raceOf(int writers, List<Consumer<DossierTable>> writes) throws Exception {
    Race.of(IntStream.range(0, writers)
        .<Race.Runner>mapToObj(
            writer -> () -> part(writes, writer, writers).forEach(write -> write.accept(list)))
        .toList());
  }

  private static <T> List<T> part(List<T> all, int which, int of) {
    return IntStream.range(0, all.size())
        .filter(i -> i % of == which)
        .mapToObj(all::get)
        .toList();
  }

  private List<Observation> oneADay() {
    LocalDate first = LocalDate.parse("2026-01-01");
    return IntStream.range(0, WRITERS)
        .mapToObj(i -> first.plusDays(i).atTime(12, 0).toInstant(ZoneOffset.UTC))
        .map(Instant::toString)
        .map(at -> bounce(bob, RULE, at))
        .toList();
  }

  private Dossier all(List<Observation> observations) {
    Dossier dossier = Dossier.empty(bob);
    for (Observation observation : observations) {
      dossier = dossier.with(observation);
    }
    return dossier;
  }

  private static Observation newest(List<Observation> observations) {
    return observations.stream().reduce(Observation::merge).orElseThrow();
  }

  private Dossier dossier() {
    return list.read(Set.of(bob)).get(bob);
  }
}
