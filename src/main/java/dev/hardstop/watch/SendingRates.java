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
record SendingRates(List<SendingDataPoint> points, Instant now) {
  /** The average of corporate senders, in percent. */
  static final double AVERAGE_BOUNCES = 0.48;

  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration WEEK = Duration.ofDays(7);

  SendingRates {
    points = points.stream()
        .sorted(Comparator.comparing(SendingDataPoint::at).reversed())
        .toList();
  }

  SendingCounts day() {
    return since(DAY);
  }

  SendingCounts week() {
    return since(WEEK);
  }

  /**
   * The newest messages, as many as it takes for a rate to mean something, but none older than a
   * week.
   *
   * @param volume how many that is
   * @return empty where there were not so many
   */
  Optional<SendingCounts> newest(long volume) {
    List<SendingDataPoint> newest = new ArrayList<>();
    long attempts = 0;
    for (SendingDataPoint point : points) {
      if (attempts >= volume || isOlder(point, WEEK)) {
        break;
      }
      newest.add(point);
      attempts += point.attempts();
    }
    return attempts >= volume ? Optional.of(SendingCounts.of(newest)) : Optional.empty();
  }

  private SendingCounts since(Duration span) {
    return SendingCounts.of(
        points.stream().filter(point -> !isOlder(point, span)).toList());
  }

  private boolean isOlder(SendingDataPoint point, Duration span) {
    return point.at().isBefore(now.minus(span));
  }
}
