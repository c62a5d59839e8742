package dev.hardstop.dynamodb;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Pauses between tries, each up to twice as long as the one before, at random, so that callers that
 * were throttled together do not come back together.
 */
final class Backoff {
  /** With these a caller who gets nothing gives up after 0.8 s at the latest. */
  static final int PAUSES = 5;

  private static final long FIRST_MILLIS = 25;

  private int taken;

  /** Pauses the thread; returns false, at once, when it has paused often enough. */
  boolean pause() {
    if (taken == PAUSES) {
      return false;
    }
    long longest = FIRST_MILLIS << taken++;
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(longest + 1));
      return true;
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
