package dev.hardstop.classification;

import java.nio.charset.StandardCharsets;

/**
 * Decodes what relays left encoded: quoted-printable (RFC 2045 section 6.7), such as {@code
 * Access=20denied} and soft line breaks, and UTF-8 that was read as Latin 1 or Windows 1252, such as {@code
 * bo\u00c3\u00aete}. Possible parts of links and addresses are not changed.
 */
final class TransferEncoding {
  /** Blanks and punctuation marks that are decoded. Equals signs and digits are not: they could form a new code. */
  private static final String PLAIN = " \t\r\n!\"#'(),-.:;<>?@[]_";

  /** Windows 1252 from 0x80 on, where Latin 1 has control characters (RFC 1345, which has gaps). */
  private static final String WINDOWS_1252 =
      "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f"
          + "\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";

  private static final int LONGEST_RUN = 64;

  /** The character that the decoder writes in place of invalid UTF-8. */
  private static final char UNDECODABLE = '\ufffd';

  private TransferEncoding() {}

  /** The decoded text; at most {@code length} characters of the text are read. */
  static String decoded(String text, int length) {
    String bounded = text.length() > length ? text.substring(0, length) : text;
    String printable = bounded.indexOf('=') < 0 ? bounded : withoutQuotedPrintable(bounded);
    return hasMisreadBytes(printable) ? withoutMisreadBytes(printable) : printable;
  }

  private static String withoutQuotedPrintable(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    int wordStart = 0;
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      int end = c == '=' && isEncoded(plain, wordStart) ? endOfEncoded(text, at, plain) : at;
      if (end == at) {
        plain.append(c);
        end++;
      }
      at = end;
      if (plain.length() > 0 && " \n\t<[(\"".indexOf(plain.charAt(plain.length() - 1)) >= 0) {
        wordStart = plain.length();
      }
    }
    return plain.toString();
  }

  /** Whether an equals sign can start a code: links, rewritten senders and parameters have equals signs too. */
  private static boolean isEncoded(StringBuilder plain, int wordStart) {
    String word = plain.substring(Math.max(wordStart, plain.length() - LONGEST_RUN));
    boolean link = !word.isEmpty() && TokenBounds.startsLink(word, 0);
    return !link
        && word.indexOf('@') < 0
        && word.indexOf('?') < 0
        && !TokenBounds.startsRewritten(word);
  }

  /** Appends the decoded character and returns the end of its code; returns {@code at} if there is none. */
  private static int endOfEncoded(String text, int at, StringBuilder plain) {
    int lineEnd = endOfSoftBreak(text, at);
    if (lineEnd > at) {
      return lineEnd;
    }
    int first = octet(text, at);
    if (first >= 0 && first < 0x80) {
      boolean decodes = PLAIN.indexOf((char) first) >= 0
          && (first == '@' && startsDomain(text, at + 3) || !isValue(text, at, plain));
      plain.append(decodes ? String.valueOf((char) first) : "");
      return decodes ? at + 3 : at;
    }
    byte[] octets = new byte[LONGEST_RUN];
    int count = 0;
    int end = at;
    for (int next = first; next >= 0x80 && count < LONGEST_RUN; next = octet(text, end)) {
      octets[count++] = (byte) next;
      end += 3;
    }
    String letters = utf8(octets, count);
    plain.append(letters);
    return letters.isEmpty() ? at : end;
  }

  /** Whether this is a value and not a code: {@code size=20480}, {@code limit=20 a day}, {@code =2001:db8::1}. */
  private static boolean isValue(String text, int at, StringBuilder plain) {
    char before = plain.length() > 0 ? plain.charAt(plain.length() - 1) : ' ';
    boolean named = before == ' ' || Character.isLetter(before);
    char next = at + 3 < text.length() ? text.charAt(at + 3) : ' ';
    boolean number = Character.isDigit(text.charAt(at + 2));
    boolean wordFollows = Character.isLetter(next) || "<([\"'=".indexOf(next) >= 0;
    return named && (Character.isDigit(next) || (number && !wordFollows));
  }

  /** Whether a domain starts here. It may start with a digit: {@code bob=401and1.example}. */
  private static boolean startsDomain(String text, int at) {
    int end = at;
    int dot = -1;
    boolean letters = false;
    while (end < text.length() && end < at + LONGEST_RUN && isOfDomain(text.charAt(end))) {
      char c = text.charAt(end);
      dot = c == '.' ? end : dot;
      letters = c == '.' || (letters && Character.isLetter(c));
      end++;
    }
    return dot > at && letters && end > dot + 2;
  }

  private static boolean isOfDomain(char c) {
    return Character.isLetterOrDigit(c) || c == '-' || c == '.';
  }

  /** The end of a soft line break: {@code =} at the end of a line joins it with the next one. */
  private static int endOfSoftBreak(String text, int at) {
    int end = at + 1;
    if (end < text.length() && text.charAt(end) == '\r') {
      end++;
    }
    return end < text.length() && text.charAt(end) == '\n' ? end + 1 : at;
  }

  /** The octet that {@code =XX} encodes here, or -1. */
  private static int octet(String text, int at) {
    if (at + 2 >= text.length() || text.charAt(at) != '=') {
      return -1;
    }
    int high = hex(text.charAt(at + 1));
    int low = hex(text.charAt(at + 2));
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  private static int hex(char c) {
    return c < 0x80 && !(c >= 'a' && c <= 'f') ? Character.digit(c, 16) : -1;
  }

  private static boolean hasMisreadBytes(String text) {
    for (int i = 0; i + 1 < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0xc2 && c <= 0xf4 && isContinuation(text.charAt(i + 1))) {
        return true;
      }
    }
    return false;
  }

  private static String withoutMisreadBytes(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      int length = c < 0xc2 || c > 0xf4 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
      String letter = length == 1 ? "" : misread(text, at, length);
      if (letter.isEmpty()) {
        plain.append(c);
        at++;
      } else {
        plain.append(letter);
        at += length;
      }
    }
    return plain.toString();
  }

  private static String misread(String text, int at, int length) {
    if (at + length > text.length()) {
      return "";
    }
    byte[] octets = new byte[length];
    octets[0] = (byte) text.charAt(at);
    for (int i = 1; i < length; i++) {
      char c = text.charAt(at + i);
      if (!isContinuation(c)) {
        return "";
      }
      int windows = WINDOWS_1252.indexOf(c);
      octets[i] = (byte) (windows < 0 ? c : 0x80 + windows);
    }
    return utf8(octets, length);
  }

  private static boolean isContinuation(char c) {
    return (c >= 0x80 && c < 0xc0) || (c >= 0x0152 && WINDOWS_1252.indexOf(c) >= 0);
  }

  /** The decoded letters; empty if the octets are not UTF-8. */
  private static String utf8(byte[] octets, int count) {
    String letters = new String(octets, 0, count, StandardCharsets.UTF_8);
    return letters.indexOf(UNDECODABLE) < 0 ? letters : "";
  }
}
