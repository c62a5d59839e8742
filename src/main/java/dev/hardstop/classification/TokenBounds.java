package dev.hardstop.classification;

import java.util.Locale;
import java.util.Set;

/** Finds where the addresses, links, words, domains and atoms of a text start and end. */
final class TokenBounds {
  private static final boolean[] DELIMITERS = ascii(" <>()[]{}\",;|`");
  private static final String NEVER_LOCAL = " <>()[]\",;:@";
  private static final int LONGEST_COMMENT = 66;

  /** Prefixes of rewritten senders (SRS, BATV), which contain an address without an at sign. */
  private static final Set<String> REWRITTEN = Set.of("srs0", "srs1", "prvs", "btv1");

  private TokenBounds() {}

  static boolean startsLink(String text, int at) {
    char c = text.charAt(at);
    if (c != 'h' && c != 'H' && c != 'f' && c != 'F') {
      return false;
    }
    return text.regionMatches(true, at, "http://", 0, 7)
        || text.regionMatches(true, at, "https://", 0, 8)
        || text.regionMatches(true, at, "ftp://", 0, 6);
  }

  /** The end of the link, without the punctuation after it. */
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

  /** An apostrophe inside a word ({@code o'brien}) belongs to it; any other is a delimiter. */
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

  /** The end of the characters that a domain may consist of, at signs included. */
  static int endOfDomainRun(String text, int from, int to) {
    int end = from;
    while (end < to && (isAtomCharacter(text.charAt(end)) || text.charAt(end) == '@')) {
      end++;
    }
    return end;
  }

  /** The end of the domain that starts here: further at signs belong to it, final dots do not. */
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

  /** The end of the letters and digits that start here. */
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
   * Whether a word starts with the code of a multi-line reply, which is not part of the word: {@code
   * 554-mx.example.org}, {@code 554-192.0.2.1}.
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

  /** Whether brackets or quotation marks enclose exactly this atom. */
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

  /**
   * The start of the local part before an at sign, or the at sign itself if no local part precedes it.
   * Everything before the at sign that can belong to a local part does: RFC 5321 section 4.1.2 allows <code>{bob}</code>, {@code
   * 'bob'} and {@code bob|smith}, and RFC 5322 section 3.2.2 allows a comment. Hiding too much is better than
   * hiding too little.
   */
  static int startOfLocalPart(String text, int earliest, int atSign) {
    int start = beforeEnclosed(text, earliest, atSign);
    boolean commented = start < atSign;
    while (start > earliest) {
      char before = text.charAt(start - 1);
      if (before == ')' && !commented) {
        int comment = beforeEnclosed(text, earliest, start);
        commented = true;
        if (comment == start) {
          break;
        }
        start = comment;
      } else if (NEVER_LOCAL.indexOf(before) >= 0) {
        break;
      } else {
        start--;
      }
    }
    return withoutQuotes(text, start, atSign);
  }

  /** The end of the domain after an at sign. */
  static int endOfAddress(String text, int atSign) {
    return endOfDomain(text, atSign + 1, endOfWord(text, atSign + 1));
  }

  /** The start of {@code (bob)}, {@code [bob]} or {@code <bob>} that ends here; a placeholder is none of these. */
  private static int beforeEnclosed(String text, int earliest, int end) {
    int pair = end > earliest ? ")]>".indexOf(text.charAt(end - 1)) : -1;
    int furthest = Math.max(earliest, end - LONGEST_COMMENT);
    for (int at = end - 2; pair >= 0 && at >= furthest; at--) {
      if (text.charAt(at) == "([<".charAt(pair)) {
        return Placeholder.end(text, at) == end ? end : at;
      }
    }
    return end;
  }

  /** Quotation marks and braces around the whole address are not part of it. */
  private static int withoutQuotes(String text, int from, int atSign) {
    if (from + 1 >= atSign || "'`{|".indexOf(text.charAt(from)) < 0) {
      return from;
    }
    int start = from;
    int end = endOfAddress(text, atSign);
    while (start + 1 < atSign && end < text.length()) {
      int pair = "'`{|".indexOf(text.charAt(start));
      if (pair < 0 || "''}|".charAt(pair) != text.charAt(end)) {
        break;
      }
      start++;
      end++;
    }
    return start;
  }

  /**
   * The end of an address that is written without an at sign, such as {@code bob%example.com} or {@code
   * SRS0=x=y=example.com=bob}; -1 if the word is not such an address.
   */
  static int endOfDisguised(String text, int from, int to) {
    if (isRewritten(text, from, to)) {
      return to;
    }
    int percent = from;
    while (percent < to && text.charAt(percent) != '%') {
      percent++;
    }
    if (percent == from || percent == to) {
      return -1;
    }
    int end = percent;
    int last = percent;
    while (end < to && (isAtomCharacter(text.charAt(end)) || text.charAt(end) == '%')) {
      last = text.charAt(end) == '%' ? end : last;
      end++;
    }
    while (end > last + 1 && isEdge(text.charAt(end - 1))) {
      end--;
    }
    return end > last + 1 && TokenShape.isHost(text.substring(last + 1, end)) ? end : -1;
  }

  /** Whether the word starts like a rewritten sender, whose parts are separated by equals signs. */
  static boolean startsRewritten(String word) {
    return word.length() >= 4 && REWRITTEN.contains(word.substring(0, 4).toLowerCase(Locale.ROOT));
  }

  private static boolean isRewritten(String text, int from, int to) {
    return to - from > 6
        && "=+-".indexOf(text.charAt(from + 4)) >= 0
        && REWRITTEN.contains(text.substring(from, from + 4).toLowerCase(Locale.ROOT));
  }
}
