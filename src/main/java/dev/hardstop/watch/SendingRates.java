package dev.hardstop.watch;

import dev.hardstop.watch.SendingAccount.DataPoint;
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
 * @param points of the last two weeks, the newest first
 * @param now when they were read
 */
record SendingRates(List<DataPoint> points, Instant now) {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration WEEK = Duration.ofDays(7);

  SendingRates {
    points =
        points.stream().sorted(Comparator.comparing(DataPoint::at).reversed()).toList();
  }

  Counts day() {
    return since(DAY);
  }

  Counts week() {
    return since(WEEK);
  }

  /**
   * The newest messages, as many as a rate needs to be meaningful, and none older than a week.
   *
   * @param volume how many messages that are
   * @return empty where fewer were sent
   */
  Optional<Counts> newest(long volume) {
    List<DataPoint> newest = new ArrayList<>();
    long attempts = 0;
    for (DataPoint point : points) {
      if (attempts >= volume || isOlder(point, WEEK)) {
        break;
      }
      newest.add(point);
      attempts += point.attempts();
    }
    return attempts >= volume ? Optional.of(Counts.of(newest)) : Optional.empty();
  }

  private Counts since(Duration age) {
    return Counts.of(points.stream().filter(point -> !isOlder(point, age)).toList());
  }

  private boolean isOlder(DataPoint point, Duration age) {
    return point.at().isBefore(now.minus(age));
  }

  /**
   * Numbers of messages.
   *
   * @param attempts messages that SES tried to deliver
   * @param bounces those that bounced permanently
   * @param complaints complaints about them
   */
  record Counts(long attempts, long bounces, long complaints) {
    /** With fewer messages a rate means nothing. */
    private static final long FEWEST_ATTEMPTS = 100;

    private static Counts of(Collection<DataPoint> points) {
      long attempts = 0;
      long bounces = 0;
      long complaints = 0;
      for (DataPoint point : points) {
        attempts += point.attempts();
        bounces += point.bounces();
        complaints += point.complaints();
      }
      return new Counts(attempts, bounces, complaints);
    }

    /** In percent; 0 where nothing was sent. */
    double bouncePercent() {
      return percent(bounces);
    }

    /** In percent; 0 where nothing was sent. */
    double complaintPercent() {
      return percent(complaints);
    }

    /** The average of corporate senders is 0.48 %, and SES recommends less than 2 %. */
    Level bounceLevel() {
      return level(bouncePercent(), 0.48, 2, 5, 10);
    }

    /** SES publishes no figure for complaints below that of its review. */
    Level complaintLevel() {
      return level(complaintPercent(), 0.1, 0.1, 0.1, 0.5);
    }

    private Level level(double percent, double fair, double raised, double review, double pause) {
      if (attempts < FEWEST_ATTEMPTS) {
        return Level.UNKNOWN;
      }
      if (percent >= pause) {
        return Level.PAUSE;
      }
      if (percent >= review) {
        return Level.REVIEW;
      }
      if (percent >= raised) {
        return Level.RAISED;
      }
      return percent >= fair ? Level.FAIR : Level.GOOD;
    }

    private double percent(long part) {
      return attempts == 0 ? 0 : 100.0 * part / attempts;
    }
  }

  /**
   * What a rate means, by the figures at which SES reviews an account or pauses its sending (Amazon SES
   * developer guide, "Understanding sending review").
   */
  enum Level {
    GOOD("no action is needed"),
    FAIR("more than the average of corporate senders, but within what SES recommends"),
    RAISED("more than SES recommends"),
    REVIEW("SES may place the account under review"),
    PAUSE("SES may pause the account's sending"),
    UNKNOWN("too few messages to tell");

    private final String explanation;

    Level(String explanation) {
      this.explanation = explanation;
    }

    String explanation() {
      return explanation;
    }
  }
}
