package dev.hardstop.imports;

import static java.util.Objects.requireNonNull;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import dev.hardstop.imports.TextLines.TextLine;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The records of a CSV file (RFC 4180), whose fields may contain line breaks in quotation marks. Empty lines are
 * skipped.
 *
 * <p>The parser reads one record at a time, because an unclosed quotation mark must not make more than one record
 * unreadable. If a record does not end within {@link TextLines#LONGEST_LINE} characters, its first line is unreadable
 * and reading continues with the next line. This happens at most {@value #MOST_RETURNS} times in a file, so that
 * reading takes linear time. Afterwards all lines of such a record are unreadable together.
 */
final class CsvRecords {
  private static final int MOST_RETURNS = 100;

  private final TextLines lines;
  private final char delimiter;
  private final CsvReader.CsvReaderBuilder parser;
  private final Deque<TextLine> waiting = new ArrayDeque<>();
  private int returns;

  CsvRecords(TextLines lines, char delimiter) {
    this.lines = requireNonNull(lines, "lines is null");
    this.delimiter = delimiter;
    this.parser = parser(delimiter);
  }

  private static CsvReader.CsvReaderBuilder parser(char delimiter) {
    return CsvReader.builder()
        .fieldSeparator(delimiter)
        .allowExtraCharsAfterClosingQuote(true)
        .skipEmptyLines(false);
  }

  /** The fields of a line; the whole line if it is not valid CSV. */
  static List<String> fields(String line, char delimiter) {
    try {
      return parser(delimiter).ofSingleCsvRecord(line).getFields();
    } catch (CsvParseException invalid) {
      return List.of(line);
    }
  }

  /**
   * A record.
   *
   * @param line the number of its first line
   * @param fields empty if the record is unreadable
   * @param problem why the record is unreadable; empty if it is readable
   * @param text the record, or its first line if it is unreadable, as in the file
   */
  record CsvFields(long line, List<String> fields, String problem, String text) {
    /** Omits the fields. */
    @Override
    public String toString() {
      return "CsvFields[" + line + "]";
    }
  }

  /** The next record; null at the end. */
  CsvFields next() throws IOException {
    TextLine first = nextLine();
    while (first != null && first.text().isBlank() && !first.isTooLong()) {
      first = nextLine();
    }
    return first == null ? null : record(first);
  }

  private CsvFields record(TextLine first) throws IOException {
    StringBuilder text = new StringBuilder(first.text());
    boolean open = isOpenAfter(first.text(), false);
    TextLine last = first;
    Deque<TextLine> further = new ArrayDeque<>();
    while (open && !last.isTooLong() && text.length() <= TextLines.LONGEST_LINE) {
      TextLine line = nextLine();
      if (line == null) {
        break;
      }
      further.addLast(line);
      text.append('\n').append(line.text());
      open = isOpenAfter(line.text(), true);
      last = line;
    }
    if (first.isTooLong()) {
      return unreadable(first, TextLines.TOO_LONG);
    }
    if (open || last.isTooLong() || text.length() > TextLines.LONGEST_LINE) {
      return unclosed(first, last, further);
    }
    return fields(first, last, text.toString());
  }

  private CsvFields unclosed(TextLine first, TextLine last, Deque<TextLine> further) {
    if (returns < MOST_RETURNS) {
      returns++;
      while (!further.isEmpty()) {
        waiting.addFirst(further.removeLast());
      }
      return unreadable(
          first, "a quotation mark is not closed, or the record has more than 65,536 characters");
    }
    return unreadable(
        first,
        "a quotation mark is not closed: nothing up to line " + last.number() + " could be read");
  }

  private CsvFields fields(TextLine first, TextLine last, String text) {
    try {
      return new CsvFields(first.number(), parser.ofSingleCsvRecord(text).getFields(), "", text);
    } catch (CsvParseException invalid) {
      return unreadable(
          first,
          first.number() == last.number()
              ? "the line is not valid CSV"
              : "the lines up to " + last.number() + " are not valid CSV");
    }
  }

  private static CsvFields unreadable(TextLine first, String why) {
    return new CsvFields(first.number(), List.of(), why, first.text());
  }

  /** Whether a quoted field continues after this line. Quotation marks inside a plain field are text. */
  private boolean isOpenAfter(String line, boolean openBefore) {
    boolean open = openBefore;
    boolean atStart = !openBefore;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (open) {
        if (c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"') {
          i++;
        } else if (c == '"') {
          open = false;
        }
      } else if (c == delimiter) {
        atStart = true;
      } else if (c == '"' && atStart) {
        open = true;
        atStart = false;
      } else {
        atStart = false;
      }
    }
    return open;
  }

  private TextLine nextLine() throws IOException {
    TextLine back = waiting.pollFirst();
    return back == null ? lines.next() : back;
  }
}
