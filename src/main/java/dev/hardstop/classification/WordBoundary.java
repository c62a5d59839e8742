package dev.hardstop.classification;

/**
 * Word boundaries: between two letters or digits of an alphabetic script there is none. Scripts
 * written without blanks (Han, Kana, Hangul, Thai and their neighbours) have one everywhere.
 */
final class WordBoundary {
  private WordBoundary() {}

  static boolean isLeft(String text, int start) {
    return start == 0 || !joins(text.charAt(start - 1), text.charAt(start));
  }

  static boolean isRight(String text, int end) {
    return end == text.length() || !joins(text.charAt(end - 1), text.charAt(end));
  }

  private static boolean joins(char left, char right) {
    return isAlphabetic(left) && isAlphabetic(right);
  }

  private static boolean isAlphabetic(char c) {
    if (c < 0x80) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
    }
    return !isWrittenWithoutBlanks(c) && Character.isLetterOrDigit(c);
  }

  /** Thai to Myanmar, Hangul, and all from the CJK radicals on. */
  private static boolean isWrittenWithoutBlanks(char c) {
    return (c >= 0x0e00 && c < 0x10a0) || (c >= 0x1100 && c < 0x1200) || c >= 0x2e80;
  }
}
