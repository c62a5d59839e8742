package dev.hardstop.imports;

/**
 * Receives what an {@link ImportReader} reads, in the order of the file. The reader keeps nothing, so a
 * method that waits makes the reading wait.
 */
public interface ImportListener {
  /** A line was read. */
  void line(ImportLine line);

  /** A line could not be read; the lines after it follow. */
  void unreadable(UnreadableLine line);

  /**
   * A file was refused as a whole. If it was damaged or changed its format in the middle, the lines
   * before that were read and its summary follows; otherwise it has no lines and no summary.
   */
  void refused(RefusedFile file);

  /** A file ended, or a file in an archive. */
  void ended(FileSummary summary);
}
