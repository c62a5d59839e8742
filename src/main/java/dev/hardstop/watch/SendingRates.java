package dev.hardstop.watch;

import dev.hardstop.watch.SendingAccount.DataPoint;
import dev.hardstop.watchstate.SendingCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The rates of bounces and complaints, as SES counts them.
 *
 * @param points the counts of the last two weeks, the newest first
 * @param now when the counts were read
 */
record SendingRates(List<DataPoint> points, Instant now) {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration WEEK = Duration.ofDays(7);

  SendingRates {
    points =
        points.stream().sorted(Comparator.comparing(DataPoint::at).reversed()).toList();
  }

  SendingCounts day() {
    return since(DAY);
  }

  SendingCounts week() {
    return since(WEEK);
  }

  /**
   * Returns the counts of the newest messages: as many as a rate needs to be meaningful, and none older
   * than a week.
   *
   * @param volume how many messages a rate needs
   * @return the counts; empty if fewer messages were sent
   */
  Optional<SendingCounts> newest(long volume) {
    List<DataPoint> newest = new ArrayList<>();
    long attempts = 0;
    for (DataPoint point : points) {
      if (attempts >= volume || isOlder(point, WEEK)) {
        break;
      }
      newest.add(point);
      attempts += point.attempts();
    }
    return attempts >= volume ? Optional.of(sum(newest)) : Optional.empty();
  }

  private SendingCounts since(Duration age) {
    return sum(points.stream().filter(point -> !isOlder(point, age)).toList());
  }

  private boolean isOlder(DataPoint point, Duration age) {
    return point.at().isBefore(now.minus(age));
  }

  private static SendingCounts sum(Collection<DataPoint> points) {
    return new SendingCounts(
        points.stream().mapToLong(DataPoint::attempts).sum(),
        points.stream().mapToLong(DataPoint::bounces).sum(),
        points.stream().mapToLong(DataPoint::complaints).sum());
  }
}
