package dev.hardstop.smtp;

import java.net.IDN;
import java.util.Locale;

/**
 * The domain part of an address (RFC 5321 section 4.1.2: a domain or an address literal).
 *
 * <p>Unicode is mapped by IDNA 2003, as in the JDK. A domain with a deviation character (UTS 46 section 4) is
 * refused, because the mapping would turn it into another domain: {@code straße.example} is not {@code
 * strasse.example}. The A-labels of such a domain are accepted.
 */
public final class DomainName {
  private static final int LONGEST_NAME = 255;
  private static final int LONGEST_LABEL = 63;

  private static final char SHARP_S = '\u00df';
  private static final char FINAL_SIGMA = '\u03c2';
  private static final char ZERO_WIDTH_NON_JOINER = '\u200c';
  private static final char ZERO_WIDTH_JOINER = '\u200d';

  /** Conversion to lower case would turn this letter into a plain i, which is a different letter. */
  private static final int CAPITAL_I_WITH_DOT = 0x130;

  private DomainName() {}

  /**
   * The domain as A-labels in lower case, without a trailing dot.
   *
   * @throws InvalidAddressException when the text is neither a domain nor an address literal; the message
   *     does not repeat the text
   */
  public static String canonical(String text) {
    if (text.isEmpty() || text.length() > LONGEST_NAME) {
      throw new InvalidAddressException("the domain must have 1 to 255 characters");
    }
    if (text.startsWith("[")) {
      return addressLiteral(text);
    }
    String ascii = toAscii(text);
    if (ascii.endsWith(".")) {
      ascii = ascii.substring(0, ascii.length() - 1);
    }
    checkLabels(ascii);
    return ascii;
  }

  private static String addressLiteral(String text) {
    boolean closed = text.length() > 2 && text.endsWith("]");
    for (int i = 1; closed && i < text.length() - 1; i++) {
      char c = text.charAt(i);
      closed = isLetterOrDigit(c) || c == '.' || c == ':' || c == '-';
    }
    if (!closed) {
      throw new InvalidAddressException("the domain is not a well-formed address literal");
    }
    return text.toLowerCase(Locale.ROOT);
  }

  private static String toAscii(String text) {
    // IDNA does not change ASCII, so most domains skip the search for characters to map, the
    // slowest step.
    if (isAscii(text)) {
      return text.toLowerCase(Locale.ROOT);
    }
    String lowerCase = lowerCase(text);
    if (lowerCase.chars().anyMatch(DomainName::isDeviation)) {
      throw new InvalidAddressException(
          "the domain has a character that IDNA 2003 and IDNA 2008 map differently: write it in A-labels"
              + " (xn--)");
    }
    if (lowerCase.codePoints().anyMatch(DomainName::isQuotationMarkOrBracket)) {
      throw new InvalidAddressException("the domain has a quotation mark or a bracket");
    }
    try {
      return IDN.toASCII(lowerCase, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException | IndexOutOfBoundsException notIdna) {
      // The cause is omitted, because its message repeats the text.
      throw new InvalidAddressException("the domain is not a valid internationalised domain name");
    }
  }

  /** Whether a text has only ASCII characters. */
  public static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /**
   * Converts to lower case before the mapping, because the IDNA tables of the JDK lack letters that Unicode
   * has added since 2003.
   */
  private static String lowerCase(String text) {
    return text.codePoints()
        .map(c -> c == CAPITAL_I_WITH_DOT ? c : Character.toLowerCase(c))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** Whether IDNA 2003 maps or removes this character while IDNA 2008 keeps it (UTS 46 table 1). */
  private static boolean isDeviation(int c) {
    return c == SHARP_S || c == FINAL_SIGMA || c == ZERO_WIDTH_NON_JOINER || c == ZERO_WIDTH_JOINER;
  }

  /**
   * Typographic quotation marks and brackets are valid in IDNA 2003, but IDNA 2008 (RFC 5892) allows no
   * punctuation.
   */
  private static boolean isQuotationMarkOrBracket(int c) {
    return switch (Character.getType(c)) {
      case Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION -> true;
      default -> false;
    };
  }

  private static void checkLabels(String ascii) {
    if (ascii.isEmpty() || ascii.length() > LONGEST_NAME) {
      throw new InvalidAddressException("the domain must have 1 to 255 characters");
    }
    int labelStart = 0;
    for (int i = 0; i <= ascii.length(); i++) {
      if (i == ascii.length() || ascii.charAt(i) == '.') {
        checkLabel(ascii, labelStart, i);
        labelStart = i + 1;
      }
    }
  }

  private static void checkLabel(String ascii, int from, int to) {
    if (to == from || to - from > LONGEST_LABEL) {
      throw new InvalidAddressException("a label of the domain must have 1 to 63 characters");
    }
    for (int i = from; i < to; i++) {
      char c = ascii.charAt(i);
      // Host names have no underscore, but mail is sent to such domains.
      if (!isLetterOrDigit(c) && c != '-' && c != '_') {
        throw new InvalidAddressException("the domain has an invalid character");
      }
    }
    if (ascii.charAt(from) == '-' || ascii.charAt(to - 1) == '-') {
      throw new InvalidAddressException("a label of the domain starts or ends with a hyphen");
    }
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
