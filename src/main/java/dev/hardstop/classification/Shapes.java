package dev.hardstop.classification;

/** What a word is, by its characters alone: an IP address, a point in time, an id. */
final class Shapes {
  private static final int SHORTEST_ID = 12;
  private static final int MOST_DIGITS = 9;

  /** That many letters in a row are a word. */
  private static final int WORD = 6;

  private Shapes() {}

  static boolean isIpv4(String word) {
    int parts = 0;
    int value = 0;
    int digits = 0;
    for (int i = 0; i <= word.length(); i++) {
      char c = i == word.length() ? '.' : word.charAt(i);
      if (c >= '0' && c <= '9') {
        value = value * 10 + (c - '0');
        digits++;
      } else if (c == '.' && digits > 0) {
        parts++;
        digits = 0;
        value = 0;
      } else {
        return false;
      }
      if (value > 255 || digits > 3) {
        return false;
      }
    }
    return parts == 4;
  }

  /** Hexadecimal groups and enough colons: {@code 14:55:40} is a time. */
  static boolean isIpv6(String text, int from, int to) {
    int colons = 0;
    int run = 0;
    boolean shortened = false;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c == ':') {
        colons++;
        shortened |= i > from && text.charAt(i - 1) == ':';
        run = 0;
      } else if (Character.digit(c, 16) >= 0 && c < 0x80 && run < 4) {
        run++;
      } else if (c != '.' || colons < 2) {
        return false;
      } else {
        run = 0;
      }
    }
    return colons >= 2 && colons <= 7 && (shortened || colons >= 6) && to - from > 3;
  }

  /** {@code 2026-04-30T…}: the time of a server's log. */
  static boolean isTimestamp(String text, int from, int to) {
    if (to - from < 11) {
      return false;
    }
    for (int i = 0; i < 10; i++) {
      char c = text.charAt(from + i);
      boolean fits = i == 4 || i == 7 ? c == '-' : c >= '0' && c <= '9';
      if (!fits) {
        return false;
      }
    }
    return text.charAt(from + 10) == 'T';
  }

  /**
   * A queue id, message id or hash: long, letters and several digits, or more digits than any code.
   * Vendors' own codes ({@code S2017062302}, {@code AS16012607}) are shorter; a code glued to a word
   * ({@code 550-Requested}) is none.
   */
  static boolean isId(String atom) {
    int digits = 0;
    int letters = 0;
    int lettersInRun = 0;
    int longestRun = 0;
    for (int i = 0; i < atom.length(); i++) {
      char c = atom.charAt(i);
      boolean letter = Character.isLetter(c);
      if (c >= 0x2e80) {
        return false;
      }
      digits += c >= '0' && c <= '9' ? 1 : 0;
      letters += letter ? 1 : 0;
      lettersInRun = letter ? lettersInRun + 1 : 0;
      longestRun = Math.max(longestRun, lettersInRun);
    }
    if (digits > MOST_DIGITS) {
      return true;
    }
    return digits >= 3 && letters > 0 && longestRun < WORD && atom.length() >= SHORTEST_ID;
  }
}
