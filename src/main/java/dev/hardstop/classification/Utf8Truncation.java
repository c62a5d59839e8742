package dev.hardstop.classification;

/** Bounds a text to a number of bytes in UTF-8, without encoding it. */
final class Utf8Truncation {
  private Utf8Truncation() {}

  static boolean isOver(String text, int bytes) {
    return text.length() * 3L > bytes && fitting(text, bytes) < text.length();
  }

  /** How many bytes of UTF-8 the text takes. */
  static int length(String text) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return bytes;
  }

  /** The text, or as many of its first words as fit; never a piece of a word or marker. */
  static String cut(String text, int bytes) {
    int fit = fitting(text, bytes);
    if (fit == text.length()) {
      return text;
    }
    return text.substring(0, endOfWord(text, fit)).stripTrailing();
  }

  /** Where the last whole word or marker before the bound ends; the bound where there is none. */
  private static int endOfWord(String text, int fit) {
    int blank = text.lastIndexOf(' ', fit);
    int end = blank < fit / 2 ? fit : blank;
    int open = text.lastIndexOf('<', end - 1);
    boolean cutsMarker = open >= 0 && open > fit / 2 && text.lastIndexOf('>', end - 1) < open;
    return cutsMarker ? open : end;
  }

  /** How many of the first characters fit; never half a surrogate pair. */
  private static int fitting(String text, int bytes) {
    int used = 0;
    int at = 0;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      used += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
      if (used > bytes) {
        return at;
      }
      at += Character.charCount(c);
    }
    return at;
  }
}
