package dev.hardstop.smtp;

import java.util.Locale;
import java.util.Set;

/** Where a number may be a code: by what stands just before and behind it. */
final class ReplyPosition {
  /** How many separators may stand between a reply code and its status. */
  static final int MOST_SEPARATORS = 4;

  private static final int LONGEST_WORD = 16;
  private static final String SEPARATORS = " -.#([<'\":;,/\t\r\n";

  /** Words before a reply that is quoted, such as {@code host mx.example.org said: 550 …}. */
  private static final Set<String> ANNOUNCING = Set.of(
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

  private ReplyPosition() {}

  static boolean isSeparator(char c) {
    return SEPARATORS.indexOf(c) >= 0;
  }

  /** Whether only openers stand between the token and the start of the text or of its line. */
  static boolean startsLine(String text, int from, int token) {
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

  /** Whether the token starts the reply of another server, quoted in the text. */
  static boolean isQuoted(String text, int from, NumericToken token) {
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
    return last >= from && announces(text, from, last);
  }

  /** {@code 550-'5.7.1 …'}: the quotation mark stands behind the code. */
  private static boolean opensQuote(String text, int at) {
    if (at + 1 >= text.length()) {
      return false;
    }
    char quote = text.charAt(at + 1);
    return text.charAt(at) == '-' && (quote == '\'' || quote == '"');
  }

  private static boolean announces(String text, int from, int last) {
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
        || ANNOUNCING.contains(word(text, from, wordEnd));
  }

  /** Whether the word before the token says that it is a version, such as {@code Exim 4.9.2}. */
  static boolean namesVersion(String text, int from, int token) {
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

  /** The word that ends here, in lower case; empty where it is long or none. */
  private static String word(String text, int from, int last) {
    int furthest = Math.max(from, last - LONGEST_WORD);
    int first = last;
    while (first >= furthest && Character.isLetter(text.charAt(first))) {
      first--;
    }
    return text.substring(first + 1, last + 1).toLowerCase(Locale.ROOT);
  }
}
