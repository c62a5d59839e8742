package dev.hardstop.sesevent;

import static java.util.Objects.requireNonNull;

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
 * A time in SES's JSON. SES writes ISO 8601 in UTC ({@code 2026-11-24T10:00:00.000Z}), and sometimes
 * {@code 2026-11-24T10:00:00 +0000}. Both forms and mixtures of them are read; a time without an offset
 * is UTC.
 *
 * <p>A year before {@value #FIRST_YEAR}, when SES did not exist, or after {@value #LAST_YEAR} is
 * invalid: no later message could have a newer day.
 *
 * @param instant the time in UTC
 * @param hasOffset whether the text has an offset or {@code Z}
 */
public record SesTime(Instant instant, boolean hasOffset) {
  /** The longest text worth reading, in characters. */
  public static final int LONGEST_TIME = 64;

  private static final int FIRST_YEAR = 2010;
  private static final int LAST_YEAR = 2100;

  private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
      .parseCaseInsensitive()
      .append(DateTimeFormatter.ISO_LOCAL_DATE)
      .appendPattern("['T'][ ]")
      .append(DateTimeFormatter.ISO_LOCAL_TIME)
      .appendPattern("[ ]")
      .appendPattern("[XXX][XX][X]")
      .toFormatter(Locale.ROOT)
      .withResolverStyle(ResolverStyle.STRICT);

  public SesTime {
    requireNonNull(instant, "instant is null");
  }

  /** The time in the text; empty if it is not a valid time. */
  public static Optional<SesTime> find(String text) {
    try {
      TemporalAccessor read = FORMAT.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
      return Optional.of(of(read)).filter(time -> isPlausible(time.instant));
    } catch (DateTimeException noTime) {
      return Optional.empty();
    }
  }

  private static SesTime of(TemporalAccessor read) {
    return read instanceof OffsetDateTime withOffset
        ? new SesTime(withOffset.toInstant(), true)
        : new SesTime(((LocalDateTime) read).toInstant(ZoneOffset.UTC), false);
  }

  /** Whether the time is in one of the years 2010 to 2100. */
  public static boolean isPlausible(Instant time) {
    int year = time.atOffset(ZoneOffset.UTC).getYear();
    return year >= FIRST_YEAR && year <= LAST_YEAR;
  }
}
