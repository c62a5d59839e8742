package dev.hardstop.cli;

import static java.util.Objects.requireNonNull;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.hardstop.imports.HardstopCsv;
import dev.hardstop.imports.SourcePosition;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The lines that were not imported, as a CSV file: source, line, entry, the reason, and the content of the line. It
 * contains addresses, so only its owner may read it. It is created with the first such line, and then replaces the
 * file of an earlier import.
 */
final class RejectsFile implements Closeable {
  /**
   * The ending of rejects files whose name the user did not choose. Files with this ending are skipped when a folder
   * is imported.
   */
  static final String ENDING = ".rejects.csv";

  private final Path file;
  private CsvWriter csv;
  private long written;

  RejectsFile(Path file) {
    this.file = requireNonNull(file, "file is null");
  }

  Path path() {
    return file;
  }

  /** How many lines it has. */
  long written() {
    return written;
  }

  /**
   * Adds a line.
   *
   * @param why without text of the line
   * @param original the line as it was read, empty if it is not known
   */
  void add(SourcePosition position, String why, String original) {
    try {
      if (csv == null) {
        csv = CsvWriter.builder().build(create());
        csv.writeRecord("source", "line", "entry", "why", "original");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    csv.writeRecord(
        position.source(),
        number(position.line()),
        number(position.entry()),
        why,
        HardstopCsv.guarded(original));
    written++;
  }

  /** Writes out what is buffered. */
  @Override
  public void close() throws IOException {
    if (csv != null) {
      csv.close();
    }
  }

  private Writer create() throws IOException {
    Files.deleteIfExists(file);
    return new OutputStreamWriter(
        Files.newOutputStream(ResumeFile.ownersOnly(file)), StandardCharsets.UTF_8);
  }

  private static String number(long place) {
    return place == 0 ? "" : Long.toString(place);
  }
}
