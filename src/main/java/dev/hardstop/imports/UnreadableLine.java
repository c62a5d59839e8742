package dev.hardstop.imports;

import static java.util.Objects.requireNonNull;

/**
 * A line or an entry from which nothing can be imported. The lines around it are not affected.
 *
 * @param position where it begins
 * @param why what is wrong and, where that helps, what to do; a sentence without anything of the line
 * @param original the line or the entry, for the person who corrects it; an entry of a JSON file may be
 *     spaced differently, and only the beginning of a line that is too long is here. It contains
 *     addresses
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
