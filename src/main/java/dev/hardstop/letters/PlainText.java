package dev.hardstop.letters;

import java.util.ArrayList;
import java.util.List;

/** A stranger's words as they may stand in a letter: bounded, without anything that controls. */
final class PlainText {
  /** What is kept of a server's words at most, and more than a host's name can have. */
  static final int LONGEST = 512;

  private static final int WIDTH = 72;

  private PlainText() {}

  /** On one line. Line ends, controls, and what turns the direction of writing become blanks. */
  static String line(String text) {
    StringBuilder line = new StringBuilder();
    boolean blank = false;
    for (int i = 0; i < text.length() && line.length() < LONGEST; ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (isText(c)) {
        line.append(blank && !line.isEmpty() ? " " : "").appendCodePoint(c);
        blank = false;
      } else {
        blank = true;
      }
    }
    return line.toString();
  }

  /** In lines that a mail program leaves alone. */
  static List<String> wrapped(String text) {
    String line = line(text);
    List<String> lines = new ArrayList<>();
    while (line.length() > WIDTH) {
      int end = line.lastIndexOf(' ', WIDTH);
      int cut = end > 0 ? end : line.offsetByCodePoints(0, line.codePointCount(0, WIDTH));
      lines.add(line.substring(0, cut));
      line = line.substring(cut).stripLeading();
    }
    if (!line.isEmpty()) {
      lines.add(line);
    }
    return lines;
  }

  private static boolean isText(int c) {
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
