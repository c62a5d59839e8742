package dev.hardstop.imports;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * What the caller knows about files that do not say it themselves.
 *
 * @param now the present; a line with a later time is unreadable
 * @param date the day of entries that have no readable time, such as the day on which the file was exported; without
 *     it they are unreadable. It must not be after the day of {@code now} in UTC
 * @param columns the meanings of the columns of a CSV file with an unknown header; {@link ColumnNames#NONE} if the
 *     caller gave none. They are used only if no known format fits
 * @param listMeaning what happened to the addresses of a list that does not say it: a plain list, Cloudflare's files
 *     for import, {@code email,created}, or lines without words of a file that is read by {@code columns}. Without it
 *     such files are refused
 */
public record ImportOptions(
    Instant now, Optional<LocalDate> date, ColumnNames columns, Optional<ListMeaning> listMeaning) {

  public ImportOptions {
    requireNonNull(now, "now is null");
    requireNonNull(date, "date is null");
    requireNonNull(columns, "columns is null");
    requireNonNull(listMeaning, "listMeaning is null");
    if (date.filter(day -> day.isAfter(LocalDate.ofInstant(now, ZoneOffset.UTC)))
        .isPresent()) {
      throw new IllegalArgumentException("the date is in the future");
    }
  }

  /** What happened to every address of a list. */
  public enum ListMeaning {
    BOUNCED,
    COMPLAINED,
    UNSUBSCRIBED
  }
}
