package dev.hardstop.recipientlist;

import static java.util.Objects.requireNonNull;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes rows of a list with the columns that a check adds. The user's columns keep their order and their values. The
 * file keeps its delimiter, its line ends and its byte order mark. Fields beyond the last column are written after
 * the added columns, so that the added columns have the same position in every row.
 */
final class CheckedListWriter {
  private static final char BYTE_ORDER_MARK = '\ufeff';

  private final CsvWriter csv;

  /** Writes the header. The caller closes the text. */
  CheckedListWriter(Writer text, ListLayout layout) {
    requireNonNull(text, "text is null");
    if (layout.hasByteOrderMark()) {
      writeMark(text);
    }
    csv = CsvWriter.builder()
        .fieldSeparator(layout.delimiter())
        .lineDelimiter(layout.hasCrLf() ? LineDelimiter.CRLF : LineDelimiter.LF)
        .build(text);
    List<String> header = new ArrayList<>(layout.columns());
    header.addAll(AddedColumns.beside(layout.columns()));
    csv.writeRecord(header);
  }

  private static void writeMark(Writer text) {
    try {
      text.write(BYTE_ORDER_MARK);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(RecipientRow row, RowAnswer answer) {
    List<String> fields = new ArrayList<>(row.fields());
    fields.addAll(AddedColumns.values(answer));
    fields.addAll(row.extraFields());
    csv.writeRecord(fields);
  }

  void flush() {
    try {
      csv.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
