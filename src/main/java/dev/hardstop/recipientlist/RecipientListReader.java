package dev.hardstop.recipientlist;

import static java.util.Objects.requireNonNull;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.hardstop.imports.DecodedText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Optional;

/**
 * Reads a recipient list: CSV with a comma, a semicolon or a tab between the values, with or without
 * a header, or one address a line. Values in quotation marks may contain line breaks. Empty lines are
 * skipped. Memory does not grow with the size of the list.
 */
public final class RecipientListReader {
  /** How much of the list is examined to recognise its layout, in characters. */
  private static final int SAMPLE = 1 << 18;

  private final ListLayout layout;
  private final Iterator<CsvRecord> records;

  /** The line of the newest record, for messages. */
  private long line;

  private RecipientListReader(ListLayout layout, Iterator<CsvRecord> records) {
    this.layout = layout;
    this.records = records;
  }

  /**
   * Opens a list. The caller closes the text.
   *
   * @param column the column that has the addresses: its name, or its number from 1; empty to
   *     recognise it by its header or its content
   * @param hasNoHeader whether the first row is a recipient in any case. Otherwise a first row
   *     without an {@code @} is the header
   * @throws UnusableListException if it is not clear where the addresses are
   * @throws UncheckedIOException if the text cannot be read
   */
  public static RecipientListReader of(
      DecodedText text, Optional<String> column, boolean hasNoHeader) {
    requireNonNull(column, "column is null");
    try {
      BufferedReader buffered = new BufferedReader(text.reader(), SAMPLE);
      buffered.mark(SAMPLE + 1);
      char[] sample = new char[SAMPLE];
      int read = buffered.read(sample, 0, SAMPLE);
      for (int more = read; more > 0 && read < SAMPLE; ) {
        more = buffered.read(sample, read, SAMPLE - read);
        read += Math.max(0, more);
      }
      buffered.reset();
      String beginning = new String(sample, 0, Math.max(0, read));
      ListLayout layout =
          ListLayout.of(beginning, read < SAMPLE, text.hasByteOrderMark(), column, hasNoHeader);
      CsvReader<CsvRecord> csv = ListLayout.records(buffered, layout.delimiter());
      RecipientListReader reader = new RecipientListReader(layout, csv.iterator());
      if (layout.hasHeader()) {
        reader.records.next();
      }
      return reader;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The name of the column that has the addresses. */
  public String addressColumn() {
    return layout.columns().get(layout.addressColumn());
  }

  ListLayout layout() {
    return layout;
  }

  /**
   * The next row; empty at the end.
   *
   * @throws UnusableListException if a row is too long, which a missing quotation mark causes
   * @throws UncheckedIOException if the text cannot be read
   */
  Optional<RecipientRow> next() {
    try {
      if (!records.hasNext()) {
        return Optional.empty();
      }
      RecipientRow row = layout.row(records.next());
      line = row.line();
      return Optional.of(row);
    } catch (CsvParseException tooLong) {
      // Not chained: its message may repeat text of the list.
      throw new UnusableListException("After line " + line + " there is a row of more than "
          + ListLayout.LONGEST_RECORD + " characters or too many fields. Is a quotation mark"
          + " missing?");
    }
  }
}
