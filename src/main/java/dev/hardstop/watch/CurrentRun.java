package dev.hardstop.watch;

import static java.util.Objects.requireNonNull;

import dev.hardstop.lambda.FailureText;
import dev.hardstop.suppression.UnreadableItemException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The run in progress: when it began, whether its time is over, and which steps it had to skip. If SES
 * or SNS is down, the steps that need the service are skipped and all other steps run. If the table is
 * down, the run fails. Several threads may use one instance.
 */
final class CurrentRun {
  private static final Logger LOG = Logger.getLogger(CurrentRun.class);
  private static final String UNREADABLE = "items that cannot be read";

  private final Instant now;
  private final BooleanSupplier outOfTime;
  private final List<String> skipped = new ArrayList<>();

  /**
   * @param now when the run began
   * @param outOfTime returns whether no further step may begin
   */
  CurrentRun(Instant now, BooleanSupplier outOfTime) {
    this.now = requireNonNull(now, "now is null");
    this.outOfTime = requireNonNull(outOfTime, "outOfTime is null");
  }

  Instant now() {
    return now;
  }

  /** The UTC day on which the run began. */
  LocalDate today() {
    return LocalDate.ofInstant(now, ZoneOffset.UTC);
  }

  boolean isOutOfTime() {
    return outOfTime.getAsBoolean();
  }

  /**
   * Returns the result of a call to AWS. If the call fails, the step is skipped and the result is
   * empty.
   */
  <T> Optional<T> attempt(String step, Supplier<T> call) {
    try {
      return Optional.of(call.get());
    } catch (SdkException failure) {
      skip(step, failure);
      return Optional.empty();
    }
  }

  /** Returns whether a call to AWS succeeded. If the call fails, the step is skipped. */
  boolean succeeds(String step, Runnable call) {
    return attempt(step, () -> {
          call.run();
          return true;
        })
        .isPresent();
  }

  /** Records that a step was skipped. */
  synchronized void skip(String step) {
    skipped.add(step);
  }

  /** Records that a step was skipped, and logs why. */
  void skip(String step, SdkException failure) {
    skip(step);
    LOG.warnf("Skipped %s: %s", step, FailureText.of(failure));
  }

  /** Records that a step was skipped, and logs why; the reason contains no address. */
  void skip(String step, String reason) {
    skip(step);
    LOG.warnf("Skipped %s: %s", step, reason);
  }

  /** Records and logs that items were skipped. */
  synchronized void skipUnreadable(Collection<UnreadableItemException> items) {
    if (items.isEmpty()) {
      return;
    }
    if (!skipped.contains(UNREADABLE)) {
      skipped.add(UNREADABLE);
    }
    UnreadableItemException.messages(items).forEach(message -> LOG.errorf("Skipped: %s", message));
  }

  /** The steps that were skipped so far. */
  synchronized List<String> skipped() {
    return List.copyOf(skipped);
  }
}
