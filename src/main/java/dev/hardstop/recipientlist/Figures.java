package dev.hardstop.recipientlist;

import java.math.BigDecimal;
import java.util.Locale;

/** How numbers are written in messages. */
final class Figures {
  private Figures() {}

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A share to compare with, in percent, with no more decimals than it needs. */
  static String threshold(double percent) {
    return BigDecimal.valueOf(percent).stripTrailingZeros().toPlainString() + " %";
  }

  /** A share, in percent with two decimals. */
  static String percent(double percent) {
    return String.format(Locale.ROOT, "%.2f %%", percent);
  }
}
