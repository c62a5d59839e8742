package dev.hardstop.classification;

import dev.hardstop.smtp.DiagnosticCode;
import dev.hardstop.smtp.EnhancedStatusCode;
import java.util.Set;

/**
 * Joins the lines of a reply: control characters become blanks, invisible characters are removed, and the
 * code that every line of a multi-line reply repeats (RFC 5321 section 4.2.1) is kept only in the first.
 */
final class ReplyLines {
  private static final Set<String> INTRODUCING = Set.of(
      "->", "<<<", ">>>", "said:", "responded:", "returned:", "replied:", "response:", "was:");

  private final StringBuilder line = new StringBuilder();
  private String lastWord = "";
  private String code = "";
  private String status = "";
  private boolean continued;

  private ReplyLines() {}

  /** At most the first {@link DiagnosticCode#LONGEST_TEXT} characters of the text, on one line. */
  static String joined(String text) {
    ReplyLines lines = new ReplyLines();
    boolean isCut = text.length() > DiagnosticCode.LONGEST_TEXT;
    String meant = TransferEncoding.decoded(text, DiagnosticCode.LONGEST_TEXT + 1);
    String reply =
        DiagnosticCode.withSeparateCodes(DiagnosticCode.withoutType(visible(meant, isCut)));
    lines.readPrefix(reply);
    lines.appendWords(reply);
    return lines.line.toString();
  }

  /** The visible characters of the first part of the text; all control characters but line feeds become blanks. */
  private static String visible(String text, boolean isCut) {
    int length = Math.min(text.length(), DiagnosticCode.LONGEST_TEXT);
    StringBuilder visible = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c > ' ' && c < 0x7f) {
        visible.append(c);
      } else if (Character.isSurrogate(c)) {
        boolean pair = Character.isHighSurrogate(c)
            && i + 1 < length
            && Character.isLowSurrogate(text.charAt(i + 1));
        visible.append(pair ? "" + c + text.charAt(++i) : "?");
      } else if (c == '\n' || c == '\r' || c == '\u2028' || c == '\u0085') {
        visible.append('\n');
      } else if (c <= ' ' || Character.isISOControl(c) || Character.isSpaceChar(c)) {
        visible.append(' ');
      } else if (Character.getType(c) != Character.FORMAT) {
        visible.append(c);
      }
    }
    return isCut ? withoutLastWord(visible) : visible.toString();
  }

  /** Removes the last word, which may be half an address. */
  private static String withoutLastWord(StringBuilder text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) != ' ' && text.charAt(end - 1) != '\n') {
      end--;
    }
    return text.substring(0, end);
  }

  /** Reads the reply code and status at the start of the reply. */
  private void readPrefix(String reply) {
    if (reply.length() < 4 || !startsWithReplyCode(reply)) {
      return;
    }
    code = reply.substring(0, 3);
    continued = reply.charAt(3) == '-';
    int end = 4;
    while (end < reply.length() && isStatusCharacter(reply.charAt(end))) {
      end++;
    }
    status = end - 4 >= 5 ? reply.substring(4, end) : "";
  }

  /**
   * Reads a code such as {@code 552-5.7.0} in a relay's words. Such a code starts a multi-line reply, which
   * repeats the code.
   */
  private void readQuotedCode(String word) {
    boolean other = word.length() > 4 && line.length() > 0 && !word.startsWith(code + "-");
    if (other
        && word.charAt(3) == '-'
        && startsWithReplyCode(word)
        && EnhancedStatusCode.find(word.substring(4)).isPresent()) {
      code = word.substring(0, 3);
      status = word.substring(4);
      continued = true;
    }
  }

  private static boolean startsWithReplyCode(String reply) {
    boolean digits = true;
    for (int i = 0; i < 3; i++) {
      digits &= reply.charAt(i) >= '0' && reply.charAt(i) <= '9';
    }
    char next = reply.charAt(3);
    return digits && (next == '-' || next == ' ');
  }

  private static boolean isStatusCharacter(char c) {
    return (c >= '0' && c <= '9') || c == '.';
  }

  private void appendWords(String reply) {
    boolean lineStart = false;
    boolean codeDropped = false;
    int at = 0;
    while (at < reply.length()) {
      char c = reply.charAt(at);
      if (c == ' ' || c == '\n') {
        lineStart |= c == '\n';
        at++;
        continue;
      }
      int end = endOfWord(reply, at);
      String word = reply.substring(at, end);
      String rest = line.length() == 0 ? word : withoutRepeatedCode(word, lineStart, codeDropped);
      codeDropped = rest.isEmpty();
      if (!rest.isEmpty()) {
        readQuotedCode(rest);
        append(rest);
        lineStart = false;
      }
      at = end;
    }
  }

  private static int endOfWord(String reply, int from) {
    int end = from;
    while (end < reply.length() && reply.charAt(end) != ' ' && reply.charAt(end) != '\n') {
      end++;
    }
    return end;
  }

  private void append(String word) {
    if (line.length() > 0) {
      line.append(' ');
    }
    line.append(word);
    lastWord = word;
  }

  /** The word without the repeated code of a further line; empty if it is only the code. */
  private String withoutRepeatedCode(String word, boolean lineStart, boolean codeDropped) {
    boolean repeats = codeDropped || (!code.isEmpty() && word.startsWith(code));
    // A code after "->" or "said:" belongs to a quoted reply.
    if (!repeats || INTRODUCING.contains(lastWord)) {
      return word;
    }
    if (codeDropped && word.equals(status)) {
      return "";
    }
    boolean further = lineStart || continued;
    int from = 0;
    while (further && word.startsWith(code + "-", from)) {
      from += code.length() + 1;
    }
    String rest = word.substring(from);
    if (from > 0 && rest.equals(status)) {
      return "";
    }
    return further && rest.equals(code) ? "" : rest;
  }
}
