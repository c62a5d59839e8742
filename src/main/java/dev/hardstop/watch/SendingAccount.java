package dev.hardstop.watch;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/** The account's sending at SES. Calls throw the exceptions of the AWS SDK. */
interface SendingAccount {
  /** Returns the sending statistics of the last two weeks. */
  List<DataPoint> statistics();

  /** Returns how much the account may send, and has sent. */
  Quota quota();

  /** Switches sending with a configuration set on or off. The call may be repeated. */
  void switchSending(String configurationSet, boolean on);

  /**
   * The counts of SES for a quarter of an hour (Amazon SES API reference, SendDataPoint).
   *
   * @param at when the quarter began
   * @param attempts how many messages SES tried to deliver
   * @param bounces how many messages bounced permanently
   * @param complaints how many complaints about messages SES received
   */
  record DataPoint(Instant at, long attempts, long bounces, long complaints) {
    public DataPoint {
      requireNonNull(at, "at is null");
    }
  }

  /**
   * The send quota (Amazon SES API reference, GetSendQuota).
   *
   * @param perDay messages that may be sent in 24 hours; negative if there is no limit
   * @param perSecond messages that may be sent in a second
   * @param sentLastDay messages sent in the last 24 hours
   */
  record Quota(double perDay, double perSecond, double sentLastDay) {}
}
