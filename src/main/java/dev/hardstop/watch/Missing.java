package dev.hardstop.watch;

import dev.hardstop.lambda.FailureText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What a round had to do without: SES or SNS may be down, and everything else goes on. The table is
 * not among them: without it there is no round.
 */
final class Missing {
  private static final Logger LOG = Logger.getLogger(Missing.class);

  private final List<String> what = new ArrayList<>();

  /** What a call gives; nothing where it fails, which is noted. */
  <T> Optional<T> orNothing(String name, Supplier<T> call) {
    try {
      return Optional.of(call.get());
    } catch (SdkException down) {
      add(name, down);
      return Optional.empty();
    }
  }

  /** Whether a call succeeded; that it did not is noted. */
  boolean unlessFails(String name, Runnable call) {
    try {
      call.run();
      return true;
    } catch (SdkException down) {
      add(name, down);
      return false;
    }
  }

  /** Notes what was left undone for another reason. */
  void add(String name) {
    what.add(name);
  }

  List<String> what() {
    return List.copyOf(what);
  }

  private void add(String name, SdkException down) {
    what.add(name);
    LOG.warnf("Without %s: %s", name, FailureText.of(down));
  }
}
