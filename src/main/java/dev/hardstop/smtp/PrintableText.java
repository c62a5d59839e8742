package dev.hardstop.smtp;

/**
 * Makes text of somebody else safe to show to a person: on a terminal, in a file, in a mail. Control
 * characters could move a cursor, and characters of the general category {@code Cf} (Unicode Standard
 * Annex 44) could change the direction of writing or hide a part of the text. It does not escape
 * anything: HTML, CSV and JSON have their own rules.
 */
public final class PrintableText {
  private PrintableText() {}

  /** The text with a space in place of each character that is not visible, line ends included. */
  public static String of(String text) {
    return of(text, Integer.MAX_VALUE);
  }

  /**
   * The same for the beginning of a text.
   *
   * @param longest how many code points are kept at most
   */
  public static String of(String text, int longest) {
    StringBuilder printable = new StringBuilder(Math.min(text.length(), longest));
    text.codePoints()
        .limit(longest)
        .map(c -> isVisible(c) ? c : ' ')
        .forEach(printable::appendCodePoint);
    return printable.toString();
  }

  /** Whether a code point has a form of its own that every program shows. Blanks have none. */
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
