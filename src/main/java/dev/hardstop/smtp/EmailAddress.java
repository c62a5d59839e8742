package dev.hardstop.smtp;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * A mailbox (RFC 5321 section 4.1.2, RFC 6531 for UTF-8) in its canonical form, in which all spellings of an
 * address are equal.
 *
 * <p>The domain is in lower case and in A-labels (RFC 5890), without a trailing dot. The local part is
 * NFC-normalised, in lower case, and quoted only if necessary. RFC 5321 section 4.1.2 lets only the receiving
 * server interpret it, but no server in use distinguishes {@code Bob} from {@code bob}. Tags and dots are
 * kept: {@code bob+news} may be another mailbox than {@code bob}. A misplaced dot is accepted without quotes,
 * because such mailboxes exist: {@code foo..bar} becomes {@code "foo..bar"}. A canonical form is its own
 * canonical form. An address also keeps its {@link #spelling()}, which is not part of its identity: addresses
 * that differ only in their spelling are equal.
 *
 * <p>The limits are those of RFC 5321 section 4.5.3.1: 1 to 64 octets for the local part, 1 to 255 for the
 * domain. An address is personal data: {@link #toString()} hides the local part, and {@link #canonical()}
 * returns the whole address.
 */
public final class EmailAddress implements Comparable<EmailAddress> {
  /** Long enough for a display name and the longest path of RFC 5321 section 4.5.3.1.3. */
  private static final int LONGEST_TEXT = 1_000;

  /** The character that decoders write in place of invalid input. */
  private static final char UNREADABLE = '\ufffd';

  private static final int LONGEST_LOCAL_PART = 64;
  private static final String ATOM_SPECIALS = "!#$%&'*+-/=?^_`{|}~";

  /** Characters that separate or enclose addresses (RFC 5322 section 3.4) unless they are quoted. */
  private static final String NEVER_IN_DISPLAY_NAME = ",;:@>";

  private final String localPart;
  private final String domain;
  private final String spelling;

  EmailAddress(String localPart, String domain, String spelling) {
    this.localPart = requireNonNull(localPart, "localPart is null");
    this.domain = requireNonNull(domain, "domain is null");
    this.spelling = requireNonNull(spelling, "spelling is null");
  }

  /**
   * Parses an address: alone ({@code bob@example.com}), in angle brackets, or after a display name ({@code
   * "Bob" <bob@example.com>}). A display name with one of {@code , ; : @ >} must be quoted (RFC 5322 section
   * 3.4). A list, a group, text after the address and a line break are invalid.
   *
   * @throws InvalidAddressException when the text is not exactly one address; the message gives the reason
   *     and does not repeat the text
   */
  public static EmailAddress of(String text) {
    return parse(requireNonNull(text, "text is null"));
  }

  /** Like {@link #of(String)}, but empty if the text is invalid. */
  public static Optional<EmailAddress> find(String text) {
    try {
      return Optional.of(of(text));
    } catch (InvalidAddressException invalid) {
      return Optional.empty();
    }
  }

  /** The canonical local part, quoted if necessary. */
  public String localPart() {
    return localPart;
  }

  /** The domain as A-labels in lower case, or an address literal such as {@code [192.0.2.1]}. */
  public String domain() {
    return domain;
  }

  /** {@code localPart@domain}. It is personal data and must not be logged. */
  public String canonical() {
    return localPart + '@' + domain;
  }

  /**
   * The address as it was written, without a display name and angle brackets. The calls that change SES's
   * suppression list need this exact spelling. It is personal data and must not be logged.
   */
  public String spelling() {
    return spelling;
  }

  @Override
  public int compareTo(EmailAddress other) {
    return canonical().compareTo(other.canonical());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EmailAddress that
        && localPart.equals(that.localPart)
        && domain.equals(that.domain);
  }

  @Override
  public int hashCode() {
    return Objects.hash(localPart, domain);
  }

  /** The address without its local part, for logs. */
  @Override
  public String toString() {
    return "***@" + domain;
  }

  private static EmailAddress parse(String text) {
    if (text.length() > LONGEST_TEXT) {
      throw new InvalidAddressException("the address is longer than 1000 characters");
    }
    if (text.indexOf(UNREADABLE) >= 0) {
      throw new InvalidAddressException("the address has a character that was not valid UTF-8");
    }
    String mailbox = withoutDisplayName(text.strip());
    int at = mailbox.lastIndexOf('@');
    if (at < 0) {
      throw new InvalidAddressException("an address needs an @ between local part and domain");
    }
    String domain = DomainName.canonical(mailbox.substring(at + 1));
    return new EmailAddress(canonicalLocalPart(mailbox.substring(0, at)), domain, mailbox);
  }

  /**
   * The text in the angle brackets; the whole text if it has none. The brackets open at the first {@code <}
   * outside quotation marks, so a second address is never mistaken for the first.
   */
  private static String withoutDisplayName(String text) {
    if (!text.endsWith(">")) {
      return text;
    }
    int open = endOfDisplayName(text);
    return text.substring(open + 1, text.length() - 1).strip();
  }

  private static int endOfDisplayName(String text) {
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
        throw new InvalidAddressException("the display name has a line break or control character");
      }
      if (c == '"') {
        quoted = !quoted;
      } else if (quoted && c == '\\') {
        i++;
      } else if (!quoted && c == '<') {
        return i;
      } else if (!quoted && NEVER_IN_DISPLAY_NAME.indexOf(c) >= 0) {
        throw new InvalidAddressException(
            "there is more than one address, or a display name that must be quoted");
      }
    }
    throw new InvalidAddressException(
        "the address has a closing angle bracket without an opening one");
  }

  private static String canonicalLocalPart(String written) {
    boolean quoted = written.length() >= 2 && written.startsWith("\"") && written.endsWith("\"");
    String canonical = caseFolded(quoted ? unquoted(written) : written);
    checkLength(canonical);
    if (!quoted && !canonical.codePoints().allMatch(EmailAddress::isAtomCharacter)) {
      throw new InvalidAddressException("the local part has a character that must be quoted");
    }
    return isDotAtom(canonical) ? canonical : quote(canonical);
  }

  /** Normalises again after conversion to lower case, which turns U+0130 into two characters. */
  private static String caseFolded(String content) {
    String composed = Normalizer.normalize(content, Normalizer.Form.NFC);
    return Normalizer.normalize(composed.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
  }

  private static void checkLength(String localPart) {
    int octets = localPart.getBytes(StandardCharsets.UTF_8).length;
    if (octets < 1 || octets > LONGEST_LOCAL_PART) {
      throw new InvalidAddressException("the local part must have 1 to 64 octets");
    }
  }

  private static String unquoted(String written) {
    StringBuilder content = new StringBuilder(written.length());
    for (int i = 1; i < written.length() - 1; i++) {
      char c = written.charAt(i);
      if (c == '\\' && i + 1 < written.length() - 1) {
        c = written.charAt(++i);
      } else if (c == '"' || c == '\\') {
        throw new InvalidAddressException(
            "the quoted local part has an unescaped quotation mark or backslash");
      }
      if (c < ' ' || c == 0x7f) {
        throw new InvalidAddressException("the quoted local part has a control character");
      }
      content.append(c);
    }
    if (content.codePoints().anyMatch(EmailAddress::isNoCharacter)) {
      throw new InvalidAddressException(
          "the quoted local part has an unpaired surrogate or a noncharacter");
    }
    return content.toString();
  }

  /** SNS and SQS refuse a message with a noncharacter such as U+FFFE (Unicode, section 23.7). */
  private static boolean isNoCharacter(int c) {
    return Character.getType(c) == Character.SURROGATE || (c & 0xfffe) == 0xfffe;
  }

  private static String quote(String content) {
    return '"' + content.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static boolean isDotAtom(String text) {
    if (text.startsWith(".") || text.endsWith(".") || text.contains("..")) {
      return false;
    }
    return text.codePoints().allMatch(EmailAddress::isAtomCharacter);
  }

  private static boolean isAtomCharacter(int c) {
    if (c == '.' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) {
      return true;
    }
    if (c < 0x80) {
      return ATOM_SPECIALS.indexOf(c) >= 0;
    }
    return isPrintable(c);
  }

  /** Invisible characters are refused, because they would make two keys of one address. */
  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.SURROGATE,
          Character.CONTROL,
          Character.FORMAT,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR -> false;
      default -> true;
    };
  }
}
