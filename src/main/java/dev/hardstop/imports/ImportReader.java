package dev.hardstop.imports;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads files of every known format. A format is recognised by the content of a file, never by its
 * name; what is not recognised is refused, and nothing is guessed.
 *
 * <p>Reading is streaming: memory does not grow with the size of a file. Archives (zip) and compressed
 * files (gzip) are read entry by entry. A line of more than 64 KB is unreadable.
 */
public final class ImportReader {
  private final ImportOptions options;

  /** @param options what the caller knows about all files that this reader reads */
  public ImportReader(ImportOptions options) {
    this.options = requireNonNull(options, "options is null");
  }

  /**
   * Reads a file, or all files of an archive. It reads to the end of the stream and does not close it.
   *
   * @param source the name of the file for messages and positions
   * @param in its bytes
   * @throws IOException if the stream itself cannot be read; a file that is damaged is {@linkplain
   *     ImportListener#refused refused} instead
   */
  public void read(String source, InputStream in, ImportListener listener) throws IOException {
    requireNonNull(in, "in is null");
    requireNonNull(options, "options is null");
    listener.refused(new RefusedFile(source, "no format is known yet"));
  }
}
