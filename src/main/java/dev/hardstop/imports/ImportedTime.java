package dev.hardstop.imports;

import static java.util.Objects.requireNonNull;

import dev.hardstop.sesevent.SesTime;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;

/**
 * A time in a file. These forms are read: seconds since 1970, with or without decimals; ISO 8601 with {@code T} or a
 * blank, with up to 9 decimals, and with {@code Z}, an offset or no zone; RFC 2822 with {@code GMT}, {@code UTC} or
 * an offset; a date without a time of day. A number in scientific notation, which spreadsheets write, is not a time.
 *
 * @param instant the time in UTC, from 2010 to 2100: SES's own events have the same limits
 * @param zoneAssumed whether no zone was given, so that UTC was assumed
 */
record ImportedTime(Instant instant, boolean zoneAssumed) {
  private static final BigDecimal LATEST_SECOND = BigDecimal.valueOf(Instant.MAX.getEpochSecond());
  private static final int NANOS_PER_SECOND = 9;

  /** Without the day of the week, which is redundant. */
  private static final DateTimeFormatter RFC_2822 = new DateTimeFormatterBuilder()
      .parseCaseInsensitive()
      .appendPattern("d MMM uuuu HH:mm[:ss] ")
      .appendPattern("[XX][XXX]")
      .toFormatter(Locale.ROOT)
      .withResolverStyle(ResolverStyle.STRICT);

  ImportedTime {
    requireNonNull(instant, "instant is null");
  }

  /** The time in the text; empty if it has none. */
  static Optional<ImportedTime> find(String text) {
    String time = text.strip();
    if (time.isEmpty() || time.length() > SesTime.LONGEST_TIME) {
      return Optional.empty();
    }
    return (isNumber(time) ? ofSeconds(time) : ofDate(time))
        .filter(read -> SesTime.isPlausible(read.instant));
  }

  private static boolean isNumber(String text) {
    return text.chars().allMatch(c -> c >= '0' && c <= '9' || c == '.')
        && Character.isDigit(text.charAt(0))
        && text.indexOf('.') == text.lastIndexOf('.');
  }

  private static Optional<ImportedTime> ofSeconds(String text) {
    BigDecimal seconds = new BigDecimal(text);
    if (seconds.compareTo(LATEST_SECOND) > 0) {
      return Optional.empty();
    }
    long whole = seconds.longValue();
    long nanos = seconds
        .subtract(BigDecimal.valueOf(whole))
        .movePointRight(NANOS_PER_SECOND)
        .longValue();
    return Optional.of(new ImportedTime(Instant.ofEpochSecond(whole, nanos), false));
  }

  private static Optional<ImportedTime> ofDate(String text) {
    try {
      char first = text.charAt(0);
      boolean isIso = text.length() > 4 && text.charAt(4) == '-' && Character.isDigit(first);
      return isIso ? ofIso(text) : Optional.of(ofRfc2822(text));
    } catch (DateTimeException noTime) {
      return Optional.empty();
    }
  }

  private static Optional<ImportedTime> ofIso(String text) {
    if (text.length() <= "2026-11-03".length()) {
      Instant day = LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
      return Optional.of(new ImportedTime(day, true));
    }
    return SesTime.find(text).map(time -> new ImportedTime(time.instant(), !time.hasOffset()));
  }

  private static ImportedTime ofRfc2822(String text) {
    String date = text.substring(text.indexOf(',') + 1).strip();
    int zone = date.lastIndexOf(' ') + 1;
    String named = date.substring(zone).toUpperCase(Locale.ROOT);
    if (named.equals("GMT") || named.equals("UTC") || named.equals("UT") || named.equals("Z")) {
      date = date.substring(0, zone) + "+0000";
    }
    return new ImportedTime(OffsetDateTime.parse(date, RFC_2822).toInstant(), false);
  }
}
