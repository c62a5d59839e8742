package dev.hardstop.classification;

import java.util.Locale;
import java.util.Set;

/**
 * Where the addresses of a text start and end. What stands left of an at sign is taken for the local
 * part as far as it can be one: RFC 5321 section 4.1.2 allows <code>{bob}</code>, {@code 'bob'} and
 * {@code bob|smith}, and RFC 5322 section 3.2.2 a comment. Too much hidden is better than too little.
 */
final class AddressBounds {
  private static final String NEVER_LOCAL = " <>()[]\",;:@";
  private static final int LONGEST_COMMENT = 66;

  /** What rewritten senders start with: SRS, BATV. They carry an address without an at sign. */
  private static final Set<String> REWRITTEN = Set.of("srs0", "srs1", "prvs", "btv1");

  private AddressBounds() {}

  /** Where the local part in front of the at sign starts, the at sign where there is none. */
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

  /** Where the domain behind the at sign ends. */
  static int endOfDomain(String text, int atSign) {
    return TokenEnds.endOfDomain(text, atSign + 1, TokenEnds.endOfWord(text, atSign + 1));
  }

  /** {@code (bob)}, {@code [bob]} or {@code <bob>} that ends here; no marker. */
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

  /** Quotation marks and braces around the whole address are none of its local part. */
  private static int withoutQuotes(String text, int from, int atSign) {
    if (from + 1 >= atSign || "'`{|".indexOf(text.charAt(from)) < 0) {
      return from;
    }
    int start = from;
    int end = endOfDomain(text, atSign);
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
   * Where the address ends that this word is without an at sign, -1 where it is none: {@code
   * bob%example.com}, {@code SRS0=x=y=example.com=bob}.
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
    while (end < to && (TokenEnds.isAtomCharacter(text.charAt(end)) || text.charAt(end) == '%')) {
      last = text.charAt(end) == '%' ? end : last;
      end++;
    }
    while (end > last + 1 && TokenEnds.isEdge(text.charAt(end - 1))) {
      end--;
    }
    return end > last + 1 && HostShape.isHost(text.substring(last + 1, end)) ? end : -1;
  }

  /** Whether the word starts like a rewritten sender, whose parts equals signs separate. */
  static boolean startsRewritten(String word) {
    return word.length() >= 4 && REWRITTEN.contains(word.substring(0, 4).toLowerCase(Locale.ROOT));
  }

  private static boolean isRewritten(String text, int from, int to) {
    return to - from > 6
        && "=+-".indexOf(text.charAt(from + 4)) >= 0
        && REWRITTEN.contains(text.substring(from, from + 4).toLowerCase(Locale.ROOT));
  }
}
