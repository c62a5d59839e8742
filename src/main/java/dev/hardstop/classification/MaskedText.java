package dev.hardstop.classification;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.List;

/**
 * A remote server's words on one line, with addresses, hosts, IPs, URLs and ids replaced by the
 * markers {@code <address>}, {@code <host>}, {@code <ip>}, {@code <url>} and {@code <id>}, at most
 * {@value #LONGEST} bytes of UTF-8: what is matched is exactly what is stored. Hosts and links of a
 * closed list say who answers and why, and stay in their marker: {@code
 * <host:protection.outlook.com>}, {@code <url:support.google.com p=DisabledUser>}.
 *
 * @param value the masked words; empty where the server said none
 */
public record MaskedText(String value) {
  /** The longest masked text, in bytes of UTF-8. */
  public static final int LONGEST = 512;

  /** Only texts made to confuse need a second pass: a marker can lay bare what was hidden in a word. */
  private static final int MOST_PASSES = 4;

  /** No words at all. */
  public static final MaskedText NONE = new MaskedText("");

  public MaskedText {
    requireNonNull(value, "value is null");
    if (Utf8Bound.isOver(value, LONGEST)) {
      throw new IllegalArgumentException("a masked text has at most 512 bytes");
    }
  }

  /** The words of a text that any server wrote. Masking a masked text changes nothing. */
  public static MaskedText of(String text) {
    return of(text, List.of());
  }

  /**
   * The words of a text that any server wrote.
   *
   * @param localParts local parts of the addresses that are meant, lower case: servers print them
   *     alone ({@code <bob>... User unknown}), so they are masked alone as well
   */
  public static MaskedText of(String text, Collection<String> localParts) {
    PrintedNames names = new PrintedNames(localParts);
    String masked = maskedOnce(text, names);
    for (int pass = 1; pass < MOST_PASSES; pass++) {
      String again = maskedOnce(masked, names);
      if (again.equals(masked)) {
        break;
      }
      masked = again;
    }
    return new MaskedText(masked);
  }

  private static String maskedOnce(String text, PrintedNames names) {
    return Utf8Bound.cut(new Masking(ReplyLines.joined(text), names).masked(), LONGEST);
  }

  /** The words of stored evidence: as they are, cut where somebody stored more. */
  public static MaskedText stored(String value) {
    return new MaskedText(Utf8Bound.cut(value, LONGEST));
  }
}
