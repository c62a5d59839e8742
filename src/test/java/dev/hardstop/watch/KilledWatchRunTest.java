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

/** A run is killed at each of its calls in turn, and the following runs complete its work. */
class KilledWatchRunTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:30:00Z");
  private static final Duration QUARTER = Duration.ofMinutes(15);

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whereverARunIsKilledTheStartOfAnIncidentIsReportedOnce(boolean afterwards) {
    int calls = callsOfAWholeRun();
    assertThat(calls).isGreaterThan(20);
    for (int call = 1; call <= calls; call++) {
      WatchFixture fixture = fixture();
      KilledCalls faults = new KilledCalls(call, afterwards);
      assertThatThrownBy(() -> fixture.behind(faults).watch(NOW))
          .as("call " + call)
          .isInstanceOf(Throwable.class);
      fixture.behind(UnaryOperator.identity());
      for (int run = 1; run <= 3; run++) {
        fixture.watch(NOW.plus(QUARTER.multipliedBy(run)));
      }
      isComplete(fixture, call, isBetweenSendAndMark(faults, afterwards));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whereverARunIsKilledTheEndOfAnIncidentIsReportedOnce(boolean afterwards) {
    WatchFixture whole = settlingDomain();
    KilledCalls counting = KilledCalls.none();
    whole.behind(counting).watch(SETTLED);
    assertThat(whole.mails).hasSize(2);
    for (int call = 1; call <= counting.calls(); call++) {
      WatchFixture fixture = settlingDomain();
      KilledCalls faults = new KilledCalls(call, afterwards);
      assertThatThrownBy(() -> fixture.behind(faults).watch(SETTLED)).isInstanceOf(Throwable.class);
      fixture.behind(UnaryOperator.identity());
      for (int run = 1; run <= 3; run++) {
        fixture.watch(SETTLED.plus(QUARTER.multipliedBy(run)));
      }
      long ends = fixture.mailed("is over");
      assertThat(ends)
          .as("call " + call)
          .isBetween(1L, isBetweenSendAndMark(faults, afterwards) ? 2L : 1L);
      assertThat(fixture.watchState.newest())
          .singleElement()
          .satisfies(report -> assertThat(report.endedWell()).contains(true));
    }
  }

  @Test
  void overlappingRunsReportAnIncidentOnce() throws InterruptedException {
    for (int attempt = 0; attempt < 20; attempt++) {
      WatchFixture fixture = fixture();
      CountDownLatch start = new CountDownLatch(1);
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Instant at = NOW.plusMillis(i);
        threads.add(new Thread(() -> {
          await(start);
          fixture.watch(at);
        }));
      }
      threads.forEach(Thread::start);
      start.countDown();
      for (Thread thread : threads) {
        thread.join();
      }
      fixture.watch(NOW.plus(QUARTER));
      fixture.watch(NOW.plus(QUARTER.multipliedBy(2)));
      isComplete(fixture, attempt, false);
    }
  }

  private static final Instant SETTLED = NOW.plus(7, ChronoUnit.DAYS);

  private static WatchFixture settlingDomain() {
    WatchFixture fixture = fixture();
    fixture.watch(NOW);
    Instant later = NOW.plus(4, ChronoUnit.DAYS);
    Optional<ReadProgress> progress = fixture.watchState.read().progress();
    fixture.watchState.moveProgress(progress, ReadProgress.to(SETTLED.minus(QUARTER)));
    return fixture.delivers("p1@contoso.com", later).delivers("p2@contoso.com", later);
  }

  private static int callsOfAWholeRun() {
    KilledCalls faults = KilledCalls.none();
    WatchFixture fixture = fixture().behind(faults);
    fixture.watch(NOW);
    assertThat(fixture.mails).hasSize(1);
    return faults.calls();
  }

  private static WatchFixture fixture() {
    WatchFixture fixture = new WatchFixture().breaks("contoso.com", NOW.minusSeconds(1200));
    fixture.watchState.moveProgress(Optional.empty(), ReadProgress.to(NOW.minus(QUARTER)));
    return fixture;
  }

  /** Only between a send and the mark of it can a kill lead to a second message. */
  private static boolean isBetweenSendAndMark(KilledCalls faults, boolean afterwards) {
    return faults.killedAt().equals(afterwards ? "send" : "markSent");
  }

  private static void isComplete(WatchFixture fixture, int call, boolean doubled) {
    Subject domain = new Subject.Domain("contoso.com");
    String id =
        fixture.list.read(Set.of(domain)).get(domain).incident().orElseThrow().id();
    assertThat(fixture.watchState.newest())
        .as("call " + call)
        .singleElement()
        .satisfies(report -> assertThat(report.id()).isEqualTo(id));
    long most = doubled ? 2 : 1;
    assertThat((long) fixture.mails.size()).as("mails, call " + call).isBetween(1L, most);
    assertThat((long) fixture.topic.size()).as("topic, call " + call).isBetween(1L, most);
    assertThat(fixture.mails.get(0).text()).contains(id);
  }

  private static void await(CountDownLatch start) {
    try {
      start.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
