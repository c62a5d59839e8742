package dev.hardstop.suppression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ParallelRunnerTest {
  private static final List<Integer> NUMBERS = List.of(1, 2, 3, 4, 5, 6, 7, 8);
  private final ParallelRunner runner = ParallelRunner.of(3);

  @Test
  void resultsHaveTheOrderOfTheArguments() {
    assertThat(runner.map(NUMBERS, number -> number * 10))
        .containsExactly(10, 20, 30, 40, 50, 60, 70, 80);
    assertThat(runner.map(List.<Integer>of(), number -> number)).isEmpty();
  }

  /** The barrier opens only when four calls wait at it: three on the threads, one on this one. */
  @Test
  void callsRunInParallelAndTheLastOneOnTheCallersThread() {
    CyclicBarrier barrier = new CyclicBarrier(4);
    List<Thread> threads = runner.map(NUMBERS.subList(0, 4), number -> {
      await(barrier);
      return Thread.currentThread();
    });
    assertThat(threads).doesNotHaveDuplicates().endsWith(Thread.currentThread());
  }

  @Test
  void allCallsAreDoneBeforeTheFirstFailureIsThrown() {
    Set<Integer> done = ConcurrentHashMap.newKeySet();
    assertThatThrownBy(() -> runner.map(NUMBERS, number -> {
          if (number == 2 || number == 6) {
            throw new IllegalStateException("call " + number);
          }
          return done.add(number);
        }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("call 2");
    assertThat(done).containsExactlyInAnyOrder(1, 3, 4, 5, 7, 8);
  }

  @Test
  void eachFailureHasTheKeyOfItsCall() {
    RuntimeException failure = new IllegalStateException("of b");
    Map<String, RuntimeException> failures = runner.run(Map.of(
        "a", () -> {},
        "b",
            () -> {
              throw failure;
            },
        "c", () -> {}));
    assertThat(failures).containsOnly(Map.entry("b", failure));
  }

  @Test
  void aCallThatNoThreadAcceptsFailsAlone() {
    ParallelRunner full = new ParallelRunner(task -> {
      throw new RejectedExecutionException("full");
    });
    assertThatThrownBy(() -> full.map(NUMBERS, number -> number))
        .isInstanceOf(RejectedExecutionException.class);
    assertThat(full.map(List.of(1), number -> number)).containsExactly(1);
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(10, TimeUnit.SECONDS);
    } catch (Exception broken) {
      throw new IllegalStateException(broken);
    }
  }
}
