package dev.hardstop.classification;

/**
 * Masks one line in one pass: every word is looked at once, and no marker is masked again.
 *
 * <p>A word ends at a blank, a bracket, a quotation mark, a comma or a semicolon; its atoms are
 * separated by whatever is neither letter, digit, dot, hyphen, underscore nor plus sign.
 */
final class Masking {
  private static final String DELIMITERS = " <>()[]{}\",;|`";
  private static final int LONGEST_QUOTED_NAME = 66;

  private final String text;
  private final PrintedNames names;
  private final StringBuilder out;
  private int nextAtSign = -1;

  Masking(String text, PrintedNames names) {
    this.text = text;
    this.names = names;
    this.out = new StringBuilder(text.length());
  }

  String masked() {
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '<') {
        at = afterOpening(at);
      } else if (c == '"') {
        at = afterQuotationMark(at);
      } else if (startsLink(at)) {
        at = afterLink(at);
      } else if (isDelimiter(at)) {
        out.append(c);
        at++;
      } else {
        at = afterWord(at);
      }
    }
    return out.toString();
  }

  private int afterOpening(int at) {
    int end = Marker.end(text, at);
    if (end < 0) {
      out.append('<');
      return at + 1;
    }
    out.append(text, at, end);
    return end;
  }

  /** {@code "a b"@example.com} is one address; any other quotation mark only delimits. */
  private int afterQuotationMark(int at) {
    int close = text.indexOf('"', at + 1);
    boolean localPart = close > 0
        && close - at < LONGEST_QUOTED_NAME
        && close + 1 < text.length()
        && text.charAt(close + 1) == '@';
    if (!localPart) {
      out.append('"');
      return at + 1;
    }
    int end = endOfDomain(close + 2, text.length());
    return mark(Marker.ADDRESS, end);
  }

  private boolean startsLink(int at) {
    char c = text.charAt(at);
    if (c != 'h' && c != 'H' && c != 'f' && c != 'F') {
      return false;
    }
    return text.regionMatches(true, at, "http://", 0, 7)
        || text.regionMatches(true, at, "https://", 0, 8)
        || text.regionMatches(true, at, "ftp://", 0, 6);
  }

  private int afterLink(int at) {
    int end = at;
    while (end < text.length() && " <>\"".indexOf(text.charAt(end)) < 0 && isAscii(end)) {
      end++;
    }
    while (")].,;:'!}".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return mark(Marker.ofUrl(text.substring(at, end)), end);
  }

  private boolean isAscii(int at) {
    return text.charAt(at) < 0x80;
  }

  /** An apostrophe inside a word ({@code o'brien}) belongs to it, any other delimits. */
  private boolean isDelimiter(int at) {
    char c = text.charAt(at);
    if (c != '\'') {
      return DELIMITERS.indexOf(c) >= 0;
    }
    return at == 0
        || at + 1 == text.length()
        || !Character.isLetterOrDigit(text.charAt(at - 1))
        || !Character.isLetterOrDigit(text.charAt(at + 1));
  }

  private int afterWord(int from) {
    int to = from;
    while (to < text.length() && !isDelimiter(to) && !startsLink(to)) {
      to++;
    }
    if (Shapes.isTimestamp(text, from, to)) {
      return mark(Marker.ID, endOfTimestamp(from, to));
    }
    int at = atSign(from);
    if (at == from) {
      out.append('@');
      return from + 1;
    }
    return at < to ? afterAddress(from, at, to) : afterAtoms(from, to);
  }

  /** The next at sign from here; searched for once, not by every word again. */
  private int atSign(int from) {
    if (nextAtSign < from) {
      int found = text.indexOf('@', from);
      nextAtSign = found < 0 ? text.length() : found;
    }
    return nextAtSign;
  }

  private int endOfTimestamp(int from, int to) {
    int end = from;
    while (end < to
        && (Character.isLetterOrDigit(text.charAt(end)) || "-:.+".indexOf(text.charAt(end)) >= 0)) {
      end++;
    }
    return end;
  }

  /** The rest of a word that was masked is no word of its own. */
  private boolean followsMarker(int at) {
    return at > 0 && text.charAt(at - 1) == '>';
  }

  private int afterAddress(int from, int at, int to) {
    int local = at;
    while (local > from && text.charAt(local - 1) != ':') {
      local--;
    }
    if (local == at) {
      return afterAtoms(from, to);
    }
    if (local > from) {
      afterAtoms(from, local);
    }
    return mark(Marker.ADDRESS, endOfDomain(at + 1, to));
  }

  /** Where the domain that starts here ends: further at signs belong to it, final dots do not. */
  private int endOfDomain(int from, int to) {
    int end = from;
    while (end < to && (isAtomCharacter(text.charAt(end)) || text.charAt(end) == '@')) {
      end++;
    }
    while (end > from && ".-_@".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return end;
  }

  private int afterAtoms(int from, int to) {
    int at = from;
    while (at < to) {
      int ip = startsAtom(from, at) ? Shapes.endOfIpv6(text, at, to) : -1;
      if (ip > 0) {
        at = mark(Marker.IP, ip);
      } else if (isAtomCharacter(text.charAt(at))) {
        at = afterAtom(at, endOfAtom(at, to));
      } else {
        out.append(text.charAt(at));
        at++;
      }
    }
    return at;
  }

  private boolean startsAtom(int from, int at) {
    if (at == from) {
      return !followsMarker(at);
    }
    char before = text.charAt(at - 1);
    return before != ':' && !isAtomCharacter(before);
  }

  private int endOfAtom(int from, int to) {
    int end = from;
    while (end < to && isAtomCharacter(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private int afterAtom(int from, int to) {
    if (startsWithReplyCode(from, to)) {
      out.append(text, from, from + 4);
      return afterAtom(from + 4, to);
    }
    int first = from;
    int last = to;
    while (first < last && isEdge(text.charAt(first))) {
      first++;
    }
    while (last > first && isEdge(text.charAt(last - 1))) {
      last--;
    }
    out.append(text, from, first);
    String atom = text.substring(first, last);
    String marker = atom.isEmpty() ? "" : markerOf(atom, first, last);
    if (marker.isEmpty()) {
      out.append(text, first, to);
      return to;
    }
    int end = mark(marker, last);
    out.append(text, Math.min(end, to), to);
    return Math.max(end, to);
  }

  /** {@code 554-mx.example.org}: the code of a multi-line reply is no part of the word behind it. */
  private boolean startsWithReplyCode(int from, int to) {
    return to - from > 4
        && "245".indexOf(text.charAt(from)) >= 0
        && text.charAt(from + 1) >= '0'
        && text.charAt(from + 1) <= '5'
        && Character.isDigit(text.charAt(from + 2))
        && text.charAt(from + 3) == '-'
        && Character.isLetter(text.charAt(from + 4));
  }

  private String markerOf(String atom, int from, int to) {
    if (names.contains(atom, isEnclosed(from, to))) {
      return Marker.ADDRESS;
    }
    if (Shapes.isIpv4(atom)) {
      return Marker.IP;
    }
    if (HostShape.isHost(atom)) {
      return Marker.ofHost(atom);
    }
    return Shapes.isId(atom) ? Marker.ID : "";
  }

  /** Whether the atom stands alone in brackets or quotation marks. */
  private boolean isEnclosed(int from, int to) {
    if (from == 0 || to == text.length()) {
      return false;
    }
    int pair = "<([{\"'".indexOf(text.charAt(from - 1));
    return pair >= 0 && ">)]}\"'".charAt(pair) == text.charAt(to);
  }

  /** Appends a marker; one that a pair of angle brackets encloses takes their place. */
  private int mark(String marker, int end) {
    boolean opened = out.length() > 0 && out.charAt(out.length() - 1) == '<';
    if (opened && end < text.length() && text.charAt(end) == '>') {
      out.setLength(out.length() - 1);
      out.append(marker);
      return end + 1;
    }
    out.append(marker);
    return end;
  }

  private static boolean isEdge(char c) {
    return c == '.' || c == '-' || c == '_' || c == '+';
  }

  private static boolean isAtomCharacter(char c) {
    return c == '.'
        || c == '-'
        || c == '_'
        || c == '+'
        || Character.isLetterOrDigit(c)
        || Character.isSurrogate(c);
  }
}
