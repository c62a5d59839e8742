package dev.hardstop.watchstate;

import java.util.List;

/**
 * Numbers of messages of one period, as SES counts them, and what their rates mean.
 *
 * @param attempts messages that SES tried to deliver
 * @param bounces those that bounced permanently
 * @param complaints complaints about them
 */
public record SendingCounts(long attempts, long bounces, long complaints) {
  /**
   * In percent of the messages: the average that is reported for corporate senders, what SES recommends at
   * most, where SES reviews an account, and where it may pause its sending (Amazon SES developer guide,
   * "Understanding sending review").
   */
  public static final List<Double> BOUNCE_MARKS = List.of(0.48, 2.0, 5.0, 10.0);

  /** The same for complaints, for which SES publishes only the last two. */
  public static final List<Double> COMPLAINT_MARKS = List.of(0.1, 0.5);

  /** With fewer messages a rate means nothing. */
  private static final long FEWEST_ATTEMPTS = 100;

  /** In percent; 0 where nothing was sent. */
  public double bouncePercent() {
    return percent(bounces);
  }

  /** In percent; 0 where nothing was sent. */
  public double complaintPercent() {
    return percent(complaints);
  }

  /** What the rate of bounces means. */
  public Level bounceLevel() {
    return level(
        bouncePercent(),
        BOUNCE_MARKS,
        List.of(Level.FAIR, Level.RAISED, Level.REVIEW, Level.PAUSE));
  }

  /** What the rate of complaints means. */
  public Level complaintLevel() {
    return level(complaintPercent(), COMPLAINT_MARKS, List.of(Level.REVIEW, Level.PAUSE));
  }

  /** By the rate as it is shown, so that no rate stands on a mark with the level below it. */
  private Level level(double percent, List<Double> marks, List<Level> reached) {
    if (attempts < FEWEST_ATTEMPTS) {
      return Level.UNKNOWN;
    }
    Level level = Level.GOOD;
    for (int i = 0; i < marks.size() && rounded(percent) >= marks.get(i); i++) {
      level = reached.get(i);
    }
    return level;
  }

  /** With two decimals, as rates are shown. */
  public static double rounded(double percent) {
    return Math.round(percent * 100) / 100.0;
  }

  private double percent(long part) {
    return attempts == 0 ? 0 : 100.0 * part / attempts;
  }

  /** What a rate means, by the marks of {@link SendingCounts}. */
  public enum Level {
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

    /** What the level means, in words. */
    public String explanation() {
      return explanation;
    }
  }
}
