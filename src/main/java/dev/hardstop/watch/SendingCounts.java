package dev.hardstop.watch;

import java.util.Collection;

/**
 * Messages, and what became of them.
 *
 * @param attempts messages that SES tried to deliver
 * @param bounces of them, hard ones only
 * @param complaints of their recipients
 */
record SendingCounts(long attempts, long bounces, long complaints) {
  static SendingCounts of(Collection<SendingDataPoint> points) {
    long attempts = 0;
    long bounces = 0;
    long complaints = 0;
    for (SendingDataPoint point : points) {
      attempts += point.attempts();
      bounces += point.bounces();
      complaints += point.complaints();
    }
    return new SendingCounts(attempts, bounces, complaints);
  }

  /** In percent; 0 where nothing was sent. */
  double bouncePercent() {
    return percent(bounces);
  }

  /** In percent; 0 where nothing was sent. */
  double complaintPercent() {
    return percent(complaints);
  }

  private double percent(long part) {
    return attempts == 0 ? 0 : 100.0 * part / attempts;
  }
}
