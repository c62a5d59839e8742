package dev.hardstop.classification;

/**
 * Masks one line in one pass. Every word is examined once, and placeholders are not masked again.
 *
 * <p>A word ends at a blank, a bracket, a quotation mark, a comma or a semicolon. It consists of atoms, which
 * are separated by characters other than letters, digits, dots, hyphens, underscores and plus signs.
 */
final class Masking {
  private static final int LONGEST_QUOTED_NAME = 66;

  private final String text;
  private final PrintedLocalParts names;
  private final Correspondents correspondents;
  private final StringBuilder out;

  /** The position of the next at sign. This and the positions below are kept so that masking takes linear time. */
  private int nextAtSign = -1;

  /** The start of the local part before the next at sign. */
  private int nextLocalPart;

  private int wordEnd;
  private int domainRunEnd = -1;
  private int domainEnd;

  Masking(String text, PrintedLocalParts names, Correspondents correspondents) {
    this.text = text;
    this.names = names;
    this.correspondents = correspondents;
    this.out = new StringBuilder(text.length());
  }

  String masked() {
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      int name = startsAddress(at) ? -1 : names.endOfPhrase(text, at);
      if (startsAddress(at)) {
        at = afterAddress();
      } else if (name > 0) {
        at = afterName(name);
      } else if (c == '<') {
        at = afterOpening(at);
      } else if (c == '"') {
        at = afterQuotationMark(at);
      } else if (TokenBounds.startsLink(text, at)) {
        at = afterLink(at);
      } else if (TokenBounds.isDelimiter(text, at)) {
        out.append(c);
        at++;
      } else {
        at = afterWord(at);
      }
    }
    return out.toString();
  }

  private int afterOpening(int at) {
    int end = Math.max(at + 1, Placeholder.end(text, at));
    out.append(text, at, end);
    return end;
  }

  /** {@code "a b"@example.com} is an address; any other quotation mark is a delimiter. */
  private int afterQuotationMark(int at) {
    int close = closingQuotationMark(at);
    if (close > 0 && text.startsWith("@", close + 1)) {
      return markAddress(close + 2, text.length());
    }
    out.append('"');
    return at + 1;
  }

  /** The closing quotation mark of a quoted local part, in which a backslash escapes; -1 if none is near. */
  private int closingQuotationMark(int opening) {
    int octets = 0;
    for (int at = opening + 1; at < text.length() && octets < LONGEST_QUOTED_NAME; at++) {
      if (text.charAt(at) == '"') {
        return at;
      }
      at += text.charAt(at) == '\\' ? 1 : 0;
      octets++;
    }
    return -1;
  }

  /** Masks a local part of several words and the domain after it. */
  private int afterName(int end) {
    boolean address = text.startsWith("@", end);
    return mark(Placeholder.ADDRESS, address ? endOfDomain(end + 1, endOfWord(end + 1)) : end);
  }

  private int afterLink(int at) {
    int end = TokenBounds.endOfLink(text, at);
    return mark(Placeholder.ofUrl(text.substring(at, end)), end);
  }

  private boolean startsAddress(int at) {
    findAtSign(at);
    return nextAtSign < text.length() && at >= nextLocalPart && at < nextAtSign;
  }

  /** Searches for the next at sign, once for all words before it. */
  private void findAtSign(int from) {
    if (nextAtSign < from) {
      int found = text.indexOf('@', from);
      nextAtSign = found < 0 ? text.length() : found;
      nextLocalPart = found < 0 ? text.length() : TokenBounds.startOfLocalPart(text, from, found);
      if (nextLocalPart == 0 && TokenBounds.startsWithReplyCode(text, 0, nextAtSign)) {
        nextLocalPart = "550-".length();
      }
    }
  }

  private int afterAddress() {
    return markAddress(nextAtSign + 1, endOfWord(nextAtSign + 1));
  }

  private int markAddress(int domain, int to) {
    int end = endOfDomain(domain, to);
    return mark(Placeholder.ofAddress(text.substring(domain, end), correspondents), end);
  }

  /** The end of the word at this position. */
  private int endOfWord(int from) {
    if (from >= wordEnd) {
      wordEnd = TokenBounds.endOfWord(text, from);
    }
    return wordEnd;
  }

  /** The end of the domain that starts here: further at signs belong to it, final dots do not. */
  private int endOfDomain(int from, int to) {
    if (from > domainRunEnd) {
      domainRunEnd = TokenBounds.endOfDomainRun(text, from, to);
      domainEnd = TokenBounds.withoutFinalPoints(text, from, domainRunEnd);
    }
    return Math.max(from, domainEnd);
  }

  private int afterWord(int from) {
    if (text.charAt(from) == '@') {
      out.append('@');
      return from + 1;
    }
    int to = Math.min(endOfWord(from), Math.max(from + 1, nextLocalPart));
    if (TokenShape.isTimestamp(text, from, to)) {
      return mark(Placeholder.ID, TokenBounds.endOfTimestamp(text, from, to));
    }
    int disguised = TokenBounds.endOfDisguised(text, from, to);
    return disguised > 0 ? mark(Placeholder.ADDRESS, disguised) : afterAtoms(from, to);
  }

  /** Whether a placeholder precedes this position; the rest of a masked word is not a word of its own. */
  private boolean followsPlaceholder(int at) {
    return at > 0 && text.charAt(at - 1) == '>';
  }

  private int afterAtoms(int from, int to) {
    int at = from;
    while (at < to) {
      int ip = startsAtom(from, at) ? TokenShape.endOfIpv6(text, at, to) : -1;
      int name = names.endOfPhrase(text, at);
      if (name > 0) {
        at = afterName(name);
      } else if (ip > 0) {
        at = mark(Placeholder.IP, ip);
      } else if (TokenBounds.isAtomCharacter(text.charAt(at))) {
        at = afterAtom(at, TokenBounds.endOfAtom(text, at, to));
      } else {
        out.append(text.charAt(at));
        at++;
      }
    }
    return at;
  }

  private boolean startsAtom(int from, int at) {
    if (at == from) {
      return !followsPlaceholder(at);
    }
    char before = text.charAt(at - 1);
    return before != ':' && !TokenBounds.isAtomCharacter(before);
  }

  private int afterAtom(int from, int to) {
    if (TokenBounds.startsWithReplyCode(text, from, to)) {
      out.append(text, from, from + 4);
      return afterAtom(from + 4, to);
    }
    int first = from;
    int last = to;
    while (first < last && TokenBounds.isEdge(text.charAt(first))) {
      first++;
    }
    while (last > first && TokenBounds.isEdge(text.charAt(last - 1))) {
      last--;
    }
    out.append(text, from, first);
    String placeholder =
        first == last ? "" : placeholderOf(text.substring(first, last), first, last);
    if (placeholder.isEmpty()) {
      return afterParts(first, to);
    }
    int end = mark(placeholder, last);
    out.append(text, Math.min(end, to), to);
    return Math.max(end, to);
  }

  /** Masks parts of local parts within any other word. */
  private int afterParts(int from, int to) {
    int at = from;
    while (at < to) {
      int end = TokenBounds.endOfLetters(text, at, to);
      if (end > at && names.hasPart(text.substring(at, end))) {
        at = mark(Placeholder.ADDRESS, end);
      } else {
        end = Math.max(end, at + 1);
        out.append(text, at, end);
        at = end;
      }
    }
    return at;
  }

  private String placeholderOf(String atom, int from, int to) {
    if (names.contains(atom, TokenBounds.isEnclosed(text, from, to))) {
      return Placeholder.ADDRESS;
    }
    if (TokenShape.isIpv4(atom)) {
      return Placeholder.IP;
    }
    if (TokenShape.isHost(atom)) {
      return Placeholder.ofHost(atom, correspondents);
    }
    return TokenShape.isId(atom) ? Placeholder.ID : "";
  }

  /** Appends a placeholder, which also replaces angle brackets around what it stands for. */
  private int mark(String placeholder, int end) {
    boolean opened = out.length() > 0 && out.charAt(out.length() - 1) == '<';
    if (opened && end < text.length() && text.charAt(end) == '>') {
      out.setLength(out.length() - 1);
      out.append(placeholder);
      return end + 1;
    }
    out.append(placeholder);
    return end;
  }
}
