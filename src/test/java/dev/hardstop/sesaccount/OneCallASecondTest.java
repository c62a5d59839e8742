package dev.hardstop.sesaccount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hardstop.sesaccount.SesSuppressionList.SesUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The distance between calls, on a clock that only pauses move forward. */
class OneCallASecondTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration A_THIRD = Duration.ofMillis(333);

  private final List<Duration> calls = new ArrayList<>();
  private long now = Long.MAX_VALUE - SECOND.toNanos();

  private final OneCallASecond pace =
      new OneCallASecond(() -> now, nanos -> now += Math.max(1, nanos / 2));

  private Duration sinceStart() {
    return Duration.ofNanos(now - (Long.MAX_VALUE - SECOND.toNanos()));
  }

  private void call(Duration longer, Duration takes) {
    pace.call(longer, () -> {
      calls.add(sinceStart());
      now += takes.toNanos();
      return "";
    });
  }

  @Test
  void theFirstCallDoesNotWait() {
    call(Duration.ZERO, A_THIRD);
    assertThat(calls).containsExactly(Duration.ZERO);
  }

  @Test
  void eachCallBeginsASecondAfterTheEndOfThePreviousOne() {
    for (int i = 0; i < 3; i++) {
      call(Duration.ZERO, A_THIRD);
    }
    Duration one = SECOND.plus(A_THIRD);
    assertThat(calls).containsExactly(Duration.ZERO, one, one.multipliedBy(2));
  }

  @Test
  void aCallThatFailedCountsAsWell() {
    assertThatThrownBy(() -> pace.call(Duration.ZERO, () -> {
          throw new IllegalStateException("failed");
        }))
        .isInstanceOf(IllegalStateException.class);
    call(Duration.ZERO, Duration.ZERO);
    assertThat(calls).containsExactly(SECOND);
  }

  @Test
  void aRepetitionWaitsLonger() {
    call(Duration.ZERO, Duration.ZERO);
    call(SECOND, Duration.ZERO);
    assertThat(calls).containsExactly(Duration.ZERO, SECOND.multipliedBy(2));
  }

  @Test
  void timeThatPassedAnywayIsNotWaitedForAgain() {
    call(Duration.ZERO, Duration.ZERO);
    now += SECOND.multipliedBy(5).toNanos();
    call(Duration.ZERO, Duration.ZERO);
    assertThat(calls).containsExactly(Duration.ZERO, SECOND.multipliedBy(5));
  }

  @Test
  void anInterruptedWaitIsAFailureThatMaySucceedLater() {
    OneCallASecond interrupted = new OneCallASecond(() -> now, nanos -> {
      throw new InterruptedException();
    });
    interrupted.call(Duration.ZERO, () -> "");
    try {
      assertThatThrownBy(() -> interrupted.call(Duration.ZERO, () -> ""))
          .isInstanceOf(SesUnavailableException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
