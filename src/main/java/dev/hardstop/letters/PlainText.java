package dev.hardstop.letters;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes remote text safe to show in a letter or a mail: bounded, on one line, and without control
 * characters. It does not escape HTML; {@link TemplateFolder} does.
 */
public final class PlainText {
  /** The longest result in chars: as much as is stored of a reply, and more than a host name has. */
  static final int LONGEST_TEXT = 512;

  private static final int LINE_WIDTH = 72;

  private PlainText() {}

  /**
   * The text on one line. Line ends, control characters, characters that change the direction of
   * writing and runs of blanks each become one blank.
   */
  public static String line(String text) {
    StringBuilder line = new StringBuilder();
    boolean blank = false;
    for (int i = 0; i < text.length() && line.length() < LONGEST_TEXT; ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (isVisible(c)) {
        line.append(blank && !line.isEmpty() ? " " : "").appendCodePoint(c);
        blank = false;
      } else {
        blank = true;
      }
    }
    return line.toString();
  }

  /** The same text in lines of at most 72 characters, so that a mail program does not wrap them. */
  static List<String> wrapped(String text) {
    String line = line(text);
    List<String> lines = new ArrayList<>();
    while (line.length() > LINE_WIDTH) {
      int end = line.lastIndexOf(' ', LINE_WIDTH);
      int cut = end > 0 ? end : line.offsetByCodePoints(0, line.codePointCount(0, LINE_WIDTH));
      lines.add(line.substring(0, cut));
      line = line.substring(cut).stripLeading();
    }
    if (!line.isEmpty()) {
      lines.add(line);
    }
    return lines;
  }

  private static boolean isVisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR -> false;
      default -> true;
    };
  }
}
