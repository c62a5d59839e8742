package dev.hardstop.sesevent;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads the times in SES's JSON. SES writes ISO 8601 in UTC ({@code 2026-11-24T10:00:00.000Z}), and
 * sometimes {@code 2026-11-24T10:00:00 +0000}. Both forms and mixtures of them are read; a time
 * without an offset is UTC.
 *
 * <p>A year before {@value #FIRST_YEAR}, when SES did not exist, or after {@value #LAST_YEAR} is
 * invalid: no later message could have a newer day.
 */
final class SesTime {
  /** The longest text worth reading, in characters. */
  static final int LONGEST = 64;

  static final int FIRST_YEAR = 2010;
  static final int LAST_YEAR = 2100;

  private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
      .parseCaseInsensitive()
      .append(DateTimeFormatter.ISO_LOCAL_DATE)
      .appendPattern("['T'][ ]")
      .append(DateTimeFormatter.ISO_LOCAL_TIME)
      .appendPattern("[ ]")
      .appendPattern("[XXX][XX][X]")
      .toFormatter(Locale.ROOT)
      .withResolverStyle(ResolverStyle.STRICT);

  private SesTime() {}

  /** The time in the text; empty if it is not a valid time. */
  static Optional<Instant> find(String text) {
    try {
      TemporalAccessor read = FORMAT.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
      return Optional.of(instant(read)).filter(SesTime::isPlausible);
    } catch (DateTimeException noTime) {
      return Optional.empty();
    }
  }

  private static Instant instant(TemporalAccessor read) {
    return read instanceof OffsetDateTime withOffset
        ? withOffset.toInstant()
        : ((LocalDateTime) read).toInstant(ZoneOffset.UTC);
  }

  private static boolean isPlausible(Instant time) {
    int year = time.atOffset(ZoneOffset.UTC).getYear();
    return year >= FIRST_YEAR && year <= LAST_YEAR;
  }
}
