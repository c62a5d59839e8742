package dev.hardstop.dynamodb;

import dev.hardstop.suppression.TableUnavailableException;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;

/**
 * How long one read of many keys may take, with all of its requests: as long as the client lets one
 * call take, a fifth of that more for each further request, and 4.5 times that at most. With the
 * 1.7 s of application.properties this is 7.65 s, and a function has 10. What is over then was not
 * read, and its caller can still be told so.
 */
final class ReadTime {
  private static final double FOR_A_FURTHER_REQUEST = 0.2;
  private static final double LONGEST = 4.5;

  private final Optional<Duration> call;
  private final long end;

  /**
   * Begins now.
   *
   * @param call how long one call may take; without, there is no limit
   * @param requests how many requests the read needs at least
   */
  ReadTime(Optional<Duration> call, int requests) {
    this.call = call;
    double calls = Math.min(1 + FOR_A_FURTHER_REQUEST * (requests - 1), LONGEST);
    long whole = call.map(one -> (long) (one.toNanos() * calls)).orElse(0L);
    end = System.nanoTime() + whole;
  }

  /**
   * Lets the next request take no longer than is left.
   *
   * @throws TableUnavailableException when nothing is left
   */
  void limit(AwsRequestOverrideConfiguration.Builder request) {
    if (call.isPresent()) {
      Duration left = Duration.ofNanos(end - System.nanoTime());
      if (left.toMillis() < 1) {
        throw new TableUnavailableException("the time for a read is over");
      }
      request.apiCallTimeout(left.compareTo(call.get()) < 0 ? left : call.get());
    }
  }
}
