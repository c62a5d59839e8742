package dev.hardstop.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How the sending goes, by SES's own count.
 *
 * @param points of the last two weeks, the newest first
 * @param now when they were asked for
 */
record SendingRates(List<SendPoint> points, Instant now) {
  /** The average of corporate senders, in percent. */
  static final double AVERAGE_BOUNCES = 0.48;

  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration WEEK = Duration.ofDays(7);

  SendingRates {
    points =
        points.stream().sorted(Comparator.comparing(SendPoint::at).reversed()).toList();
  }

  Tally day() {
    return since(DAY);
  }

  Tally week() {
    return since(WEEK);
  }

  /**
   * The newest messages, as many as it takes for a rate to mean something, but none older than a
   * week.
   *
   * @param volume how many that is
   * @return empty where there were not so many
   */
  Optional<Tally> newest(long volume) {
    List<SendPoint> newest = new ArrayList<>();
    long attempts = 0;
    for (SendPoint point : points) {
      if (attempts >= volume || isOlder(point, WEEK)) {
        break;
      }
      newest.add(point);
      attempts += point.attempts();
    }
    return attempts >= volume ? Optional.of(Tally.of(newest)) : Optional.empty();
  }

  private Tally since(Duration span) {
    return Tally.of(points.stream().filter(point -> !isOlder(point, span)).toList());
  }

  private boolean isOlder(SendPoint point, Duration span) {
    return point.at().isBefore(now.minus(span));
  }
}
