package dev.hardstop.classification;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Recognises IP addresses, host names, timestamps and ids by their characters alone. */
final class TokenShape {
  /** Under these top-level domains a dotted word is a host even in title case. */
  private static final Set<String> TOP_LEVEL =
      words("com net org edu gov mil int info biz name arpa local localdomain internal lan corp");

  /** Dotted words of servers that are not hosts. */
  private static final Set<String> DOTTED_WORDS =
      words("e.g i.e a.m p.m n.a smtp.mailfrom smtp.mail smtp.from smtp.auth smtp.helo smtp.rcpt"
          + " header.from header.d header.i policy.dmarc envelope.from mail.from rcpt.to"
          + " sender.id u.s no.such");

  /** First labels of Exchange error names that no other name starts with. */
  private static final Set<String> EXCHANGE_ALONE = words("resolver storedrv smtpsend msexch");

  /** First labels of Exchange error names, in capitals as Exchange writes them. */
  private static final Set<String> EXCHANGE =
      words("QUEUE ROUTING TRANSPORT SMTP MAILBOX PICKUP AGENT CAT SUBMISSION APPROVAL CONTENT"
          + " CONVERSION DSN SN");

  private static final int LONGEST_TOP_LEVEL = 24;
  private static final int SHORTEST_ID = 12;
  private static final int LONGEST_IPV6 = 45;
  private static final int MOST_DIGITS = 9;

  /** This many letters in a row are a word. */
  private static final int WORD = 6;

  private TokenShape() {}

  /**
   * Whether a dotted word is a host name: {@code mx.example.org} is one; {@code
   * RESOLVER.ADR.RecipNotFound}, {@code smtp.mailfrom}, {@code 5.1.1} and {@code denied.Please} are not.
   */
  static boolean isHost(String word) {
    int lastDot = word.lastIndexOf('.');
    if (lastDot <= 0 || !hasWellFormedLabels(word)) {
      return false;
    }
    String last = word.substring(lastDot + 1);
    boolean known = TOP_LEVEL.contains(last.toLowerCase(Locale.ROOT));
    if (known) {
      return true;
    }
    return isTopLevelShape(last) && !isSentenceJoint(last) && !isKnownWord(word);
  }

  private static boolean hasWellFormedLabels(String word) {
    char before = '.';
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c == '+' || (c == '.' && before == '.')) {
        return false;
      }
      before = c;
    }
    return true;
  }

  /**
   * Whether a label looks like a top-level domain: two or more ASCII letters, but no more than in the root
   * zone, or {@code xn--…}.
   */
  private static boolean isTopLevelShape(String label) {
    if (label.regionMatches(true, 0, "xn--", 0, 4)) {
      return true;
    }
    boolean letters = label.length() >= 2 && label.length() <= LONGEST_TOP_LEVEL;
    for (int i = 0; letters && i < label.length(); i++) {
      char c = label.charAt(i);
      letters = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
    return letters;
  }

  /**
   * Whether a sentence starts after the dot, as in {@code rejected.Please}. Exchange error names end like
   * this too.
   */
  private static boolean isSentenceJoint(String last) {
    return Character.isUpperCase(last.charAt(0)) && Character.isLowerCase(last.charAt(1));
  }

  private static boolean isKnownWord(String word) {
    String first = word.substring(0, word.indexOf('.'));
    return DOTTED_WORDS.contains(word.toLowerCase(Locale.ROOT))
        || EXCHANGE.contains(first)
        || EXCHANGE_ALONE.contains(first.toLowerCase(Locale.ROOT));
  }

  private static Set<String> words(String list) {
    return Arrays.stream(list.split(" ")).collect(Collectors.toUnmodifiableSet());
  }

  static boolean isIpv4(String word) {
    int parts = 0;
    int value = 0;
    int digits = 0;
    for (int i = 0; i <= word.length(); i++) {
      char c = i == word.length() ? '.' : word.charAt(i);
      if (c >= '0' && c <= '9') {
        value = value * 10 + (c - '0');
        digits++;
      } else if (c == '.' && digits > 0) {
        parts++;
        digits = 0;
        value = 0;
      } else {
        return false;
      }
      if (value > 255 || digits > 3) {
        return false;
      }
    }
    return parts == 4;
  }

  /**
   * The end of the IPv6 address that starts here, or -1. It needs hexadecimal groups and enough
   * colons: {@code 14:55:40} is a time.
   */
  static int endOfIpv6(String text, int from, int to) {
    int furthest = Math.min(to, from + LONGEST_IPV6 + 1);
    int end = from;
    int colons = 0;
    while (end < furthest && isIpv6Character(text.charAt(end))) {
      colons += text.charAt(end) == ':' ? 1 : 0;
      end++;
    }
    if (colons < 2 || text.charAt(from) == ':' || goesOn(text, end, to, furthest)) {
      return -1;
    }
    while (end > from && (text.charAt(end - 1) == '.' || isFinalColon(text, end))) {
      end--;
    }
    return IpAddress.find(text.substring(from, end)).isPresent() ? end : -1;
  }

  /** Whether a word or a placeholder follows directly, so that this is only a part of something. */
  private static boolean goesOn(String text, int end, int to, int furthest) {
    if (end < to) {
      return end == furthest || Character.isLetterOrDigit(text.charAt(end));
    }
    return end < text.length() && text.charAt(end) == '<';
  }

  private static boolean isIpv6Character(char c) {
    return c == ':' || c == '.' || (c < 0x80 && Character.digit(c, 16) >= 0);
  }

  /** Whether a single colon follows the address; an address itself can end only with a double colon. */
  private static boolean isFinalColon(String text, int end) {
    return text.charAt(end - 1) == ':' && end > 1 && text.charAt(end - 2) != ':';
  }

  /** Whether a timestamp of a server log starts here, such as {@code 2026-04-30T…}. */
  static boolean isTimestamp(String text, int from, int to) {
    if (to - from < 11) {
      return false;
    }
    for (int i = 0; i < 10; i++) {
      char c = text.charAt(from + i);
      boolean fits = i == 4 || i == 7 ? c == '-' : c >= '0' && c <= '9';
      if (!fits) {
        return false;
      }
    }
    return text.charAt(from + 10) == 'T';
  }

  /**
   * Whether this is a queue id, message id or hash: long, with letters and several digits, or with more
   * digits than any code. Vendors' codes ({@code S2017062302}, {@code AS16012607}) are shorter. A code that is
   * joined to a word ({@code 550-Requested}) is not an id.
   */
  static boolean isId(String atom) {
    int digits = 0;
    int letters = 0;
    int lettersInRun = 0;
    int longestRun = 0;
    for (int i = 0; i < atom.length(); i++) {
      char c = atom.charAt(i);
      boolean letter = Character.isLetter(c);
      if (c >= 0x2e80) {
        return false;
      }
      digits += c >= '0' && c <= '9' ? 1 : 0;
      letters += letter ? 1 : 0;
      lettersInRun = letter ? lettersInRun + 1 : 0;
      longestRun = Math.max(longestRun, lettersInRun);
    }
    if (digits > MOST_DIGITS) {
      return !isVendorCode(atom);
    }
    return digits >= 3 && letters > 0 && longestRun < WORD && atom.length() >= SHORTEST_ID;
  }

  /** Whether the atom consists of one to three capital letters and then digits. */
  private static boolean isVendorCode(String atom) {
    int capitals = 0;
    while (capitals < atom.length()
        && atom.charAt(capitals) >= 'A'
        && atom.charAt(capitals) <= 'Z') {
      capitals++;
    }
    boolean code = capitals >= 1 && capitals <= 3 && atom.length() - capitals <= MOST_DIGITS + 1;
    for (int i = capitals; code && i < atom.length(); i++) {
      code = atom.charAt(i) >= '0' && atom.charAt(i) <= '9';
    }
    return code;
  }
}
