package dev.hardstop.classification;

/** Where words, links, domains and atoms of a text end. */
final class TokenEnds {
  private static final boolean[] DELIMITERS = ascii(" <>()[]{}\",;|`");

  private TokenEnds() {}

  static boolean startsLink(String text, int at) {
    char c = text.charAt(at);
    if (c != 'h' && c != 'H' && c != 'f' && c != 'F') {
      return false;
    }
    return text.regionMatches(true, at, "http://", 0, 7)
        || text.regionMatches(true, at, "https://", 0, 8)
        || text.regionMatches(true, at, "ftp://", 0, 6);
  }

  /** Where the link ends: at what no link has in it; punctuation behind it does not belong to it. */
  static int endOfLink(String text, int from) {
    int end = from;
    while (end < text.length() && isLinkCharacter(text.charAt(end))) {
      end++;
    }
    while (")].,;:'!}".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return end;
  }

  private static boolean isLinkCharacter(char c) {
    return c < 0x80 && " <>\"".indexOf(c) < 0;
  }

  /** An apostrophe inside a word ({@code o'brien}) belongs to it, any other delimits. */
  static boolean isDelimiter(String text, int at) {
    char c = text.charAt(at);
    if (c != '\'') {
      return c < DELIMITERS.length && DELIMITERS[c];
    }
    return at == 0
        || at + 1 == text.length()
        || !Character.isLetterOrDigit(text.charAt(at - 1))
        || !Character.isLetterOrDigit(text.charAt(at + 1));
  }

  static int endOfWord(String text, int from) {
    int to = from;
    while (to < text.length() && !isDelimiter(text, to) && !startsLink(text, to)) {
      to++;
    }
    return to;
  }

  static int endOfTimestamp(String text, int from, int to) {
    int end = from;
    while (end < to
        && (Character.isLetterOrDigit(text.charAt(end)) || "-:.+".indexOf(text.charAt(end)) >= 0)) {
      end++;
    }
    return end;
  }

  /** Where the characters end of which a domain may consist, at signs included. */
  static int endOfDomainRun(String text, int from, int to) {
    int end = from;
    while (end < to && (isAtomCharacter(text.charAt(end)) || text.charAt(end) == '@')) {
      end++;
    }
    return end;
  }

  /** Where the domain that starts here ends: further at signs belong to it, final dots do not. */
  static int endOfDomain(String text, int from, int to) {
    return withoutFinalPoints(text, from, endOfDomainRun(text, from, to));
  }

  static int withoutFinalPoints(String text, int from, int to) {
    int end = to;
    while (end > from && ".-_@".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return end;
  }

  static int endOfAtom(String text, int from, int to) {
    int end = from;
    while (end < to && isAtomCharacter(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /** Where the letters and digits end that start here. */
  static int endOfLetters(String text, int from, int to) {
    int end = from;
    while (end < to
        && (Character.isLetterOrDigit(text.charAt(end))
            || Character.isSurrogate(text.charAt(end)))) {
      end++;
    }
    return end;
  }

  /**
   * {@code 554-mx.example.org}, {@code 554-192.0.2.1}: the code of a multi-line reply is no part of
   * the word behind it.
   */
  static boolean startsWithReplyCode(String text, int from, int to) {
    return to - from > 4
        && "245".indexOf(text.charAt(from)) >= 0
        && text.charAt(from + 1) >= '0'
        && text.charAt(from + 1) <= '5'
        && Character.isDigit(text.charAt(from + 2))
        && text.charAt(from + 3) == '-'
        && (Character.isLetter(text.charAt(from + 4))
            || TokenShape.isIpv4(text.substring(from + 4, to)));
  }

  /** Whether the atom stands alone in brackets or quotation marks. */
  static boolean isEnclosed(String text, int from, int to) {
    if (from == 0 || to == text.length()) {
      return false;
    }
    int pair = "<([{\"'".indexOf(text.charAt(from - 1));
    return pair >= 0 && ">)]}\"'".charAt(pair) == text.charAt(to);
  }

  private static boolean isAsciiLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  private static boolean[] ascii(String characters) {
    boolean[] table = new boolean[0x80];
    characters.chars().forEach(c -> table[c] = true);
    return table;
  }

  static boolean isEdge(char c) {
    return c == '.' || c == '-' || c == '_' || c == '+';
  }

  static boolean isAtomCharacter(char c) {
    if (c < 0x80) {
      return isAsciiLetterOrDigit(c) || c == '.' || c == '-' || c == '_' || c == '+';
    }
    return Character.isLetterOrDigit(c) || Character.isSurrogate(c);
  }
}
