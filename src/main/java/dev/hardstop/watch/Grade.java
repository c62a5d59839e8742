package dev.hardstop.watch;

/** How a rate is to be taken, by the figures that SES names for its review and its pause. */
enum Grade {
  GOOD("better than the average sender"),
  FAIR("more than the average sender has, less than SES advises against"),
  RAISED("more than SES advises"),
  REVIEW("SES may place the account under review"),
  PAUSE("SES may pause the account's sending"),
  UNKNOWN("too few messages to say");

  private static final long FEW = 100;
  private final String words;

  Grade(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  /** Whether somebody has to do something. */
  boolean isBad() {
    return this == RAISED || this == REVIEW || this == PAUSE;
  }

  static Grade ofBounces(Tally tally) {
    return tally.attempts() < FEW
        ? UNKNOWN
        : of(tally.bouncePercent(), SendingRates.AVERAGE_BOUNCES, 2, 5, 10);
  }

  /** SES names no figure below which complaints are fine: half of the one for its review is. */
  static Grade ofComplaints(Tally tally) {
    return tally.attempts() < FEW ? UNKNOWN : of(tally.complaintPercent(), 0.02, 0.05, 0.1, 0.5);
  }

  private static Grade of(double percent, double fair, double raised, double review, double pause) {
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
