package dev.hardstop.watch;

import dev.hardstop.lambda.FailureText;
import dev.hardstop.suppression.UnreadableItemException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What a round had to do without: SES or SNS may be down, and everything else goes on. The table is
 * not among them: without it there is no round.
 */
final class SkippedSteps {
  private static final Logger LOG = Logger.getLogger(SkippedSteps.class);

  private static final String UNREADABLE = "items that cannot be read";
  private static final int MOST_LINES = 10;

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
  synchronized void add(String name) {
    what.add(name);
  }

  /** Notes items that cannot be read, and logs which; readers on several threads may call it. */
  synchronized void addUnreadable(Collection<UnreadableItemException> items) {
    if (items.isEmpty()) {
      return;
    }
    if (!what.contains(UNREADABLE)) {
      what.add(UNREADABLE);
    }
    items.stream()
        .map(UnreadableItemException::getMessage)
        .distinct()
        .sorted()
        .limit(MOST_LINES)
        .forEach(message -> LOG.errorf("Passed over: %s", message));
  }

  synchronized List<String> what() {
    return List.copyOf(what);
  }

  /** Notes a call that failed, and logs why. */
  void add(String name, SdkException down) {
    add(name);
    LOG.warnf("Without %s: %s", name, FailureText.of(down));
  }
}
