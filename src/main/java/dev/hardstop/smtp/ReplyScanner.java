package dev.hardstop.smtp;

import dev.hardstop.smtp.DiagnosticCode.SmtpReply;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the replies in a text in one pass over its numeric tokens. The characters around a number decide whether
 * it is a code, and whether it starts a quoted reply.
 */
final class ReplyScanner {
  /** A status more than this many characters after the start of the last reply starts a quoted reply. */
  private static final int LONGEST_REPLY = 300;

  /** The largest number of separators between a reply code and its status. */
  private static final int MOST_SEPARATORS = 4;

  private static final int LONGEST_WORD = 16;
  private static final String SEPARATORS = " -.#([<'\":;,/\t\r\n";

  /** Words that introduce a quoted reply, as in {@code host mx.example.org said: 550 …}. */
  private static final Set<String> INTRODUCING = Set.of(
      "said",
      "says",
      "responded",
      "response",
      "responds",
      "answered",
      "answer",
      "replied",
      "reply",
      "returned",
      "returns",
      "error",
      "code",
      "was",
      "with",
      "server",
      "reason",
      "diagnostic",
      "smtp",
      "message",
      "data",
      "host",
      "status",
      "failed",
      "rejected");

  private static final Set<String> VERSIONED = Set.of(
      "version",
      "ver",
      "v",
      "release",
      "build",
      "exim",
      "postfix",
      "sendmail",
      "qmail",
      "exchange",
      "mdaemon",
      "kerio",
      "zimbra",
      "domino",
      "amavisd",
      "spamassassin",
      "clamav",
      "openssl",
      "tls",
      "haraka",
      "php",
      "java",
      "mailenable",
      "magicmail",
      "rev",
      "section");

  private final String text;
  private final int start;
  private final int end;

  private SmtpReply outer = SmtpReply.NONE;
  private SmtpReply inner = SmtpReply.NONE;
  private boolean nested;

  /** The start of the last reply found. */
  private int lastStart;

  private int endOfLoneStatus = -1;

  ReplyScanner(String text, int start, int end) {
    this.text = text;
    this.start = start;
    this.end = end;
  }

  SmtpReply outer() {
    return outer;
  }

  Optional<SmtpReply> inner() {
    return nested ? Optional.of(inner) : Optional.empty();
  }

  /** The start of the innermost reply. */
  int lastStart() {
    return lastStart;
  }

  void scan() {
    int at = start;
    while (at < end) {
      at = NumericToken.isDigit(text.charAt(at)) ? afterToken(at) : at + 1;
    }
  }

  /** Handles the numeric token, if it is a code, and returns where to continue. */
  private int afterToken(int at) {
    NumericToken token = NumericToken.at(text, at, end);
    if (!token.standsFree(text, start)) {
      return token.end();
    }
    if (token.code().isPresent()) {
      return afterReplyCode(token);
    }
    if (token.status().isPresent() && !isVersion(token)) {
      foundStatus(token);
    }
    return token.end();
  }

  /**
   * Whether the token is a version and not a status, as in {@code Gate 2.4.1}. In the middle of a sentence, a
   * status of class 2 does not report success.
   */
  private boolean isVersion(NumericToken token) {
    boolean success = token.status().filter(status -> status.severity() == 2).isPresent();
    boolean inSentence = !startsLine(text, start, token.start()) && !isQuoted(text, start, token);
    return (success && inSentence) || namesVersion(text, start, token.start());
  }

  private int afterReplyCode(NumericToken token) {
    boolean quoted = isQuoted(text, start, token);
    NumericToken status = token.status().isPresent() ? token : statusAfter(token);
    if (status.status().isPresent()) {
      found(new SmtpReply(token.code(), status.status()), quoted, token.start());
      return status.end();
    }
    boolean afterStatus = token.start() == endOfLoneStatus + 1;
    if (quoted || afterStatus || startsLine(text, start, token.start())) {
      found(new SmtpReply(token.code(), Optional.empty()), quoted, token.start());
    }
    return token.end();
  }

  /** The status that follows a reply code with only separators between them; otherwise the code itself. */
  private NumericToken statusAfter(NumericToken code) {
    int at = code.end();
    int furthest = Math.min(end, at + MOST_SEPARATORS);
    while (at < furthest && isSeparator(text.charAt(at))) {
      at++;
    }
    if (at == code.end() || at >= end || !NumericToken.isDigit(text.charAt(at))) {
      return code;
    }
    NumericToken next = NumericToken.at(text, at, end);
    boolean isStatus = next.code().isEmpty() && next.status().isPresent();
    return isStatus && next.standsFree(text, start) ? next : code;
  }

  private void found(SmtpReply reply, boolean quoted, int at) {
    if (outer.isEmpty()) {
      outer = reply;
      lastStart = at;
    } else if (!quoted && continuesOuter(reply)) {
      outer = outer.or(reply);
    } else if (reply.code().filter(code -> code.severity() != 2).isPresent()) {
      inner = reply;
      nested = true;
      lastStart = at;
    }
  }

  /** Whether this is a further line of the outer reply, which repeats its code. */
  private boolean continuesOuter(SmtpReply reply) {
    if (outer.code().isEmpty()) {
      return reply.status().isEmpty() || reply.status().equals(outer.status());
    }
    boolean addsNothing = reply.status().isEmpty() || reply.status().equals(outer.status());
    return outer.code().equals(reply.code()) && (addsNothing || outer.status().isEmpty());
  }

  /**
   * Handles a status without a reply code. It belongs to the last reply if that has no definite status. A
   * definite status after a number sign starts a quoted reply.
   */
  private void foundStatus(NumericToken token) {
    SmtpReply status = new SmtpReply(Optional.empty(), token.status());
    SmtpReply last = nested ? inner : outer;
    if (outer.isEmpty()) {
      outer = status;
      lastStart = token.start();
      endOfLoneStatus = token.end();
    } else if (isQuotedStatus(token, last)) {
      inner = status;
      nested = true;
      lastStart = token.start();
    } else if (last.status().filter(EnhancedStatusCode::isDefinite).isEmpty()
        && isDefinite(token)) {
      takeStatus(status.or(last));
      lastStart = token.start() - lastStart > LONGEST_REPLY ? token.start() : lastStart;
    } else {
      takeStatus(last.or(status));
    }
  }

  private boolean isQuotedStatus(NumericToken token, SmtpReply last) {
    boolean numbered = token.start() > start && text.charAt(token.start() - 1) == '#';
    boolean another = last.status().filter(EnhancedStatusCode::isDefinite).isPresent()
        && !last.status().equals(token.status());
    return isQuoted(text, start, token) || (numbered && another && isDefinite(token));
  }

  private static boolean isDefinite(NumericToken token) {
    return token.status().filter(EnhancedStatusCode::isDefinite).isPresent();
  }

  private void takeStatus(SmtpReply reply) {
    if (nested) {
      inner = reply;
    } else {
      outer = reply;
    }
  }

  private static boolean isSeparator(char c) {
    return SEPARATORS.indexOf(c) >= 0;
  }

  /** Whether only opening characters precede the token on its line. */
  private static boolean startsLine(String text, int from, int token) {
    int furthest = Math.max(from, token - MOST_SEPARATORS);
    int at = token;
    while (at > furthest && isOpener(text.charAt(at - 1))) {
      at--;
    }
    return at == from || text.charAt(at - 1) == '\n' || text.charAt(at - 1) == '\r';
  }

  private static boolean isOpener(char c) {
    return c == ' ' || c == '\t' || "#(['\"<*".indexOf(c) >= 0;
  }

  /** Whether the token starts a quoted reply of another server. */
  private static boolean isQuoted(String text, int from, NumericToken token) {
    int at = token.start() - 1;
    if (opensQuote(text, token.end())) {
      return true;
    }
    if (at < from) {
      return false;
    }
    char before = text.charAt(at);
    if (before == '<' || before == '\'' || before == '"' || before == '`') {
      return true;
    }
    int last = skipBlanksBack(text, from, at);
    return last >= from && introduces(text, from, last);
  }

  /** Whether a quoted reply starts after the code, as in {@code 550-'5.7.1 …'}. */
  private static boolean opensQuote(String text, int at) {
    if (at + 1 >= text.length()) {
      return false;
    }
    char quote = text.charAt(at + 1);
    return text.charAt(at) == '-' && (quote == '\'' || quote == '"');
  }

  private static boolean introduces(String text, int from, int last) {
    char c = text.charAt(last);
    if (c == '>') {
      char before = last > from ? text.charAt(last - 1) : ' ';
      return before == '-' || before == '=' || before == '>';
    }
    if (c != ':') {
      return c == '<' && last > from && text.charAt(last - 1) == '<';
    }
    int wordEnd = skipBlanksBack(text, from, last - 1);
    if (wordEnd < from) {
      return false;
    }
    char closing = text.charAt(wordEnd);
    return closing == ']'
        || closing == '>'
        || closing == ')'
        || INTRODUCING.contains(word(text, from, wordEnd));
  }

  /** Whether the word before the token shows that the token is a version, as in {@code Exim 4.9.2}. */
  private static boolean namesVersion(String text, int from, int token) {
    int wordEnd = skipBlanksBack(text, from, token - 1);
    return wordEnd >= from && VERSIONED.contains(word(text, from, wordEnd));
  }

  private static int skipBlanksBack(String text, int from, int at) {
    int furthest = Math.max(from, at - MOST_SEPARATORS);
    int last = at;
    while (last >= furthest && (text.charAt(last) == ' ' || text.charAt(last) == '\t')) {
      last--;
    }
    return last;
  }

  /** The word that ends here, in lower case; empty if it is too long or there is none. */
  private static String word(String text, int from, int last) {
    int furthest = Math.max(from, last - LONGEST_WORD);
    int first = last;
    while (first >= furthest && Character.isLetter(text.charAt(first))) {
      first--;
    }
    return text.substring(first + 1, last + 1).toLowerCase(Locale.ROOT);
  }
}
