package dev.hardstop.classification;

import static java.util.Objects.requireNonNull;

import dev.hardstop.smtp.DiagnosticCode;
import java.util.List;

/**
 * A remote server's words on one line, with addresses, hosts, IPs, URLs and ids replaced by the
 * markers {@code <address>}, {@code <host>}, {@code <ip>}, {@code <url>} and {@code <id>}, at most
 * {@value #LONGEST} bytes of UTF-8: what is matched is exactly what is stored. Where the recipient is
 * known, a host that is not the recipient's is {@code <sender-host>} or {@code <other-host>}, and an address
 * of the sender's is {@code <sender-address>}. Hosts and links of a
 * closed list say who answers and why, and stay in their marker: {@code
 * <host:protection.outlook.com>}, {@code <url:support.google.com p=DisabledUser>}.
 *
 * @param value the masked words; empty where the server said none
 */
public record MaskedText(String value) {
  /** The longest masked text, in bytes of UTF-8. */
  public static final int LONGEST = 512;

  /** How many bytes are left for a relay's words before the cause, the mark of the cut included. */
  private static final int SHORTEST_BEFORE_CAUSE = 128;

  /** How long the word may be that announces a reply, such as {@code said:}. */
  private static final int LONGEST_ANNOUNCEMENT = 40;

  /** Stands where words were cut out. */
  private static final String CUT = " ... ";

  /** A marker inside a word can lay bare what was hidden in it; each pass looks again. */
  private static final int MOST_PASSES = 4;

  /** No words at all. */
  public static final MaskedText NONE = new MaskedText("");

  public MaskedText {
    requireNonNull(value, "value is null");
    if (Utf8Truncation.isOver(value, LONGEST)) {
      throw new IllegalArgumentException("a masked text has at most 512 bytes");
    }
  }

  /** The words of a text that any server wrote. Masking a masked text changes nothing. */
  public static MaskedText of(String text) {
    return of(text, Correspondents.UNKNOWN);
  }

  /**
   * The words of a text that any server wrote.
   *
   * @param localParts local parts of the addresses that are meant, lower case: servers print them
   *     alone ({@code <bob>... User unknown}), so they are masked alone as well
   */
  public static MaskedText of(String text, List<String> localParts) {
    return of(text, new Correspondents(localParts, List.of(), ""));
  }

  /** The words of a text that any server wrote about a message between these correspondents. */
  public static MaskedText of(String text, Correspondents correspondents) {
    PrintedLocalParts names = new PrintedLocalParts(correspondents.localParts());
    String whole = new Masking(ReplyLines.joined(text), names, correspondents).masked();
    boolean settled = whole.length() <= LONGEST && Placeholder.allStandFree(whole);
    String masked = bounded(whole);
    for (int pass = 1; pass < MOST_PASSES && !settled; pass++) {
      String again = maskedOnce(masked, names, correspondents);
      settled = again.equals(masked);
      masked = again;
    }
    return new MaskedText(masked);
  }

  private static String maskedOnce(
      String text, PrintedLocalParts names, Correspondents correspondents) {
    return bounded(new Masking(ReplyLines.joined(text), names, correspondents).masked());
  }

  /**
   * The first words that fit. Where a reply of the final server comes late, it stays, and the words
   * of the relay before it are cut: it tells the cause.
   */
  private static String bounded(String masked) {
    if (!Utf8Truncation.isOver(masked, LONGEST)) {
      return masked;
    }
    int cause = startOfCause(masked);
    if (cause <= SHORTEST_BEFORE_CAUSE) {
      return Utf8Truncation.cut(masked, LONGEST);
    }
    String tail = Utf8Truncation.cut(masked.substring(cause), LONGEST - SHORTEST_BEFORE_CAUSE);
    int left = LONGEST - CUT.length() - Utf8Truncation.length(tail);
    return Utf8Truncation.cut(masked.substring(0, cause), left) + CUT + tail;
  }

  /** Where the reply that decides starts, with the word before it that announces it. */
  private static int startOfCause(String masked) {
    int reply = DiagnosticCode.startOfDeciding(masked);
    int word = masked.lastIndexOf(' ', reply) + 1;
    int announcement = masked.lastIndexOf(' ', word - 2) + 1;
    return reply - announcement <= LONGEST_ANNOUNCEMENT ? announcement : reply;
  }

  /** The words of stored evidence: as they are, cut where somebody stored more. */
  public static MaskedText stored(String value) {
    return new MaskedText(Utf8Truncation.cut(value, LONGEST));
  }
}
