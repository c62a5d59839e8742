package dev.hardstop.recipientlist;

import java.util.Locale;

/** How numbers are written in messages. */
final class Figures {
  private Figures() {}

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** @param percent in per cent */
  static String percent(double percent) {
    return String.format(Locale.ROOT, "%.2f %%", percent);
  }
}
