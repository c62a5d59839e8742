package dev.hardstop.recipientlist;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.hardstop.imports.DecodedText;
import dev.hardstop.imports.HardstopCsv;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.smtp.PrintableText;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The format of a recipient list: its delimiter, whether it has a header, and which column has the addresses. All of
 * this is recognised by the beginning of the file. A list with two possible address columns is refused.
 *
 * @param delimiter a comma, a semicolon or a tab
 * @param hasHeader whether the first record names the columns
 * @param hasCrLf whether the first line ends with CR LF, and not with LF alone
 * @param hasByteOrderMark whether the file begins with a byte order mark, which tells spreadsheet programs that it is
 *     Unicode
 * @param columns the names of the user's columns; generated if there is no header
 * @param positions the position of each of these columns in a record of the file, from 0; without the columns of an
 *     earlier check
 * @param width how many fields a record of the file has, including those of an earlier check
 * @param addressColumn which of {@code columns} has the addresses, from 0
 */
record ListLayout(
    char delimiter,
    boolean hasHeader,
    boolean hasCrLf,
    boolean hasByteOrderMark,
    List<String> columns,
    List<Integer> positions,
    int width,
    int addressColumn) {
  /**
   * The longest record that is always read, in characters. A record of twice this length shows that a quotation mark
   * is missing.
   */
  static final int LONGEST_RECORD = 1 << 16;

  private static final List<Character> DELIMITERS = List.of(',', ';', '\t');
  private static final int MOST_SAMPLE_RECORDS = 200;
  private static final int LONGEST_SHOWN_NAME = 40;
  private static final int MOST_SHOWN_NAMES = 20;

  /** Headers that name a column of addresses, as {@link #comparable} writes them. */
  private static final Set<String> ADDRESS_HEADERS = Set.of(
      "email",
      "emailaddress",
      "emails",
      "emailid",
      "mail",
      "mailaddress",
      "recipient",
      "recipientemail",
      "emailadresse",
      "mailadresse",
      "adresseemail",
      "adressemail",
      "correo",
      "correoelectronico",
      "correoelectrónico",
      "courriel",
      "indirizzoemail");

  ListLayout {
    columns = List.copyOf(columns);
    positions = List.copyOf(positions);
  }

  /** Returns a reader of records that accepts the variants which spreadsheet programs and scripts write. */
  static CsvReader<CsvRecord> records(Reader text, char delimiter) {
    return CsvReader.builder()
        .fieldSeparator(delimiter)
        .allowExtraFields(true)
        .allowMissingFields(true)
        .allowExtraCharsAfterClosingQuote(true)
        .maxBufferSize(2 * LONGEST_RECORD)
        .ofCsvRecord(text);
  }

  /**
   * Recognises the layout.
   *
   * @param beginning the first characters of the file
   * @param isWhole whether this is the whole file
   * @param hasByteOrderMark whether a byte order mark precedes it
   * @param column the column that the user named: its name, or its number from 1
   * @param hasNoHeader whether the user said that the first record is a recipient
   * @throws UnusableListException if the file has no column of addresses, or several possible ones
   */
  static ListLayout of(
      String beginning,
      boolean isWhole,
      boolean hasByteOrderMark,
      Optional<String> column,
      boolean hasNoHeader) {
    Sample sample = DELIMITERS.stream()
        .map(delimiter -> Sample.of(beginning, isWhole, delimiter))
        .filter(one -> !one.records.isEmpty())
        // If several delimiters fit equally well, max returns the first one, so the comma takes
        // precedence.
        .max(Comparator.comparingLong(Sample::recordsWithAddress)
            .thenComparingLong(Sample::recordsAsWideAsTheFirst)
            .thenComparingInt(one -> one.first().size()))
        .orElseThrow(() -> new UnusableListException("There is no row in the list."));
    boolean hasHeader =
        !hasNoHeader && sample.first().stream().noneMatch(field -> field.indexOf('@') >= 0);
    return sample.layout(hasHeader, hasCrLf(beginning), hasByteOrderMark, column);
  }

  /** The text of a field that should be an address, without a guard against formulas. */
  private static String addressIn(String field) {
    return HardstopCsv.unguarded(field.strip());
  }

  /** Extracts the user's fields from a record of the file. */
  RecipientRow row(CsvRecord entry) {
    List<String> all = entry.getFields();
    List<String> fields = positions.stream()
        .map(position -> position < all.size() ? all.get(position) : "")
        .map(DecodedText::withLatin1)
        .toList();
    List<String> extra = all.size() > width ? all.subList(width, all.size()) : List.of();
    int position = positions.get(addressColumn);
    return new RecipientRow(
        entry.getStartingLineNumber(),
        fields,
        extra.stream().map(DecodedText::withLatin1).toList(),
        position < all.size() ? addressIn(all.get(position)) : "");
  }

  private static boolean hasCrLf(String beginning) {
    int end = beginning.indexOf('\n');
    return end > 0 && beginning.charAt(end - 1) == '\r';
  }

  /** Headers are compared without case, spaces, underscores, hyphens and quotation marks. */
  private static String comparable(String header) {
    StringBuilder kept = new StringBuilder(header.length());
    header
        .codePoints()
        .filter(c -> !Character.isWhitespace(c) && !Character.isISOControl(c))
        .filter(c -> "_-\"'.\ufeff\u00a0".indexOf(c) < 0)
        .forEach(kept::appendCodePoint);
    return kept.toString().toLowerCase(Locale.ROOT);
  }

  /** The first records, split at one delimiter. */
  private record Sample(char delimiter, List<List<String>> records) {
    private static Sample of(String beginning, boolean isWhole, char delimiter) {
      List<List<String>> records = new ArrayList<>();
      boolean isCut = !isWhole;
      try (CsvReader<CsvRecord> reader =
          ListLayout.records(new StringReader(beginning), delimiter)) {
        for (CsvRecord entry : reader) {
          if (records.size() == MOST_SAMPLE_RECORDS) {
            isCut = false;
            break;
          }
          records.add(entry.getFields());
        }
      } catch (CsvParseException tooLong) {
        isCut = false;
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
      if (isCut && records.size() > 1) {
        records.remove(records.size() - 1);
      }
      return new Sample(delimiter, records);
    }

    private List<String> first() {
      return records.get(0);
    }

    private long recordsWithAddress() {
      return records.stream()
          .filter(fields -> fields.stream().anyMatch(Sample::isAddress))
          .count();
    }

    private long recordsAsWideAsTheFirst() {
      return records.stream().filter(fields -> fields.size() == first().size()).count();
    }

    private static boolean isAddress(String field) {
      return field.indexOf('@') > 0 && EmailAddress.find(addressIn(field)).isPresent();
    }

    private ListLayout layout(
        boolean hasHeader, boolean hasCrLf, boolean hasByteOrderMark, Optional<String> column) {
      int width = hasHeader
          ? first().size()
          : records.stream().mapToInt(List::size).max().orElse(1);
      Set<Integer> ofEarlierCheck = hasHeader ? AddedColumns.positionsIn(first()) : Set.of();
      List<Integer> positions = IntStream.range(0, width)
          .boxed()
          .filter(position -> !ofEarlierCheck.contains(position))
          .toList();
      if (positions.isEmpty()) {
        throw new UnusableListException("All columns of the list were added by an earlier check.");
      }
      List<String> headers = positions.stream()
          .map(position -> hasHeader ? first().get(position) : "")
          .toList();
      int address = column.isPresent()
          ? named(column.get(), headers, hasHeader)
          : recognised(headers, positions, hasHeader);
      List<String> names = hasHeader ? headers : madeUp(headers.size(), address);
      return new ListLayout(
          delimiter, hasHeader, hasCrLf, hasByteOrderMark, names, positions, width, address);
    }

    /** Generates names, because an output always has a header, so that it can be checked again. */
    private static List<String> madeUp(int count, int address) {
      return IntStream.range(0, count)
          .mapToObj(index -> index == address ? "address" : "column" + (index + 1))
          .toList();
    }

    private int named(String wanted, List<String> headers, boolean hasHeader) {
      List<Integer> exact = columns(headers, header -> header.strip().equals(wanted.strip()));
      List<Integer> fitting = exact.isEmpty() && hasHeader
          ? columns(headers, header -> comparable(header).equals(comparable(wanted)))
          : exact;
      if (fitting.size() > 1) {
        throw new UnusableListException(
            fitting.size() + " columns have that name. Say which with its number: --column "
                + (fitting.get(0) + 1));
      }
      if (fitting.size() == 1) {
        return fitting.get(0);
      }
      boolean isNumber = !wanted.isEmpty()
          && wanted.length() < 6
          && wanted.chars().allMatch(c -> c >= '0' && c <= '9');
      int number = isNumber ? Integer.parseInt(wanted) : 0;
      if (number < 1 || number > headers.size()) {
        throw new UnusableListException(
            "The list has no column of that name or number. " + seen(headers, hasHeader));
      }
      return number - 1;
    }

    private int recognised(List<String> headers, List<Integer> positions, boolean hasHeader) {
      List<Integer> byName =
          columns(headers, header -> ADDRESS_HEADERS.contains(comparable(header))).stream()
              .filter(column ->
                  isEmpty(positions.get(column), hasHeader) || addresses(positions.get(column)) > 0)
              .toList();
      List<Integer> fitting = byName.isEmpty() ? byContent(positions, hasHeader) : byName;
      if (fitting.size() == 1) {
        return fitting.get(0);
      }
      throw new UnusableListException((fitting.isEmpty()
              ? "No column of the list has addresses. "
              : "Columns " + numbers(fitting) + " may each have the addresses. ")
          + "Name the column with --column. "
          + seen(headers, hasHeader));
    }

    /** The columns in which at least half of the values that are not empty are addresses. */
    private List<Integer> byContent(List<Integer> positions, boolean hasHeader) {
      return IntStream.range(0, positions.size())
          .filter(column -> {
            long found = addresses(positions.get(column));
            return found > 0 && 2 * found >= filled(positions.get(column), hasHeader);
          })
          .boxed()
          .toList();
    }

    private boolean isEmpty(int position, boolean hasHeader) {
      return filled(position, hasHeader) == 0;
    }

    private long filled(int position, boolean hasHeader) {
      return records.stream()
          .skip(hasHeader ? 1 : 0)
          .filter(fields -> position < fields.size() && !fields.get(position).isBlank())
          .count();
    }

    private long addresses(int position) {
      return records.stream()
          .filter(fields -> position < fields.size() && isAddress(fields.get(position)))
          .count();
    }

    private static List<Integer> columns(List<String> headers, Predicate<String> fits) {
      return IntStream.range(0, headers.size())
          .filter(column -> fits.test(headers.get(column)))
          .boxed()
          .toList();
    }

    private static String numbers(List<Integer> columns) {
      return String.join(
          ", ", columns.stream().map(column -> Integer.toString(column + 1)).toList());
    }

    private static String seen(List<String> headers, boolean hasHeader) {
      if (!hasHeader) {
        return headers.size() == 1
            ? "It has one column and no header."
            : "It has " + headers.size() + " columns and no header.";
      }
      return "Its columns are: "
          + headers.stream()
              .limit(MOST_SHOWN_NAMES)
              .map(Sample::shown)
              .collect(Collectors.joining(", "))
          + (headers.size() > MOST_SHOWN_NAMES ? ", …" : "") + ".";
    }

    private static String shown(String header) {
      return '"' + PrintableText.of(header, LONGEST_SHOWN_NAME).strip() + '"';
    }
  }
}
