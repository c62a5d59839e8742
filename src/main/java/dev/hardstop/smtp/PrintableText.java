package dev.hardstop.smtp;

/**
 * Makes untrusted text safe to show to a person on a terminal, in a file or in a mail. Control characters
 * could move a cursor, and characters of the general category {@code Cf} (Unicode Standard Annex 44) could
 * change the direction of writing or hide a part of the text. This class does not escape anything: HTML, CSV
 * and JSON have their own rules.
 */
public final class PrintableText {
  private PrintableText() {}

  /** The text with a space in place of each character that is not visible, line ends included. */
  public static String of(String text) {
    return of(text, Integer.MAX_VALUE);
  }

  /**
   * The beginning of the text with a space in place of each character that is not visible.
   *
   * @param mostCodePoints the largest number of code points of the result
   */
  public static String of(String text, int mostCodePoints) {
    StringBuilder printable = new StringBuilder(Math.min(text.length(), mostCodePoints));
    text.codePoints()
        .limit(mostCodePoints)
        .map(c -> isVisible(c) ? c : ' ')
        .forEach(printable::appendCodePoint);
    return printable.toString();
  }

  /**
   * The beginning of the text on one line. Each run of characters that are not visible becomes one space,
   * except at the beginning and at the end, where it is removed.
   *
   * @param mostChars the largest number of chars of the result; a surrogate pair is not split
   */
  public static String line(String text, int mostChars) {
    StringBuilder line = new StringBuilder(Math.min(text.length(), mostChars));
    boolean isAfterBlank = false;
    int i = 0;
    while (i < text.length()) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (!isVisible(c)) {
        isAfterBlank = true;
        continue;
      }
      String blank = isAfterBlank && !line.isEmpty() ? " " : "";
      if (line.length() + blank.length() + Character.charCount(c) > mostChars) {
        break;
      }
      line.append(blank).appendCodePoint(c);
      isAfterBlank = false;
    }
    return line.toString();
  }

  /** Whether every program shows a visible form of the code point. Blanks are not visible. */
  public static boolean isVisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
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
