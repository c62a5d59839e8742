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
 * Reads SES's times. SES writes ISO 8601 in UTC ({@code 2026-11-24T10:00:00.000Z}), and now and
 * then {@code 2026-11-24T10:00:00 +0000}; both and what lies between are read, without an offset as
 * UTC.
 *
 * <p>A year before {@value #FIRST_YEAR}, when SES did not exist, or after {@value #LAST_YEAR} is no
 * time of SES's: it would be a day that no later message can outdate.
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

  /** The time that the text writes, empty where it writes none. */
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
