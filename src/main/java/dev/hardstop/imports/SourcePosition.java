package dev.hardstop.imports;

import static java.util.Objects.requireNonNull;

/**
 * The position of a line or an entry in an imported file.
 *
 * @param source the name of the file as the caller gave it; {@code archive.zip!cleaned.csv} for a file in an archive
 * @param line the line in which it begins, from 1; 0 for the whole file
 * @param entry its place among the entries of a JSON file, which may be one long line, from 1; 0 in other files
 */
public record SourcePosition(String source, long line, long entry) {
  public SourcePosition {
    requireNonNull(source, "source is null");
    if (line < 0 || entry < 0) {
      throw new IllegalArgumentException(
          "line and entry must not be negative: " + line + ", " + entry);
    }
  }

  /**
   * Returns the position for people, such as {@code bounces.csv, line 12} or {@code bounces.json, line 1, entry 7}.
   */
  @Override
  public String toString() {
    return source + (line > 0 ? ", line " + line : "") + (entry > 0 ? ", entry " + entry : "");
  }
}
