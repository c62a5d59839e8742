package dev.hardstop.imports;

import static java.util.Objects.requireNonNull;

/**
 * A line or an entry from which nothing can be imported. The lines around it are not affected.
 *
 * @param position where it begins
 * @param why what is wrong and, if that helps, what to do; without text of the line
 * @param original the line or the entry, for the person who corrects it. The white space of a JSON entry may differ
 *     from the file, and a line that is too long is truncated. It contains addresses
 */
public record UnreadableLine(SourcePosition position, String why, String original) {
  public UnreadableLine {
    requireNonNull(position, "position is null");
    requireNonNull(why, "why is null");
    requireNonNull(original, "original is null");
  }

  /** Omits the line itself. */
  @Override
  public String toString() {
    return "UnreadableLine[" + position + ", " + why + "]";
  }
}
