package dev.hardstop.watch;

import java.util.List;

/** What SES knows of the account's sending. Its exceptions pass. */
interface SendingAccount {
  /** What was sent in the last two weeks. */
  List<SendingDataPoint> statistics();

  /** How much may be sent. */
  Quota quota();

  /**
   * @param perDay messages in 24 hours; negative where there is no limit
   * @param perSecond messages in a second
   * @param sentLastDay messages in the last 24 hours
   */
  record Quota(double perDay, double perSecond, double sentLastDay) {}
}
