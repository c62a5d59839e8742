package dev.hardstop.imports;

import static java.util.Objects.requireNonNull;

import dev.hardstop.imports.ColumnNames.ColumnMeaning;
import dev.hardstop.imports.CsvRecords.CsvFields;
import dev.hardstop.imports.FileReading.RefusedException;
import dev.hardstop.imports.ProviderFormat.EntryFields;
import dev.hardstop.imports.TextLines.TextLine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A file of lines that are not JSON: CSV with a header, SES's import jobs and Cloudflare's files for
 * import, which have none, and plain lists of addresses.
 */
final class CsvFile {
  static final String PLAIN_LIST = "plain-list";
  static final String MAPPED = "columns";
  static final String CLOUDFLARE = "cloudflare-import";

  private static final char[] DELIMITERS = {',', ';', '\t'};

  /** How many lines of a file without a header are examined to recognise it. */
  private static final int MOST_LINES_LOOKED_AT = 50;

  private static final Set<String> SES_REASONS = Set.of("BOUNCE", "COMPLAINT");
  private static final Set<String> ADDRESS_COLUMNS =
      Set.of("email", "emailaddress", "mail", "address", "recipient");
  private static final Set<String> LISTMONK_EXPORT = Set.of("uuid", "email", "name", "status");

  private static final String SAY_WHAT_HAPPENED =
      "say whether its addresses bounced, complained or unsubscribed (--list-of)";

  private final FileReading reading;

  CsvFile(FileReading reading) {
    this.reading = requireNonNull(reading, "reading is null");
  }

  /**
   * The cells of a record by the normalised names of its columns.
   *
   * @param isGuarded whether the exporter {@linkplain HardstopCsv#guarded guarded} them
   */
  private record CsvCells(Map<String, Integer> columns, List<String> cells, boolean isGuarded)
      implements EntryFields {
    @Override
    public String text(String name) {
      Integer column = columns.get(ProviderFormat.normalised(name));
      String cell = column == null || column >= cells.size() ? "" : cells.get(column);
      return isGuarded ? HardstopCsv.unguarded(cell) : withoutApostrophe(cell);
    }

    /** Removes the apostrophe that spreadsheets write before a cell that could be a formula. */
    private static String withoutApostrophe(String cell) {
      return cell.startsWith("'") && !cell.endsWith("'") ? cell.substring(1) : cell;
    }

    /** Omits the cells. */
    @Override
    public String toString() {
      return "CsvCells" + columns.keySet();
    }
  }

  /**
   * Reads a file.
   *
   * @param sample its beginning, by which it is recognised
   * @throws RefusedException if it is not recognised
   */
  void read(String sample, TextLines lines) throws IOException {
    List<String> beginning = sample
        .lines()
        .filter(line -> !line.isBlank())
        .limit(MOST_LINES_LOOKED_AT)
        .toList();
    if (beginning.stream().limit(1).anyMatch(line -> line.indexOf('@') >= 0)) {
      readWithoutHeader(beginning, lines);
    } else {
      readWithHeader(beginning.get(0), lines);
    }
  }

  private void readWithHeader(String header, TextLines lines) throws IOException {
    for (char delimiter : DELIMITERS) {
      Set<String> names = new LinkedHashSet<>(names(header, delimiter));
      refusePartOfHardstops(names);
      List<ProviderFormat> fitting = fitting(names);
      if (fitting.size() > 1) {
        throw new RefusedException("it could be " + fitting.get(0) + " or " + fitting.get(1)
            + "; columns seen: " + FileReading.seen(CsvRecords.fields(header, delimiter)));
      }
      if (fitting.size() == 1) {
        readRecords(fitting.get(0), new CsvRecords(lines, delimiter));
        return;
      }
    }
    char delimiter = mostFields(header);
    readRecords(other(header, delimiter), new CsvRecords(lines, delimiter));
  }

  /**
   * Refuses files without all columns of an export, which could suppress addresses that are clear, or further
   * streams.
   */
  private static void refusePartOfHardstops(Set<String> header) {
    List<String> missing = HardstopCsv.REQUIRED.stream()
        .filter(column -> !header.contains(ProviderFormat.normalised(column)))
        .toList();
    if (!missing.isEmpty() && header.containsAll(HardstopCsv.RECOGNISED_BY)) {
      throw new RefusedException("it looks like Hardstop's export without the columns "
          + String.join(", ", missing) + ": export it again");
    }
    if (!header.contains("address") && header.containsAll(HardstopCsv.LIST_RECOGNISED_BY)) {
      throw new RefusedException(
          "it is a list of the console, which an import cannot read safely: use export --format csv");
    }
  }

  /** Returns the formats that fit the header. Hardstop's own export takes precedence. */
  private static List<ProviderFormat> fitting(Set<String> header) {
    List<ProviderFormat> fitting =
        ProviderFormats.ALL.stream().filter(format -> format.fitsHeader(header)).toList();
    return !fitting.isEmpty() && isHardstops(fitting.get(0))
        ? fitting.subList(0, 1)
        : ProviderFormat.mostSpecific(fitting);
  }

  private static boolean isHardstops(ProviderFormat format) {
    return format.id().equals(ProviderFormats.HARDSTOP);
  }

  /** Returns the format of a file whose header fits no known format. */
  private ProviderFormat other(String header, char delimiter) {
    List<String> names = names(header, delimiter);
    String seen = FileReading.seen(CsvRecords.fields(header, delimiter));
    if (names.containsAll(LISTMONK_EXPORT)) {
      throw new RefusedException("it is listmonk's export of subscribers, whose status says nothing"
          + " about bounces: export /api/bounces instead");
    }
    ColumnNames columns = reading.options().columns();
    if (isMapped(columns, names)) {
      if (!columns.names().containsKey(ColumnMeaning.TIME)) {
        reading.requireDate();
      }
      return mapped(columns);
    }
    Optional<String> address = names.stream().filter(ADDRESS_COLUMNS::contains).findFirst();
    if (address.isEmpty()) {
      throw new RefusedException(
          "its format is not known: name its columns (--columns); columns seen: " + seen);
    }
    if (reading.options().listMeaning().isEmpty()) {
      throw new RefusedException("its format is not known: name its columns (--columns), or "
          + SAY_WHAT_HAPPENED + "; columns seen: " + seen);
    }
    reading.requireDate();
    return ProviderFormat.of(
        PLAIN_LIST,
        address.get(),
        "",
        (fields, entry) -> entry.of(fields.text(address.get())).listed());
  }

  private static boolean isMapped(ColumnNames columns, List<String> names) {
    return !columns.names().isEmpty()
        && columns.names().values().stream()
            .map(ProviderFormat::normalised)
            .allMatch(names::contains);
  }

  /** The format of a file whose columns the caller named. A reply with a temporary code is a block at most. */
  private static ProviderFormat mapped(ColumnNames columns) {
    Map<ColumnMeaning, String> names = columns.names();
    return ProviderFormat.of(MAPPED, String.join(",", names.values()), "", (fields, entry) -> {
      String reply = text(fields, names.get(ColumnMeaning.REPLY)).strip();
      entry
          .of(
              fields.text(names.get(ColumnMeaning.ADDRESS)),
              text(fields, names.get(ColumnMeaning.TIME)))
          .withStatus(text(fields, names.get(ColumnMeaning.STATUS)));
      if (reply.isEmpty()) {
        entry.listed();
      } else if (FileEntry.isReply(reply) && FileEntry.replyOf(reply).startsWith("4")) {
        entry.block(reply);
      } else {
        entry.bounce(reply);
      }
    });
  }

  private static String text(EntryFields fields, String column) {
    return column == null ? "" : fields.text(column);
  }

  private void readRecords(ProviderFormat format, CsvRecords records) throws IOException {
    CsvFields header = records.next();
    Map<String, Integer> columns = new HashMap<>();
    List<String> names = header == null ? List.of() : header.fields();
    for (int i = 0; i < names.size(); i++) {
      columns.putIfAbsent(ProviderFormat.normalised(names.get(i)), i);
    }
    if (format.meaning() == ProviderFormat.Meaning.NOT_STATED
        && reading.options().listMeaning().isEmpty()) {
      throw new RefusedException("it does not say what happened to its addresses: "
          + SAY_WHAT_HAPPENED + "; columns seen: " + FileReading.seen(names));
    }
    if (isHardstops(format)) {
      reading.remark(
          "An export of verdicts has no evidence, so most of what it says is lost: to move"
              + " dossiers, use export --format ndjson and restore.");
    }
    reading.unused(format.unused(names));
    for (CsvFields line = records.next(); line != null; line = records.next()) {
      readRecord(format, columns, names.size(), line);
    }
  }

  private void readRecord(
      ProviderFormat format, Map<String, Integer> columns, int width, CsvFields line) {
    SourcePosition position = reading.at(line.line(), 0);
    reading.next(line.text());
    if (!line.problem().isEmpty()) {
      reading.unreadable(position, line.problem());
    } else if (line.fields().size() > width) {
      reading.unreadable(position, "it has more fields than the header");
    } else {
      List<String> cells = line.fields();
      EntryFields fields = new CsvCells(columns, cells, isHardstops(format));
      format.entryReader().read(fields, reading.entry(format.id(), position));
    }
  }

  private void readWithoutHeader(List<String> beginning, TextLines lines) throws IOException {
    char delimiter = mostFields(beginning.get(0));
    List<List<String>> records =
        beginning.stream().map(line -> CsvRecords.fields(line, delimiter)).toList();
    boolean isImportJob = records.stream().anyMatch(record -> isSesReason(cell(record, 1)));
    boolean isCloudflare = records.stream().anyMatch(record -> isExpiry(cell(record, 1)));
    boolean isList = records.stream().allMatch(record -> record.size() == 1);
    if (isImportJob && isCloudflare) {
      throw new RefusedException("it could be " + JsonEntries.IMPORT_JOB + " or " + CLOUDFLARE);
    }
    if (isImportJob) {
      readLines(lines, delimiter, JsonEntries.IMPORT_JOB);
    } else if (isCloudflare) {
      readLines(lines, delimiter, CLOUDFLARE);
    } else if (!isList) {
      throw new RefusedException("it has " + records.get(0).size()
          + " columns without a header: add a line with their names");
    } else if (reading.options().listMeaning().isEmpty()) {
      throw new RefusedException("it is a plain list of addresses: " + SAY_WHAT_HAPPENED);
    } else {
      readLines(lines, delimiter, PLAIN_LIST);
    }
  }

  private void readLines(TextLines lines, char delimiter, String format) throws IOException {
    reading.requireDate();
    JsonFile json = new JsonFile(reading);
    for (TextLine line = lines.next(); line != null; line = lines.next()) {
      SourcePosition position = reading.at(line.number(), 0);
      reading.next(line.text());
      if (line.isTooLong()) {
        reading.unreadable(position, TextLines.TOO_LONG);
      } else if (line.text().strip().startsWith("{") && format.equals(JsonEntries.IMPORT_JOB)) {
        json.readLine(line.text(), line.number());
      } else if (!line.text().isBlank()) {
        readLine(CsvRecords.fields(line.text(), delimiter), format, position);
      }
    }
  }

  private void readLine(List<String> cells, String format, SourcePosition position) {
    FileEntry entry = reading.entry(format, position).of(cell(cells, 0));
    if (format.equals(JsonEntries.IMPORT_JOB)) {
      new JsonEntries(reading).importJob(cell(cells, 0), cell(cells, 1), position);
    } else if (format.equals(CLOUDFLARE) && reading.options().listMeaning().isEmpty()) {
      entry.unsubscribe();
    } else if (format.equals(PLAIN_LIST) && cells.size() > 1) {
      entry.unreadable("it has more than an address");
    } else {
      entry.listed();
    }
  }

  private static boolean isSesReason(String cell) {
    return SES_REASONS.contains(cell.toUpperCase(Locale.ROOT));
  }

  /** Whether this is a time in the format of RFC 3339, and not a number of seconds. */
  private static boolean isExpiry(String cell) {
    return cell.indexOf('T') > 0 && ImportedTime.find(cell).isPresent();
  }

  private static String cell(List<String> cells, int index) {
    return index < cells.size() ? cells.get(index).strip() : "";
  }

  private static List<String> names(String header, char delimiter) {
    List<String> names = new ArrayList<>();
    CsvRecords.fields(header, delimiter)
        .forEach(name -> names.add(ProviderFormat.normalised(name)));
    return names;
  }

  private static char mostFields(String line) {
    char most = DELIMITERS[0];
    for (char delimiter : DELIMITERS) {
      if (CsvRecords.fields(line, delimiter).size()
          > CsvRecords.fields(line, most).size()) {
        most = delimiter;
      }
    }
    return most;
  }
}
