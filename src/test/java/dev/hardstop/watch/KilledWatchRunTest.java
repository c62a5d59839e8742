package dev.hardstop.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hardstop.suppression.Subject;
import dev.hardstop.watchstate.WatchState.ReadProgress;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A round is killed at each of its calls in turn, and the following ones complete it. */
class KilledWatchRunTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:30:00Z");
  private static final Duration QUARTER = Duration.ofMinutes(15);

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whereverItIsKilledTheOpeningIsToldOnce(boolean afterwards) {
    int calls = callsOfAWholeRound();
    assertThat(calls).isGreaterThan(20);
    for (int call = 1; call <= calls; call++) {
      WatchFixture world = world();
      Faults faults = new Faults(call, afterwards);
      assertThatThrownBy(() -> world.behind(faults).watch(NOW))
          .as("call " + call)
          .isInstanceOf(Throwable.class);
      world.behind(UnaryOperator.identity());
      for (int run = 1; run <= 3; run++) {
        world.watch(NOW.plus(QUARTER.multipliedBy(run)));
      }
      isComplete(world, call, isInTheGap(faults, afterwards));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whereverItIsKilledTheEndIsToldOnce(boolean afterwards) {
    WatchFixture whole = settling();
    Faults counting = Faults.none();
    whole.behind(counting).watch(SETTLED);
    assertThat(whole.mails).hasSize(2);
    for (int call = 1; call <= counting.calls(); call++) {
      WatchFixture world = settling();
      Faults faults = new Faults(call, afterwards);
      assertThatThrownBy(() -> world.behind(faults).watch(SETTLED)).isInstanceOf(Throwable.class);
      world.behind(UnaryOperator.identity());
      for (int run = 1; run <= 3; run++) {
        world.watch(SETTLED.plus(QUARTER.multipliedBy(run)));
      }
      long ends = world.mailed("is over");
      assertThat(ends).as("call " + call).isBetween(1L, isInTheGap(faults, afterwards) ? 2L : 1L);
      assertThat(world.watchState.newest())
          .singleElement()
          .satisfies(report -> assertThat(report.endedWell()).contains(true));
    }
  }

  @Test
  void runsThatOverlapTellOnce() throws InterruptedException {
    for (int attempt = 0; attempt < 20; attempt++) {
      WatchFixture world = world();
      CountDownLatch start = new CountDownLatch(1);
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Instant at = NOW.plusMillis(i);
        threads.add(new Thread(() -> {
          await(start);
          world.watch(at);
        }));
      }
      threads.forEach(Thread::start);
      start.countDown();
      for (Thread thread : threads) {
        thread.join();
      }
      world.watch(NOW.plus(QUARTER));
      world.watch(NOW.plus(QUARTER.multipliedBy(2)));
      isComplete(world, attempt, false);
    }
  }

  private static final Instant SETTLED = NOW.plus(7, ChronoUnit.DAYS);

  private static WatchFixture settling() {
    WatchFixture world = world();
    world.watch(NOW);
    Instant later = NOW.plus(4, ChronoUnit.DAYS);
    Optional<ReadProgress> progress = world.watchState.read().progress();
    world.watchState.moveProgress(progress, ReadProgress.to(SETTLED.minus(QUARTER)));
    return world.isDelivered("p1@contoso.com", later).isDelivered("p2@contoso.com", later);
  }

  private static int callsOfAWholeRound() {
    Faults faults = Faults.none();
    WatchFixture world = world().behind(faults);
    world.watch(NOW);
    assertThat(world.mails).hasSize(1);
    return faults.calls();
  }

  private static WatchFixture world() {
    WatchFixture world = new WatchFixture().breaks("contoso.com", NOW.minusSeconds(1200));
    world.watchState.moveProgress(Optional.empty(), ReadProgress.to(NOW.minus(QUARTER)));
    return world;
  }

  /** Between SES's or SNS's taking a message and the note of it: the one gap that nothing closes. */
  private static boolean isInTheGap(Faults faults, boolean afterwards) {
    return faults.killedAt().equals(afterwards ? "send" : "markSent");
  }

  private static void isComplete(WatchFixture world, int call, boolean doubled) {
    Subject domain = new Subject.Domain("contoso.com");
    String id =
        world.list.read(Set.of(domain)).get(domain).incident().orElseThrow().id();
    assertThat(world.watchState.newest())
        .as("call " + call)
        .singleElement()
        .satisfies(report -> assertThat(report.id()).isEqualTo(id));
    long most = doubled ? 2 : 1;
    assertThat((long) world.mails.size()).as("mails, call " + call).isBetween(1L, most);
    assertThat((long) world.topic.size()).as("topic, call " + call).isBetween(1L, most);
    assertThat(world.mails.get(0).text()).contains(id);
  }

  private static void await(CountDownLatch start) {
    try {
      start.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
