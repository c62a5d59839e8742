package dev.hardstop.smtp;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Removes addresses from a text that may contain them, such as the message of an exception. It removes too
 * much rather than too little: the whole word around every {@code @}. If the local part is quoted (RFC 5321
 * section 4.1.2), the removed part starts at the opening quotation mark. Characters that are not visible
 * become spaces.
 */
public final class Redaction {
  private static final String REPLACEMENT = "***";

  private Redaction() {}

  private record Span(int start, int end) {}

  /**
   * The text {@linkplain PrintableText#line on one line} without addresses. Redaction takes time linear in
   * the length of the text.
   *
   * @param longest the largest number of chars of the result
   */
  public static String of(String text, int longest) {
    return PrintableText.line(redacted(text), longest);
  }

  private static String redacted(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    int from = 0;
    for (Span address : addresses(text)) {
      kept.append(text, from, address.start()).append(REPLACEMENT);
      from = address.end();
    }
    return kept.append(text, from, text.length()).toString();
  }

  /**
   * Searches from the end, because the at sign after a quotation mark shows that the mark is a closing one.
   */
  private static Deque<Span> addresses(String text) {
    Deque<Span> found = new ArrayDeque<>();
    int end = text.length();
    boolean maybeQuoted = true;
    for (int at = text.lastIndexOf('@'); at >= 0; at = text.lastIndexOf('@', end - 1)) {
      int start = at;
      if (maybeQuoted && at > 0 && text.charAt(at - 1) == '"') {
        int opening = opening(text, at - 1);
        // Without an opening mark here, there is none further left either.
        maybeQuoted = opening >= 0;
        start = maybeQuoted ? opening : at;
      }
      Span word = new Span(startOfWord(text, start), endOfWord(text, at, end));
      found.addFirst(word);
      end = word.start();
    }
    return found;
  }

  /** The quotation mark that this one closes, or -1. */
  private static int opening(String text, int closing) {
    int quote = text.lastIndexOf('"', closing - 1);
    while (quote >= 0 && isEscaped(text, quote)) {
      quote = text.lastIndexOf('"', quote - 1);
    }
    return quote;
  }

  private static boolean isEscaped(String text, int quote) {
    int first = quote;
    while (first > 0 && text.charAt(first - 1) == '\\') {
      first--;
    }
    return (quote - first) % 2 == 1;
  }

  private static int startOfWord(String text, int within) {
    int start = within;
    while (start > 0 && !isBlank(text.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  private static int endOfWord(String text, int within, int limit) {
    int end = within;
    while (end < limit && !isBlank(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isBlank(char c) {
    return Character.isWhitespace(c) || Character.isISOControl(c) || Character.isSpaceChar(c);
  }
}
