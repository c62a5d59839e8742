package dev.hardstop.imports;

/**
 * Receives what an {@link ImportReader} reads, in the order of the file. The reader has no buffer, so a method that
 * blocks also blocks the reading.
 */
public interface ImportListener {
  /** A line was read. */
  void line(ImportLine line);

  /** A line could not be read. The following lines are still reported. */
  void unreadable(UnreadableLine line);

  /**
   * A file was refused as a whole. If it was damaged or changed its format in the middle, the lines
   * before that were read and its summary follows; otherwise it has no lines and no summary.
   */
  void refused(RefusedFile file);

  /** A file ended, or a file in an archive. */
  void ended(FileSummary summary);
}
