package dev.hardstop.watchstate;

import java.util.List;

/**
 * The numbers of messages in one period, as SES counts them, and the levels of their rates.
 *
 * @param attempts messages that SES tried to deliver
 * @param bounces messages that bounced permanently
 * @param complaints complaints about these messages
 */
public record SendingCounts(long attempts, long bounces, long complaints) {
  /**
   * Bounce rates in percent of the messages: the average that is reported for corporate senders, the most
   * that SES recommends, the rate at which SES reviews an account, and the rate at which SES may pause its
   * sending (Amazon SES developer guide, "Understanding sending review").
   */
  public static final List<Double> BOUNCE_MARKS = List.of(0.48, 2.0, 5.0, 10.0);

  /**
   * Complaint rates in percent: SES publishes only the rates at which it reviews and at which it may pause.
   */
  public static final List<Double> COMPLAINT_MARKS = List.of(0.1, 0.5);

  /** With fewer messages a rate means nothing. */
  private static final long FEWEST_ATTEMPTS = 100;

  /** The bounce rate in percent; 0 if nothing was sent. */
  public double bouncePercent() {
    return percent(bounces);
  }

  /** The complaint rate in percent; 0 if nothing was sent. */
  public double complaintPercent() {
    return percent(complaints);
  }

  /** The level of the bounce rate. */
  public Level bounceLevel() {
    return level(
        bouncePercent(),
        BOUNCE_MARKS,
        List.of(Level.FAIR, Level.RAISED, Level.REVIEW, Level.PAUSE));
  }

  /** The level of the complaint rate. */
  public Level complaintLevel() {
    return level(complaintPercent(), COMPLAINT_MARKS, List.of(Level.REVIEW, Level.PAUSE));
  }

  /**
   * The level of a rate. The rate is rounded as it is shown, so that a rate shown as equal to a mark has
   * reached it.
   */
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

  /** The rate rounded to two decimals, as it is shown. */
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
