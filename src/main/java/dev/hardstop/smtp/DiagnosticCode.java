package dev.hardstop.smtp;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Optional;

/**
 * The codes in a {@code Diagnostic-Code} (RFC 3464 section 2.3.6), and the servers that they come from.
 *
 * <p>A relay that could not forward a message quotes the reply of the final server in its own reply: {@code 550
 * 5.1.351 Remote server returned … -> 550 5.1.1 …}, {@code 554 4.4.7 Message expired<421 4.4.0 …>}, {@code
 * 5.1.0 - Unknown address error 550-'5.7.1 …'}. Both replies are kept. Any text can be parsed, in one pass;
 * only its first {@value #LONGEST_TEXT} characters count.
 *
 * @param type the diagnostic type in lower case, such as {@code smtp} or {@code x-postfix}; empty
 *     if the text has none
 * @param outer the reply of the reporting server; without codes if it printed none
 * @param inner the innermost reply that it quotes
 */
public record DiagnosticCode(String type, SmtpReply outer, Optional<SmtpReply> inner) {
  /** The number of characters of a text that are read. */
  public static final int LONGEST_TEXT = 4_096;

  private static final int LONGEST_TYPE = 40;

  public DiagnosticCode {
    requireNonNull(type, "type is null");
    requireNonNull(outer, "outer is null");
    requireNonNull(inner, "inner is null");
  }

  /** Parses a diagnostic code, with or without its type. */
  public static DiagnosticCode parse(String text) {
    int body = typePrefix(text, 0);
    ReplyScanner replies = new ReplyScanner(text, body, end(text));
    replies.scan();
    return new DiagnosticCode(typeOf(text, body), replies.outer(), replies.inner());
  }

  /**
   * The start of the reply that {@linkplain #deciding() decides}; 0 if the text has none. A relay wrote the
   * text before it.
   */
  public static int startOfDeciding(String text) {
    ReplyScanner replies = new ReplyScanner(text, 0, Math.min(text.length(), LONGEST_TEXT));
    replies.scan();
    return replies.lastStart();
  }

  /** The text with a blank between each code and a word that directly follows it. */
  public static String withSeparateCodes(String text) {
    StringBuilder separate = new StringBuilder();
    int copied = 0;
    int at = 0;
    int end = Math.min(text.length(), LONGEST_TEXT);
    while (at < end) {
      if (!NumericToken.isDigit(text.charAt(at))) {
        at++;
        continue;
      }
      int tokenEnd = NumericToken.end(text, at, end);
      if (tokenEnd < end && Character.isLetter(text.charAt(tokenEnd))) {
        NumericToken token = NumericToken.at(text, at, end);
        if (token.isJoined(text) && token.standsFree(text, 0)) {
          separate.append(text, copied, tokenEnd).append(' ');
          copied = tokenEnd;
        }
      }
      at = tokenEnd;
    }
    return copied == 0 ? text : separate.append(text, copied, text.length()).toString();
  }

  /** The text without its types: {@code smtp; 550 5.1.1 …} becomes {@code 550 5.1.1 …}. */
  public static String withoutType(String text) {
    String stripped = text.strip();
    int at = 0;
    for (int body = typePrefix(stripped, at); body > at; body = typePrefix(stripped, at)) {
      at = skipBlanks(stripped, body);
    }
    return stripped.substring(at);
  }

  /**
   * The codes that decide: those of the final server or, if they are indefinite, those of the relay. A status
   * with subject and detail 0 is indefinite.
   */
  public SmtpReply deciding() {
    if (inner.isEmpty()) {
      return outer;
    }
    SmtpReply last = inner.get();
    boolean definite = last.status().filter(EnhancedStatusCode::isDefinite).isPresent();
    boolean silent = last.status().isPresent() || last.code().isEmpty();
    if (!definite && silent && !outer.isEmpty()) {
      return outer.or(last);
    }
    return last.or(outer);
  }

  /** The end of the relevant text: in a transcript, the reply to QUIT is not about the message. */
  private static int end(String text) {
    int furthest = Math.min(text.length(), LONGEST_TEXT);
    int quit = text.indexOf(">>> QUIT");
    return quit < 0 ? furthest : Math.min(quit, furthest);
  }

  /** The reply of the server where the failure began; without codes if the text has none. */
  public SmtpReply innermost() {
    return inner.filter(reply -> !reply.isEmpty()).orElse(outer);
  }

  /**
   * The end of the type that starts here; {@code from} if no type starts here. The type may have any number
   * of blanks around it, because a stored text has fewer of them than the original and must be read in the
   * same way.
   */
  private static int typePrefix(String text, int from) {
    int start = skipBlanks(text, from);
    int end = start;
    while (end < text.length() && end <= start + LONGEST_TYPE && isOfType(text.charAt(end))) {
      end++;
    }
    int semicolon = skipBlanks(text, end);
    boolean isType = end <= start + LONGEST_TYPE
        && semicolon < text.length()
        && text.charAt(semicolon) == ';'
        && isType(text.substring(start, end).toLowerCase(Locale.ROOT));
    return isType ? semicolon + 1 : from;
  }

  private static boolean isOfType(char c) {
    return c != ';' && !Character.isWhitespace(c);
  }

  private static int skipBlanks(String text, int from) {
    int at = from;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isType(String word) {
    return switch (word) {
      case "smtp", "esmtp", "lmtp", "x400", "dns", "unix", "unknown" -> true;
      default -> word.startsWith("x-") && word.length() > 2;
    };
  }

  private static String typeOf(String text, int body) {
    return body == 0 ? "" : text.substring(0, body - 1).strip().toLowerCase(Locale.ROOT);
  }

  /**
   * The codes of a server's reply (RFC 5321 section 4.2, RFC 2034 section 4), as far as they are printed.
   *
   * @param code the reply code, such as 550
   * @param status the enhanced status code, such as 5.1.1
   */
  public record SmtpReply(Optional<ReplyCode> code, Optional<EnhancedStatusCode> status) {
    /** A reply without codes. */
    public static final SmtpReply NONE = new SmtpReply(Optional.empty(), Optional.empty());

    public SmtpReply {
      requireNonNull(code, "code is null");
      requireNonNull(status, "status is null");
    }

    /** Whether the reply has no codes. */
    public boolean isEmpty() {
      return code.isEmpty() && status.isEmpty();
    }

    /** This reply, with missing codes taken from another. */
    SmtpReply or(SmtpReply other) {
      return new SmtpReply(code.or(other::code), status.or(other::status));
    }
  }
}
