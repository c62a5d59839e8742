package dev.hardstop.smtp;

import java.util.Optional;

/**
 * A sequence of digits and inner dots: a reply code, an enhanced status code, both joined ({@code 550.5.4.1}), or
 * something else, such as an IP address.
 *
 * @param start the index of its first character
 * @param end the index after its last character
 * @param code the reply code in it
 * @param status the enhanced status code in it
 */
record NumericToken(
    int start, int end, Optional<ReplyCode> code, Optional<EnhancedStatusCode> status) {
  /** From this character on (the CJK radicals), blanks do not separate words. */
  private static final char WRITTEN_WITHOUT_BLANKS = 0x2e80;

  /** A number with fewer letters after it is a version or an id. */
  private static final int SHORTEST_WORD = 4;

  private static final int LONGEST_WORD = 40;

  /** The token that starts at a digit. */
  static NumericToken at(String text, int start, int limit) {
    return read(text, start, end(text, start, limit));
  }

  /** The end of the token that starts at a digit. */
  static int end(String text, int start, int limit) {
    int end = start;
    while (end < limit && (isDigit(text.charAt(end)) || isInnerDot(text, end, limit))) {
      end++;
    }
    return end;
  }

  private static NumericToken read(String text, int start, int end) {
    int length = end - start;
    boolean dotted = length > 3 && text.charAt(start + 3) == '.';
    if (length >= 8 && !dotted) {
      return runTogether(text, start, end);
    }
    Optional<ReplyCode> code =
        length == 3 || dotted ? reply(text, start) : Optional.<ReplyCode>empty();
    if (code.isPresent() && dotted) {
      Optional<EnhancedStatusCode> joined = status(text, start + 4, end);
      boolean noAddress = code.get().value() > 255;
      boolean pair = joined.isPresent() || hasNoFurtherDot(text, start + 4, end);
      return noAddress && pair
          ? new NumericToken(start, end, code, joined)
          : new NumericToken(start, end, Optional.empty(), Optional.empty());
    }
    return new NumericToken(start, end, code, status(text, start, end));
  }

  /** Reads a reply code and a status without a blank between them, such as {@code 5505.1.1}. */
  private static NumericToken runTogether(String text, int start, int end) {
    Optional<ReplyCode> code = reply(text, start);
    Optional<EnhancedStatusCode> joined = status(text, start + 3, end);
    return code.isPresent() && joined.isPresent()
        ? new NumericToken(start, end, code, joined)
        : new NumericToken(start, end, Optional.empty(), Optional.empty());
  }

  /** Whether the token stands alone and is not part of a word, a path or a version. */
  boolean standsFree(String text, int from) {
    if (start > from && joinsLeft(text.charAt(start - 1))) {
      return false;
    }
    if (end >= text.length()) {
      return true;
    }
    char next = text.charAt(end);
    return !(Character.isLetterOrDigit(next) || next == '@' || next == '%') || isJoined(text);
  }

  /**
   * Whether a word follows directly: {@code 5.1.1User unknown} is a code joined to a word, {@code 5.1.1rc2} is
   * a version.
   */
  boolean isJoined(String text) {
    if (end >= text.length() || (code.isEmpty() && status.isEmpty())) {
      return false;
    }
    char first = text.charAt(end);
    if (first >= WRITTEN_WITHOUT_BLANKS || (status.isPresent() && first >= 'A' && first <= 'Z')) {
      return Character.isLetter(first);
    }
    int last = end;
    while (last < text.length() && last < end + LONGEST_WORD && isLetter(text.charAt(last))) {
      last++;
    }
    return last - end >= SHORTEST_WORD && !goesOn(text, last);
  }

  /** Whether the word continues after the letters or is in brackets: then it is a name, an address or a host. */
  private static boolean goesOn(String text, int from) {
    int furthest = Math.min(text.length(), from + LONGEST_WORD);
    int at = from;
    while (at < furthest && isWordCharacter(text.charAt(at))) {
      at++;
    }
    boolean digit = from < text.length() && Character.isDigit(text.charAt(from));
    boolean dotted = at > from + 1 && text.charAt(from) == '.';
    boolean closed = at < text.length() && "@%/>)]}\"'".indexOf(text.charAt(at)) >= 0;
    return digit || dotted || closed;
  }

  private static boolean isWordCharacter(char c) {
    return isLetter(c) || isDigit(c) || ".-_+=".indexOf(c) >= 0;
  }

  private static boolean isLetter(char c) {
    return Character.isLetter(c) && c < WRITTEN_WITHOUT_BLANKS;
  }

  private static boolean joinsLeft(char c) {
    return (Character.isLetterOrDigit(c) && c < WRITTEN_WITHOUT_BLANKS)
        || c == '/'
        || c == '_'
        || c == '@';
  }

  private static Optional<ReplyCode> reply(String text, int at) {
    int value = 0;
    for (int i = at; i < at + 3; i++) {
      if (!isDigit(text.charAt(i))) {
        return Optional.empty();
      }
      value = value * 10 + (text.charAt(i) - '0');
    }
    return ReplyCode.find(value);
  }

  private static Optional<EnhancedStatusCode> status(String text, int from, int to) {
    return to - from >= 5 && to - from <= 7
        ? EnhancedStatusCode.find(text.substring(from, to))
        : Optional.empty();
  }

  private static boolean hasNoFurtherDot(String text, int from, int to) {
    return text.substring(from, to).indexOf('.') < 0;
  }

  private static boolean isInnerDot(String text, int at, int limit) {
    return text.charAt(at) == '.' && at + 1 < limit && isDigit(text.charAt(at + 1));
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
