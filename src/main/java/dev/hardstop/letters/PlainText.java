package dev.hardstop.letters;

import dev.hardstop.smtp.PrintableText;
import java.util.ArrayList;
import java.util.List;

/**
 * Fits remote text into a letter or a mail: {@linkplain PrintableText printable}, bounded and on one line.
 * It does not escape HTML; {@link TemplateFolder} does.
 */
public final class PlainText {
  /** The longest result in chars: as many as are stored of a reply, and more than a host name has. */
  static final int LONGEST_TEXT = 512;

  private static final int LINE_WIDTH = 72;

  private PlainText() {}

  /**
   * Returns the beginning of the text, up to {@value #LONGEST_TEXT} chars, {@linkplain
   * PrintableText#line on one line}.
   */
  public static String line(String text) {
    return PrintableText.line(text, LONGEST_TEXT);
  }

  /**
   * Returns the beginning of the text in lines of at most 72 characters, so that a mail program does
   * not wrap them.
   */
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
}
