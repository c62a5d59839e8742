package dev.hardstop.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.suppression.Incident;
import dev.hardstop.suppression.Subject;
import dev.hardstop.watch.WatchRun.WatchRunResult;
import dev.hardstop.watchstate.WatchState.ReadProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A run with too little time examines the most urgent domains and postpones the others to the next run. */
class OutOfTimeTest {
  private static final Instant NOW = WatchFixture.NOW;
  private static final Instant SENT = NOW.minusSeconds(1200);
  private static final Duration QUARTER = Duration.ofMinutes(15);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int DOMAINS = 6;

  @Test
  void whereverTimeRunsOutTheNextRunCompletesTheWorkAndReportsItOnce() {
    Steps counting = new Steps(Integer.MAX_VALUE);
    assertThat(fixture().watch(NOW, counting).complete()).isTrue();
    int steps = counting.asked.get();
    assertThat(steps).isGreaterThan(DOMAINS);
    for (int some = 0; some <= steps; some++) {
      WatchFixture fixture = fixture();
      WatchRunResult first = fixture.watch(NOW, new Steps(some));
      assertThat(first.complete() && held(fixture) < DOMAINS)
          .as("after %d", some)
          .isFalse();
      WatchRunResult next = fixture.watch(NOW.plus(QUARTER));
      assertThat(next.complete()).as("after %d", some).isTrue();
      assertThat(next.left()).isZero();
      assertThat(next.minutesBehind()).isZero();
      assertThat(held(fixture)).as("after %d", some).isEqualTo(DOMAINS);
      eachIncidentIsMailedOnce(fixture);
    }
  }

  @Test
  void everyDomainIsHeldInTheEndEvenIfNoRunHasTimeForAll() {
    for (int steps = 3; steps < 12; steps++) {
      WatchFixture fixture = fixture();
      for (int run = 0; held(fixture) < DOMAINS; run++) {
        assertThat(run).as("%d steps", steps).isLessThan(100);
        Instant at = NOW.plus(MINUTE.multipliedBy(run));
        fixture.watch(at, new Steps(steps));
      }
      eachIncidentIsMailedOnce(fixture);
    }
  }

  @Test
  void postponedDomainsComeBeforeNewOnesAndTheMostUrgentFirst() {
    WatchFixture fixture = fixture();
    for (String person : WatchFixture.people("zebra.com", 40)) {
      fixture.delivers(person, SENT.minus(Duration.ofDays(3)));
      fixture.bounces(person, WatchFixture.ACCESS_DENIED, SENT);
    }
    fixture.watch(NOW, afterReading());
    assertThat(fixture.watchState.postponed()).hasSize(DOMAINS + 1);
    assertThat(fixture.watchState.postponed().first().domain()).isEqualTo("zebra.com");
    fixture.breaks("aardvark.com", SENT);
    WatchRunResult next = fixture.watch(NOW.plus(QUARTER), untilZebraIsExamined(fixture));
    assertThat(next.complete()).isFalse();
    assertThat(incident(fixture, "zebra.com")).isPresent();
    assertThat(incident(fixture, "aardvark.com")).isEmpty();
  }

  @Test
  void aRunThatIsBehindReportsByHowMuch() {
    WatchFixture fixture = fixture();
    fixture.watch(NOW, afterReading());
    WatchRunResult second = fixture.watch(NOW.plus(QUARTER), () -> true);
    assertThat(second.complete()).isFalse();
    assertThat(second.left()).isEqualTo(DOMAINS);
    assertThat(second.minutesBehind()).isBetween(15L, 35L);
    assertThat(second.fields())
        .containsEntry("complete", "false")
        .containsEntry("left", Integer.toString(DOMAINS))
        .containsEntry("minutesBehind", Long.toString(second.minutesBehind()));
  }

  @Test
  void openIncidentsAreExaminedAsWell() {
    WatchFixture fixture = fixture();
    fixture.watch(NOW);
    Instant later = NOW.plus(Duration.ofDays(4));
    for (String domain : domains()) {
      WatchFixture.people(domain, 3).forEach(person -> fixture.delivers(person, later));
    }
    Instant settled = later.plus(Duration.ofDays(3));
    fixture.watchState.moveProgress(
        fixture.watchState.read().progress(), ReadProgress.to(settled.minus(QUARTER)));
    for (int run = 0; run < 40; run++) {
      fixture.watch(settled.plus(MINUTE.multipliedBy(run)), new Steps(9));
    }
    assertThat(domains())
        .allSatisfy(domain -> assertThat(
                incident(fixture, domain).flatMap(Incident::ending).map(Incident.Ending::well))
            .contains(true));
  }

  /** Time for a number of steps: from then on, time is over. */
  private static final class Steps implements BooleanSupplier {
    private final AtomicInteger asked = new AtomicInteger();
    private final int most;

    Steps(int most) {
      this.most = most;
    }

    @Override
    public boolean getAsBoolean() {
      return asked.incrementAndGet() > most;
    }
  }

  /** A run checks the time once before it reads, and before each page: one for each of two shards. */
  private static BooleanSupplier afterReading() {
    return new Steps(1 + 2);
  }

  private static BooleanSupplier untilZebraIsExamined(WatchFixture fixture) {
    return () -> incident(fixture, "zebra.com").isPresent();
  }

  private static WatchFixture fixture() {
    WatchFixture fixture = new WatchFixture();
    fixture.watchState.moveProgress(Optional.empty(), ReadProgress.to(SENT));
    domains().forEach(domain -> fixture.breaks(domain, "smtp; 550 5.1.1 User unknown", SENT));
    return fixture;
  }

  private static List<String> domains() {
    return IntStream.range(0, DOMAINS).mapToObj(i -> "firm" + i + ".com").toList();
  }

  private static int held(WatchFixture fixture) {
    return (int) domains().stream()
        .filter(domain -> incident(fixture, domain).isPresent())
        .count();
  }

  private static void eachIncidentIsMailedOnce(WatchFixture fixture) {
    domains()
        .forEach(
            domain -> assertThat(fixture.mailed(domain + " refuses")).as(domain).isEqualTo(1));
  }

  private static Optional<Incident> incident(WatchFixture fixture, String domain) {
    Subject subject = new Subject.Domain(domain);
    return fixture.list.read(Set.of(subject)).get(subject).incident();
  }
}
