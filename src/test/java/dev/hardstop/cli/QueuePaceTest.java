package dev.hardstop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An import shares the queue with live feedback. */
class QueuePaceTest {
  private static final int READINGS = 3_000;

  private final QueuePace pace = new QueuePace();
  private Instant now = Instant.parse("2026-11-03T09:00:00Z");
  private long held;
  private long mostHeld;
  private long takenOut;

  /** Reads the queue ten times a second, and sends what is allowed. */
  private void run(int takenPerSecond, int readingsBehind) {
    Random random = new Random(17);
    Deque<Long> seen = new ArrayDeque<>();
    for (int i = 0; i < READINGS; i++) {
      long taken = Math.min(held, random.nextInt(takenPerSecond / 5 + 1));
      held -= taken;
      takenOut += taken;
      now = now.plusMillis(100);
      seen.add(held);
      int room = pace.room(seen.size() > readingsBehind ? seen.remove() : 0, now);
      held += room;
      pace.sent(room, now);
      mostHeld = Math.max(mostHeld, held);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 20, 300, 5_000, 100_000})
  void theQueueNeverReachesTheLimitHoweverFastItIsEmptied(int takenPerSecond) {
    run(takenPerSecond, 0);
    assertThat(mostHeld).isPositive().isLessThan(QueuePace.LIMIT);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 20, 300, 5_000, 100_000})
  void theQueueNeverReachesTheLimitIfTheCountsLag(int takenPerSecond) {
    run(takenPerSecond, 9);
    assertThat(mostHeld).isPositive().isLessThan(QueuePace.LIMIT);
  }

  @Test
  void aMessageWaitsAboutHalfAMinuteAtMostBehindAnImport() {
    int takenPerSecond = 20;
    run(takenPerSecond, 0);
    assertThat(mostHeld).isLessThan(2L * takenPerSecond * QueuePace.LONGEST_WAIT.toSeconds());
  }

  @Test
  void aQueueThatNobodyReadsGetsTheFirstMessagesOnly() {
    run(0, 0);
    assertThat(mostHeld).isLessThanOrEqualTo(QueuePace.FIRST);
  }

  @Test
  void aFastFunctionIsKeptBusy() {
    run(1_000, 0);
    double seconds = READINGS / 10.0;
    assertThat(takenOut / seconds).isGreaterThan(800);
  }

  @Test
  void nothingIsSentWhileLiveFeedbackFillsTheQueue() {
    assertThat(pace.room(QueuePace.LIMIT, now)).isZero();
    assertThat(pace.room(5_000, now.plusSeconds(1))).isZero();
  }
}
