package dev.hardstop.smtp;

import java.util.Optional;

/**
 * A run of digits and inner dots: a reply code, an enhanced status, both glued ({@code 550.5.4.1}),
 * or something else, such as an IP address.
 */
record NumericToken(
    int start, int end, Optional<ReplyCode> code, Optional<EnhancedStatusCode> status) {

  /** The token that starts at a digit. */
  static NumericToken at(String text, int start, int limit) {
    int end = start;
    while (end < limit && (isDigit(text.charAt(end)) || isInnerDot(text, end, limit))) {
      end++;
    }
    return read(text, start, end);
  }

  private static NumericToken read(String text, int start, int end) {
    int length = end - start;
    boolean dotted = length > 3 && text.charAt(start + 3) == '.';
    Optional<ReplyCode> code =
        length == 3 || dotted ? reply(text, start) : Optional.<ReplyCode>empty();
    if (code.isPresent() && dotted) {
      Optional<EnhancedStatusCode> glued = status(text, start + 4, end);
      boolean noAddress = code.get().value() > 255;
      boolean pair = glued.isPresent() || hasNoFurtherDot(text, start + 4, end);
      return noAddress && pair
          ? new NumericToken(start, end, code, glued)
          : new NumericToken(start, end, Optional.empty(), Optional.empty());
    }
    return new NumericToken(start, end, code, status(text, start, end));
  }

  /** Whether it is a token of its own, no piece of a word, a path or a version. */
  boolean standsFree(String text, int from) {
    if (start > from && joinsLeft(text.charAt(start - 1))) {
      return false;
    }
    if (end >= text.length()) {
      return true;
    }
    char next = text.charAt(end);
    // "5.1.1User unknown" is a code glued to a word, "5.1.1rc2" is a version.
    boolean gluedWord = status.isPresent() && next >= 'A' && next <= 'Z';
    return gluedWord || !(Character.isLetterOrDigit(next) || next == '@' || next == '%');
  }

  private static boolean joinsLeft(char c) {
    return (Character.isLetterOrDigit(c) && c < 0x2e80) || c == '/' || c == '_' || c == '@';
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
