package dev.hardstop.cli.export;

import dev.hardstop.cli.CommandException;
import dev.hardstop.suppression.TableUnavailableException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Repeats a call to the table that failed because of throttling, a server error or the network, for about a minute.
 * The SDK has already repeated it several times. A call that is not permitted is not repeated.
 */
final class TableRetry {
  private static final int PAUSES = 6;

  private TableRetry() {}

  static <T> T with(Supplier<T> call) {
    for (int pause = 0; ; pause++) {
      try {
        return call.get();
      } catch (TableUnavailableException unavailable) {
        if (pause == PAUSES || !mayPass(unavailable)) {
          throw unavailable;
        }
        sleep(1 << pause);
      }
    }
  }

  private static boolean mayPass(TableUnavailableException unavailable) {
    return !(unavailable.getCause() instanceof AwsServiceException refused)
        || refused.isThrottlingException()
        || refused.statusCode() >= 500;
  }

  private static void sleep(int seconds) {
    try {
      TimeUnit.SECONDS.sleep(seconds);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw CommandException.unreachable("interrupted", interrupted);
    }
  }
}
