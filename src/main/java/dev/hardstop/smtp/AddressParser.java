package dev.hardstop.smtp;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;

/** Reads one mailbox (RFC 5321 section 4.1.2, RFC 6531 for UTF-8) in one pass, without regex. */
final class AddressParser {
  /** A display name of some length and the longest path of RFC 5321 section 4.5.3.1.3. */
  private static final int LONGEST_TEXT = 1_000;

  /** What decoders put in the place of a character they could not read. */
  private static final char UNREADABLE = '\ufffd';

  private static final int LONGEST_LOCAL_PART = 64;
  private static final String ATOM_SPECIALS = "!#$%&'*+-/=?^_`{|}~";

  /** What separates or encloses addresses (RFC 5322 section 3.4), unless it stands in quotes. */
  private static final String NEVER_IN_DISPLAY_NAME = ",;:@>";

  private AddressParser() {}

  static EmailAddress parse(String text) {
    if (text.length() > LONGEST_TEXT) {
      throw new InvalidAddressException("an address has at most 320 characters");
    }
    if (text.indexOf(UNREADABLE) >= 0) {
      throw new InvalidAddressException("a character of the address was lost: it was not UTF-8");
    }
    String mailbox = withoutDisplayName(text.strip());
    int at = mailbox.lastIndexOf('@');
    if (at < 0) {
      throw new InvalidAddressException("an address needs an @ between local part and domain");
    }
    String domain = DomainName.canonical(mailbox.substring(at + 1));
    return new EmailAddress(canonicalLocalPart(mailbox.substring(0, at)), domain);
  }

  /**
   * What stands in the angle brackets; the whole text where it has none. The brackets open at the
   * first {@code <} outside quotation marks, so a second address is never taken for the first.
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
            "there is more than one address, or a display name that must stand in quotes");
      }
    }
    throw new InvalidAddressException("the address closes an angle bracket it never opened");
  }

  private static String canonicalLocalPart(String written) {
    boolean quoted = written.length() >= 2 && written.startsWith("\"") && written.endsWith("\"");
    String canonical = caseFolded(quoted ? unquoted(written) : written);
    checkLength(canonical);
    if (!quoted && !canonical.codePoints().allMatch(AddressParser::isAtomCharacter)) {
      throw new InvalidAddressException("the local part has a character that must stand in quotes");
    }
    return isDotAtom(canonical) ? canonical : quote(canonical);
  }

  /** Composed again after lower-casing: the dot of a lower-cased U+0130 is a mark like any other. */
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
        throw new InvalidAddressException("the quoted local part has a stray quote or backslash");
      }
      if (c < ' ' || c == 0x7f) {
        throw new InvalidAddressException("the quoted local part has a control character");
      }
      content.append(c);
    }
    if (content.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
      throw new InvalidAddressException("the quoted local part has half a character");
    }
    return content.toString();
  }

  private static String quote(String content) {
    return '"' + content.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static boolean isDotAtom(String text) {
    if (text.startsWith(".") || text.endsWith(".") || text.contains("..")) {
      return false;
    }
    return text.codePoints().allMatch(AddressParser::isAtomCharacter);
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

  /** A lone surrogate is no character; invisible ones would make two keys of one address. */
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
