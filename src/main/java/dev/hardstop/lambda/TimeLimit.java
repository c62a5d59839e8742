package dev.hardstop.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Until when an invocation starts something: early enough that what has been started ends, and that
 * the answer says of each message what became of it, before Lambda ends the invocation and brings
 * the whole batch again.
 */
public final class TimeLimit {
  /** The longest that one start can take, a read of thousands of keys, and the answer. */
  private static final long RESERVED_MILLIS = 10_000;

  /** Of a short time, so much is used: a function that never starts anything never ends either. */
  private static final double USED_OF_A_SHORT_TIME = 2 / 3.0;

  /** No function of Lambda's runs longer than 15 minutes (AWS Lambda developer guide, "Quotas"). */
  private static final long LONGEST_MILLIS = TimeUnit.MINUTES.toMillis(15);

  private TimeLimit() {}

  /**
   * Whether the time of this invocation is over. It never is where the context knows no end, as that
   * of a local event server.
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
