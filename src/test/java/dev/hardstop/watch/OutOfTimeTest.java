package dev.hardstop.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.suppression.Incident;
import dev.hardstop.suppression.Subject;
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

/** A run that has too little time does the most urgent, says what it left, and the next goes on there. */
class OutOfTimeTest {
  private static final Instant NOW = WatchFixture.NOW;
  private static final Instant SENT = NOW.minusSeconds(1200);
  private static final Duration QUARTER = Duration.ofMinutes(15);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int DOMAINS = 6;

  @Test
  void whereverTimeRunsOutTheNextRunCompletesItAndTellsItOnce() {
    Steps counting = new Steps(Integer.MAX_VALUE);
    assertThat(world().watch(NOW, counting).complete()).isTrue();
    int steps = counting.asked.get();
    assertThat(steps).isGreaterThan(DOMAINS);
    for (int some = 0; some <= steps; some++) {
      WatchFixture world = world();
      WatchRunResult first = world.watch(NOW, new Steps(some));
      assertThat(first.complete() && held(world) < DOMAINS).as("after %d", some).isFalse();
      WatchRunResult next = world.watch(NOW.plus(QUARTER));
      assertThat(next.complete()).as("after %d", some).isTrue();
      assertThat(next.left()).isZero();
      assertThat(next.minutesBehind()).isZero();
      assertThat(held(world)).as("after %d", some).isEqualTo(DOMAINS);
      isToldOnce(world);
    }
  }

  @Test
  void evenIfNoRunHasTimeForAllEveryDomainIsHeldInTheEnd() {
    for (int steps = 3; steps < 12; steps++) {
      WatchFixture world = world();
      for (int run = 0; held(world) < DOMAINS; run++) {
        assertThat(run).as("%d steps", steps).isLessThan(100);
        Instant at = NOW.plus(MINUTE.multipliedBy(run));
        world.watch(at, new Steps(steps));
      }
      isToldOnce(world);
    }
  }

  @Test
  void whatWasLeftComesBeforeWhatIsNewAndTheMostUrgentFirst() {
    WatchFixture world = world();
    for (String person : WatchFixture.people("zebra.com", 40)) {
      world.isDelivered(person, SENT.minus(Duration.ofDays(3)));
      world.bounces(person, WatchFixture.ACCESS_DENIED, SENT);
    }
    world.watch(NOW, afterReading());
    assertThat(world.watchState.postponed()).hasSize(DOMAINS + 1);
    assertThat(world.watchState.postponed().first().domain()).isEqualTo("zebra.com");
    world.breaks("aardvark.com", SENT);
    WatchRunResult next = world.watch(NOW.plus(QUARTER), afterTheFirstLook(world));
    assertThat(next.complete()).isFalse();
    assertThat(incident(world, "zebra.com")).isPresent();
    assertThat(incident(world, "aardvark.com")).isEmpty();
  }

  @Test
  void aRunThatIsBehindSaysHowFar() {
    WatchFixture world = world();
    world.watch(NOW, afterReading());
    WatchRunResult second = world.watch(NOW.plus(QUARTER), () -> true);
    assertThat(second.complete()).isFalse();
    assertThat(second.left()).isEqualTo(DOMAINS);
    assertThat(second.minutesBehind()).isBetween(15L, 35L);
    assertThat(second.fields())
        .containsEntry("complete", "false")
        .containsEntry("left", Integer.toString(DOMAINS))
        .containsEntry("minutesBehind", Long.toString(second.minutesBehind()));
  }

  @Test
  void incidentsThatLastHaveTheirTurnAsWell() {
    WatchFixture world = world();
    world.watch(NOW);
    Instant later = NOW.plus(Duration.ofDays(4));
    for (String domain : domains()) {
      WatchFixture.people(domain, 3).forEach(person -> world.isDelivered(person, later));
    }
    Instant settled = later.plus(Duration.ofDays(3));
    world.watchState.moveProgress(
        world.watchState.read().progress(), ReadProgress.to(settled.minus(QUARTER)));
    for (int run = 0; run < 40; run++) {
      world.watch(settled.plus(MINUTE.multipliedBy(run)), new Steps(9));
    }
    assertThat(domains())
        .allSatisfy(domain -> assertThat(
                incident(world, domain).flatMap(Incident::ending).map(Incident.Ending::well))
            .contains(true));
  }

  /** Time for so many steps: the next question hears that it is over. */
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

  /** A run asks once before it reads, and once before each page: those of one hour in two shards. */
  private static BooleanSupplier afterReading() {
    return new Steps(1 + 2);
  }

  private static BooleanSupplier afterTheFirstLook(WatchFixture world) {
    return () -> incident(world, "zebra.com").isPresent();
  }

  private static WatchFixture world() {
    WatchFixture world = new WatchFixture();
    world.watchState.moveProgress(Optional.empty(), ReadProgress.to(SENT));
    domains().forEach(domain -> world.breaks(domain, "smtp; 550 5.1.1 User unknown", SENT));
    return world;
  }

  private static List<String> domains() {
    return IntStream.range(0, DOMAINS).mapToObj(i -> "firm" + i + ".com").toList();
  }

  private static int held(WatchFixture world) {
    return (int)
        domains().stream().filter(domain -> incident(world, domain).isPresent()).count();
  }

  private static void isToldOnce(WatchFixture world) {
    domains()
        .forEach(
            domain -> assertThat(world.mailed(domain + " refuses")).as(domain).isEqualTo(1));
  }

  private static Optional<Incident> incident(WatchFixture world, String domain) {
    Subject subject = new Subject.Domain(domain);
    return world.list.read(Set.of(subject)).get(subject).incident();
  }
}
