package dev.hardstop.cli;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How fast an import may fill the queue that live feedback uses as well. The queue holds fewer than
 * {@value #LIMIT} messages because of it, and no more than the function takes out in {@link
 * #LONGEST_WAIT}. So live feedback is recorded without delay, and no alarm about the age of the queue
 * fires, however slow the table is.
 *
 * <p>It begins with {@value #FIRST} messages and learns from each reading of the queue how many were
 * taken out since the one before. SQS's counts are approximate and lag, so what was sent within {@link
 * #LAG} before a reading is added to what the reading says.
 */
final class QueuePace {
  /** The queue never reaches this many messages. */
  static final int LIMIT = 2_000;

  /** This many messages are always allowed, so that there is something to learn from. */
  static final int FIRST = 200;

  /** How long a message that arrives now waits for those before it; a tenth of what the alarm allows. */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  /** How old what a reading says may be. */
  static final Duration LAG = Duration.ofSeconds(1);

  /** The estimate follows a change within this many seconds. */
  private static final double MEMORY_SECONDS = 10;

  private final Deque<Sent> recent = new ArrayDeque<>();
  private Instant lastRead = Instant.EPOCH;
  private long expected;
  private double takenPerSecond;

  private record Sent(Instant at, int messages) {}

  /**
   * How many messages may be sent now; 0 where the queue must empty first.
   *
   * @param held how many messages the queue holds, waiting or being processed
   */
  int room(long held, Instant now) {
    learn(held, requireNonNull(now, "now is null"));
    recent.removeIf(sent -> sent.at().plus(LAG).isBefore(now));
    long uncounted = recent.stream().mapToLong(Sent::messages).sum();
    double allowed = Math.max(FIRST, takenPerSecond * LONGEST_WAIT.toSeconds());
    return (int) Math.max(0, (long) Math.min(LIMIT - 1, allowed) - held - uncounted);
  }

  /** These messages were sent since the last reading. */
  void sent(int messages, Instant now) {
    expected += messages;
    recent.add(new Sent(now, messages));
  }

  private void learn(long held, Instant now) {
    double seconds = Duration.between(lastRead, now).toNanos() / 1e9;
    if (!lastRead.equals(Instant.EPOCH) && seconds > 0) {
      double weight = 1 - Math.exp(-seconds / MEMORY_SECONDS);
      takenPerSecond += weight * ((expected - held) / seconds - takenPerSecond);
    }
    lastRead = now;
    expected = held;
  }
}
