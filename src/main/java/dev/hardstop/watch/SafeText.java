package dev.hardstop.watch;

/** A stranger's words as they may stand in a mail: bounded, without anything that controls. */
final class SafeText {
  private static final int LONGEST = 300;

  private SafeText() {}

  static String of(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints().limit(LONGEST).forEach(c -> line.appendCodePoint(isShown(c) ? c : ' '));
    return line.toString().strip();
  }

  private static boolean isShown(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR -> false;
      default -> true;
    };
  }
}
