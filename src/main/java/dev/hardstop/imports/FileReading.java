package dev.hardstop.imports;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.imports.ImportLine.LineKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads one file: passes its entries to the listener, and collects its summary. */
final class FileReading {
  private static final int MOST_COLUMNS = 50;
  private static final int MOST_TYPES = 20;
  private static final int LONGEST_NAME = 64;

  private final String source;
  private final ImportOptions options;
  private final ImportListener listener;
  private final Set<String> formats = new LinkedHashSet<>();
  private final Set<String> unusedColumns = new LinkedHashSet<>();
  private final Map<String, Long> unknownTypes = new TreeMap<>();
  private final Set<String> remarks = new LinkedHashSet<>();
  private String notWhole = "";
  private boolean isRecognised;
  private Object original = "";
  private long entries;
  private long zonesAssumed;
  private long replacedReplies;

  FileReading(String source, ImportOptions options, ImportListener listener) {
    this.source = requireNonNull(source, "source is null");
    this.options = requireNonNull(options, "options is null");
    this.listener = requireNonNull(listener, "listener is null");
  }

  /**
   * Thrown if the file, or the rest of it, cannot be read.
   *
   * <p>The message repeats no content of the file except names of columns.
   */
  static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedException(String why) {
      super(why);
    }
  }

  ImportOptions options() {
    return options;
  }

  /**
   * Requires the day from the caller, because the format has no times.
   *
   * @throws RefusedException if the caller gave no day, without which no entry can be read
   */
  void requireDate() {
    if (options.date().isEmpty()) {
      throw new RefusedException("it has no times: give the day when it was made (--date)");
    }
  }

  /** Whether a part of the file was recognised, so that an unknown entry does not refuse the whole file. */
  boolean isRecognised() {
    return isRecognised;
  }

  void recognise() {
    isRecognised = true;
  }

  SourcePosition at(long line, long entry) {
    return new SourcePosition(source, line, entry);
  }

  FileEntry entry(String format, SourcePosition position) {
    isRecognised = true;
    formats.add(format);
    return new FileEntry(this, format, position);
  }

  void unreadable(SourcePosition position, String why) {
    entries++;
    listener.unreadable(new UnreadableLine(position, why, String.valueOf(original)));
  }

  /** Keeps the line or the entry that is read next, in case it is unreadable. */
  void next(Object lineOrEntry) {
    original = lineOrEntry;
  }

  /** Reports a line that is about an address. */
  void line(ImportLine line, boolean hasReplacedBytes) {
    entries++;
    formats.add(line.format());
    zonesAssumed += line.zoneAssumed() ? 1 : 0;
    replacedReplies += hasReplacedBytes ? 1 : 0;
    listener.line(line);
  }

  void sesEvent(String format, SourcePosition position, Instant sent, JsonNode event) {
    line(
        new ImportLine(
            position,
            format,
            LineKind.SES_EVENT,
            Optional.empty(),
            sent,
            false,
            "",
            "",
            "",
            "",
            Optional.of(event)),
        false);
  }

  void ignored(String format, SourcePosition position, String label) {
    line(
        new ImportLine(
            position,
            format,
            LineKind.IGNORED,
            Optional.empty(),
            Instant.EPOCH,
            false,
            "",
            "",
            printable(label),
            "",
            Optional.empty()),
        false);
  }

  /** Counts and skips an entry of a type that Hardstop does not know. */
  void unknownType(String format, SourcePosition position, String type) {
    String name = printable(type);
    boolean isFull = unknownTypes.size() >= MOST_TYPES && !unknownTypes.containsKey(name);
    unknownTypes.merge(isFull ? "(others)" : name, 1L, Long::sum);
    ignored(format, position, type);
  }

  void notWhole(String why) {
    notWhole = why;
  }

  void remark(String remark) {
    remarks.add(remark);
  }

  void unused(Collection<String> columns) {
    for (String column : columns) {
      if (unusedColumns.size() < MOST_COLUMNS) {
        unusedColumns.add(printable(column));
      }
    }
  }

  FileSummary summary() {
    return new FileSummary(
        source,
        String.join(",", formats),
        entries,
        notWhole,
        zonesAssumed,
        replacedReplies,
        new ArrayList<>(unusedColumns),
        unknownTypes,
        new ArrayList<>(remarks));
  }

  /**
   * Returns a name or type of the file if messages may repeat it: if it is short, consists of letters, digits and
   * ASCII characters, and contains no address.
   */
  static String printable(String name) {
    boolean isPlain = name.length() <= LONGEST_NAME && name.chars().allMatch(FileReading::isPlain);
    return isPlain ? name.strip() : "(a name that is not shown)";
  }

  private static boolean isPlain(int c) {
    return c < 0x7f ? c >= ' ' && c != '@' : Character.isLetterOrDigit(c);
  }

  /** The names of columns for a message. */
  static String seen(Collection<String> columns) {
    List<String> shown =
        columns.stream().limit(MOST_COLUMNS).map(FileReading::printable).toList();
    return shown.isEmpty() ? "none" : String.join(", ", shown);
  }
}
