package dev.hardstop.smtp;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the address in a field that other software has filled in, such as the Final-Recipient of a delivery
 * status notification (RFC 3464 section 2.3.2). Such software adds the type of the address ({@code rfc822;
 * bob@example.com}), {@code mailto:}, a comment, quotation marks or no-break spaces. These additions are
 * removed. A list of addresses is refused.
 */
public final class AddressField {
  /** The largest number of additions that are removed. */
  private static final int MOST_ADDITIONS = 8;

  /** The address types of RFC 3464 and RFC 6533, {@code SMTP:} of Exchange, and the scheme of RFC 6068. */
  private static final Set<String> TYPES = Set.of("rfc822", "utf-8", "unknown", "smtp", "mailto");

  private static final String OPENING = "<\"'`\u201c\u2018\u00ab\u201e";
  private static final String CLOSING = ">\"'`\u201d\u2019\u00bb\u201c";

  private AddressField() {}

  /** The address in the text; empty if there is none or more than one. */
  public static Optional<EmailAddress> find(String text) {
    Optional<EmailAddress> plain = EmailAddress.find(text);
    String rest = stripped(text);
    for (int i = 0; plain.isEmpty() && i <= MOST_ADDITIONS; i++) {
      plain = EmailAddress.find(rest);
      rest = stripped(withoutAddition(rest));
    }
    return plain;
  }

  /** The text without the invisible characters at both ends, with a plain space for every other blank. */
  private static String stripped(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isInvisible(text.charAt(from))) {
      from++;
    }
    while (to > from && isInvisible(text.charAt(to - 1))) {
      to--;
    }
    StringBuilder plain = new StringBuilder(to - from);
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      plain.append(Character.isSpaceChar(c) ? ' ' : c);
    }
    return plain.toString();
  }

  private static boolean isInvisible(char c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || Character.getType(c) == Character.FORMAT;
  }

  /** The text without its outermost addition. */
  private static String withoutAddition(String text) {
    int type = endOfType(text);
    if (type > 0) {
      return text.substring(type);
    }
    int comment = endOfComment(text);
    if (comment > 0) {
      return text.substring(comment);
    }
    int trailing = startOfComment(text);
    return trailing < text.length() ? text.substring(0, trailing) : withoutQuotes(text);
  }

  /** The end of the type before the address; 0 if there is none. */
  private static int endOfType(String text) {
    int end = 0;
    while (end < text.length() && ";:".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    boolean typed = end < text.length()
        && TYPES.contains(text.substring(0, end).strip().toLowerCase(Locale.ROOT));
    return typed ? end + 1 : 0;
  }

  /** The end of the comment at the start of the text; 0 if there is none. */
  private static int endOfComment(String text) {
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      depth += depthOf(text.charAt(i));
      if (depth <= 0) {
        return text.charAt(i) == ')' ? i + 1 : 0;
      }
    }
    return 0;
  }

  /** The start of the comment at the end of the text; the length of the text if there is none. */
  private static int startOfComment(String text) {
    int depth = 0;
    for (int i = text.length() - 1; i >= 0; i--) {
      depth += depthOf(text.charAt(i));
      if (depth >= 0) {
        return text.charAt(i) == '(' ? i : text.length();
      }
    }
    return text.length();
  }

  private static int depthOf(char c) {
    return c == '(' ? 1 : c == ')' ? -1 : 0;
  }

  private static String withoutQuotes(String text) {
    int pair = text.length() < 2 ? -1 : OPENING.indexOf(text.charAt(0));
    return pair >= 0 && CLOSING.charAt(pair) == text.charAt(text.length() - 1)
        ? text.substring(1, text.length() - 1)
        : text;
  }
}
