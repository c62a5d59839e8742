package dev.hardstop.sesaccount;

import static java.util.Objects.requireNonNull;

import dev.hardstop.sesaccount.SesSuppressionList.SesUnavailableException;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Makes calls one after another, each at least a second after the previous call ended. SES accepts one
 * call a second of each action other than sending (Amazon SES developer guide, "Service quotas"). The
 * second is counted from the end of a call, because only then is it certain that SES has counted the
 * call.
 */
final class OneCallASecond {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final LongSupplier nanoTime;
  private final Pause pause;
  private boolean hasCalled;
  private long lastEnd;

  /** A way to wait. */
  @FunctionalInterface
  interface Pause {
    /** Waits for this many nanoseconds, 1 or more. */
    void nanos(long nanos) throws InterruptedException;
  }

  OneCallASecond(LongSupplier nanoTime, Pause pause) {
    this.nanoTime = requireNonNull(nanoTime, "nanoTime is null");
    this.pause = requireNonNull(pause, "pause is null");
  }

  static OneCallASecond ofSystem() {
    return new OneCallASecond(System::nanoTime, nanos -> Thread.sleep(nanos / 1_000_000 + 1));
  }

  /**
   * Makes a call as soon as the pace allows it.
   *
   * @param longer how long to wait in addition to the second after the previous call; 0 or more
   * @throws SesUnavailableException if the thread is interrupted while it waits
   */
  synchronized <T> T call(Duration longer, Supplier<T> call) {
    if (hasCalled) {
      await(lastEnd + SECOND + longer.toNanos());
    }
    try {
      return call.get();
    } finally {
      hasCalled = true;
      lastEnd = nanoTime.getAsLong();
    }
  }

  private void await(long time) {
    try {
      for (long left = time - nanoTime.getAsLong(); left > 0; left = time - nanoTime.getAsLong()) {
        pause.nanos(left);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new SesUnavailableException("interrupted while waiting for SES", interrupted);
    }
  }
}
