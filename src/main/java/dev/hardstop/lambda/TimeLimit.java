package dev.hardstop.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The time until which an invocation starts new work. It is early enough for started work to end and
 * for the response to name each failed message before Lambda times out the invocation and delivers the
 * whole batch again.
 */
public final class TimeLimit {
  /**
   * The time that is reserved for one piece of work, such as a read of thousands of keys, and the
   * response.
   */
  private static final long RESERVED_MILLIS = 10_000;

  /**
   * The share of a short remaining time that is used, so that every invocation starts some work.
   */
  private static final double USED_OF_A_SHORT_TIME = 2 / 3.0;

  /** The longest that a Lambda function runs (AWS Lambda developer guide, "Quotas"). */
  private static final long LONGEST_MILLIS = TimeUnit.MINUTES.toMillis(15);

  private TimeLimit() {}

  /**
   * Returns a supplier that tells whether the time of this invocation is over. It is never over if the
   * context, such as that of a local event server, has no valid remaining time.
   */
  public static BooleanSupplier of(Context context) {
    long remaining = context.getRemainingTimeInMillis();
    if (remaining <= 0 || remaining > LONGEST_MILLIS) {
      return () -> false;
    }
    long used = Math.max(remaining - RESERVED_MILLIS, (long) (remaining * USED_OF_A_SHORT_TIME));
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(used);
    return () -> System.nanoTime() - end >= 0;
  }
}
