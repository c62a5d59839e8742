package dev.hardstop.cli;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Limits how fast an import fills the queue, which live feedback uses as well. The queue holds fewer than {@value
 * #LIMIT} messages, and no more than the function takes out in {@link #LONGEST_WAIT}. Therefore live feedback is
 * recorded without delay, and no alarm about the age of the queue fires, however slow the table is.
 *
 * <p>The import begins with {@value #FIRST} messages. Each reading of the queue shows how many messages were taken
 * out since the last reading. SQS's counts are approximate and late, so messages that were sent within {@link #LAG}
 * before a reading are added to its count.
 */
final class QueuePace {
  /** The queue never reaches this many messages. */
  static final int LIMIT = 2_000;

  /** This many messages are always allowed, so that there is something to learn from. */
  static final int FIRST = 200;

  /** The longest time that a new message waits for the messages before it; a tenth of what the alarm allows. */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  /** How late SQS's counts may be. */
  static final Duration LAG = Duration.ofSeconds(1);

  /** The estimate follows a change within this many seconds. */
  private static final double MEMORY_SECONDS = 10;

  private final Deque<Sent> recent = new ArrayDeque<>();
  private Instant lastRead = Instant.EPOCH;
  private long expected;
  private double takenPerSecond;

  private record Sent(Instant at, int messages) {}

  /**
   * How many messages may be sent now; 0 if the queue must drain first.
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
