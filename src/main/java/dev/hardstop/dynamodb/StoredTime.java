package dev.hardstop.dynamodb;

import dev.hardstop.suppression.RuleMatch;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Reads the times in a dossier. A verdict adds days to them, so a time is unreadable if its year is so
 * far away that the sum could exceed the range of Java's dates. Each method throws an
 * {@link IllegalArgumentException} or a {@link java.time.DateTimeException} if the text cannot be read.
 */
final class StoredTime {
  private static final int LARGEST_YEAR = 99_999;

  private StoredTime() {}

  static Instant instant(String text) {
    Instant instant = Instant.parse(text);
    requireCalculable(LocalDate.ofInstant(instant, ZoneOffset.UTC));
    return instant;
  }

  static LocalDate day(String text) {
    LocalDate day = LocalDate.parse(text);
    requireCalculable(day);
    return day;
  }

  static RuleMatch match(String text) {
    RuleMatch match = RuleMatch.parse(text);
    requireCalculable(match.day());
    return match;
  }

  private static void requireCalculable(LocalDate day) {
    if (Math.abs(day.getYear()) > LARGEST_YEAR) {
      throw new IllegalArgumentException("the year has more than five digits");
    }
  }
}
