package dev.hardstop.classification;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells host names from other dotted words by their shape: {@code mx.example.org} from {@code
 * RESOLVER.ADR.RecipNotFound}, {@code smtp.mailfrom}, {@code 5.1.1} and {@code denied.Please}.
 */
final class HostShape {
  /** Top-level domains that make a host of a word in title case, or of one with two labels. */
  private static final Set<String> TOP_LEVEL =
      words("com net org edu gov mil int info biz name arpa local localdomain internal lan corp");

  /** Dotted words that servers write and that are no hosts. */
  private static final Set<String> WORDS =
      words("e.g i.e a.m p.m n.a smtp.mailfrom smtp.mail smtp.from smtp.auth smtp.helo smtp.rcpt"
          + " header.from header.d header.i policy.dmarc envelope.from mail.from rcpt.to"
          + " sender.id u.s no.such");

  /** First labels of Exchange's own error names that nothing else starts with. */
  private static final Set<String> EXCHANGE_ALONE = words("resolver storedrv smtpsend msexch");

  /** First labels of Exchange's own error names, in capitals as it writes them. */
  private static final Set<String> EXCHANGE =
      words("QUEUE ROUTING TRANSPORT SMTP MAILBOX PICKUP AGENT CAT SUBMISSION APPROVAL CONTENT"
          + " CONVERSION DSN SN");

  private static final int LONGEST_TOP_LEVEL = 24;

  private HostShape() {}

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
    return isTopLevelShape(last) && !isSentenceJoint(last) && !isWord(word);
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

  /** Two ASCII letters or more, at most as many as the root zone has; {@code xn--…}. */
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

  /** {@code rejected.Please}: a sentence starts behind the dot; so do Exchange's names end. */
  private static boolean isSentenceJoint(String last) {
    return Character.isUpperCase(last.charAt(0)) && Character.isLowerCase(last.charAt(1));
  }

  private static boolean isWord(String word) {
    String first = word.substring(0, word.indexOf('.'));
    return WORDS.contains(word.toLowerCase(Locale.ROOT))
        || EXCHANGE.contains(first)
        || EXCHANGE_ALONE.contains(first.toLowerCase(Locale.ROOT));
  }

  private static Set<String> words(String list) {
    return Arrays.stream(list.split(" ")).collect(Collectors.toUnmodifiableSet());
  }
}
