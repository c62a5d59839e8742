package dev.hardstop.imports;

import static java.util.Objects.requireNonNull;

/**
 * A line or an entry from which nothing can be imported. The lines around it are not affected.
 *
 * @param position where it begins
 * @param why what is wrong and, where that helps, what to do; a sentence without anything of the line
 */
public record UnreadableLine(SourcePosition position, String why) {
  public UnreadableLine {
    requireNonNull(position, "position is null");
    requireNonNull(why, "why is null");
  }
}
