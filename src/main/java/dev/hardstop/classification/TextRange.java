package dev.hardstop.classification;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A part of a text, in UTF-16 code units.
 *
 * @param start the index of its first character, 0 or more
 * @param end the index after its last character, more than {@code start}
 */
public record TextRange(int start, int end) {
  /**
   * @throws IllegalArgumentException when the range is empty or starts before the text
   */
  public TextRange {
    if (start < 0 || end <= start) {
      throw new IllegalArgumentException("not a range: " + start + " to " + end);
    }
  }

  /** The text without these ranges, which are in their order and do not overlap. */
  static String removed(String text, List<TextRange> ranges) {
    if (ranges.isEmpty()) {
      return text;
    }
    StringBuilder kept = new StringBuilder(text.length());
    int from = 0;
    for (TextRange range : ranges) {
      kept.append(text, from, range.start);
      from = range.end;
    }
    return kept.append(text, from, text.length()).toString();
  }

  /** The ranges in order; those that overlap or touch are joined. */
  static List<TextRange> joined(List<TextRange> ranges) {
    List<TextRange> joined = new ArrayList<>();
    for (TextRange range :
        ranges.stream().sorted(Comparator.comparingInt(TextRange::start)).toList()) {
      TextRange last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      if (last != null && range.start <= last.end) {
        joined.set(joined.size() - 1, new TextRange(last.start, Math.max(last.end, range.end)));
      } else {
        joined.add(range);
      }
    }
    return List.copyOf(joined);
  }
}
