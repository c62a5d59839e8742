package dev.hardstop.watch;

/** How a rate is to be taken, by the figures that SES names for its review and its pause. */
enum RateLevel {
  GOOD("no action is needed"),
  FAIR("more than the average of corporate senders, but within what SES recommends"),
  RAISED("more than SES recommends"),
  REVIEW("SES may place the account under review"),
  PAUSE("SES may pause the account's sending"),
  UNKNOWN("too few messages to tell");

  private static final long FEW = 100;
  private final String words;

  RateLevel(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  /** Whether somebody has to do something. */
  boolean isBad() {
    return this == RAISED || this == REVIEW || this == PAUSE;
  }

  static RateLevel ofBounces(SendingCounts tally) {
    return tally.attempts() < FEW
        ? UNKNOWN
        : of(tally.bouncePercent(), SendingRates.AVERAGE_BOUNCES, 2, 5, 10);
  }

  /** SES names no figure for complaints below that of its review. */
  static RateLevel ofComplaints(SendingCounts tally) {
    return tally.attempts() < FEW ? UNKNOWN : of(tally.complaintPercent(), 0.1, 0.1, 0.1, 0.5);
  }

  private static RateLevel of(
      double percent, double fair, double raised, double review, double pause) {
    if (percent >= pause) {
      return PAUSE;
    }
    if (percent >= review) {
      return REVIEW;
    }
    if (percent >= raised) {
      return RAISED;
    }
    return percent >= fair ? FAIR : GOOD;
  }
}
