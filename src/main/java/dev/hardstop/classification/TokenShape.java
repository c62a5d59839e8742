package dev.hardstop.classification;

/** What a word is, by its characters alone: an IP address, a point in time, an id. */
final class TokenShape {
  private static final int SHORTEST_ID = 12;
  private static final int LONGEST_IPV6 = 45;
  private static final int MOST_DIGITS = 9;

  /** That many letters in a row are a word. */
  private static final int WORD = 6;

  private TokenShape() {}

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

  /**
   * Where the IPv6 address that starts here ends, -1 where none does. It has hexadecimal groups and
   * enough colons: {@code 14:55:40} is a time.
   */
  static int endOfIpv6(String text, int from, int to) {
    int furthest = Math.min(to, from + LONGEST_IPV6 + 1);
    int end = from;
    int colons = 0;
    while (end < furthest && isIpv6Character(text.charAt(end))) {
      colons += text.charAt(end) == ':' ? 1 : 0;
      end++;
    }
    if (colons < 2 || text.charAt(from) == ':' || goesOn(text, end, to, furthest)) {
      return -1;
    }
    while (end > from && (text.charAt(end - 1) == '.' || isFinalColon(text, end))) {
      end--;
    }
    return IpAddress.find(text.substring(from, end)).isPresent() ? end : -1;
  }

  /** Whether a word or a marker follows directly, so that this is only a piece of something. */
  private static boolean goesOn(String text, int end, int to, int furthest) {
    if (end < to) {
      return end == furthest || Character.isLetterOrDigit(text.charAt(end));
    }
    return end < text.length() && text.charAt(end) == '<';
  }

  private static boolean isIpv6Character(char c) {
    return c == ':' || c == '.' || (c < 0x80 && Character.digit(c, 16) >= 0);
  }

  /** A colon behind the address, which none can end with unless it is doubled. */
  private static boolean isFinalColon(String text, int end) {
    return text.charAt(end - 1) == ':' && end > 1 && text.charAt(end - 2) != ':';
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
      return !isVendorCode(atom);
    }
    return digits >= 3 && letters > 0 && longestRun < WORD && atom.length() >= SHORTEST_ID;
  }

  /** One to three capitals, then digits. */
  private static boolean isVendorCode(String atom) {
    int capitals = 0;
    while (capitals < atom.length()
        && atom.charAt(capitals) >= 'A'
        && atom.charAt(capitals) <= 'Z') {
      capitals++;
    }
    boolean code = capitals >= 1 && capitals <= 3 && atom.length() - capitals <= MOST_DIGITS + 1;
    for (int i = capitals; code && i < atom.length(); i++) {
      code = atom.charAt(i) >= '0' && atom.charAt(i) <= '9';
    }
    return code;
  }
}
