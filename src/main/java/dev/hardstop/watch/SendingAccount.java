package dev.hardstop.watch;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/** The account's sending at SES. Calls throw the exceptions of the AWS SDK. */
interface SendingAccount {
  /** What was sent in the last two weeks. */
  List<DataPoint> statistics();

  /** How much the account may send, and has sent. */
  Quota quota();

  /** Switches the sending with a configuration set on or off. It may be repeated. */
  void switchSending(String configurationSet, boolean on);

  /**
   * What SES counted in a quarter of an hour (Amazon SES API reference, SendDataPoint).
   *
   * @param at when the quarter began
   * @param attempts messages that SES tried to deliver
   * @param bounces those that bounced permanently
   * @param complaints complaints about them
   */
  record DataPoint(Instant at, long attempts, long bounces, long complaints) {
    public DataPoint {
      requireNonNull(at, "at is null");
    }
  }

  /**
   * The send quota (Amazon SES API reference, GetSendQuota).
   *
   * @param perDay messages that may be sent in 24 hours; negative where there is no limit
   * @param perSecond messages that may be sent in a second
   * @param sentLastDay messages sent in the last 24 hours
   */
  record Quota(double perDay, double perSecond, double sentLastDay) {}
}
