package dev.hardstop.classification;

import static java.util.Objects.requireNonNull;

import dev.hardstop.smtp.DiagnosticCode;
import java.util.List;

/**
 * The reply of a remote server on one line, with addresses, hosts, IP addresses, URLs and ids replaced by the
 * placeholders {@code <address>}, {@code <host>}, {@code <ip>}, {@code <url>} and {@code <id>}. It has at
 * most {@value #MOST_BYTES} bytes of UTF-8. The text that is matched is also the text that is stored.
 *
 * <p>If the recipient is known, a host that is not the recipient's is {@code <sender-host>} or {@code
 * <other-host>}, and an address of the sender is {@code <sender-address>}. {@linkplain KnownHosts Known hosts}
 * keep their names, because they say who answers and why: {@code <host:protection.outlook.com>}, {@code
 * <url:support.google.com p=DisabledUser>}.
 *
 * @param value the masked reply; empty if there is none
 */
public record MaskedText(String value) {
  /** The longest masked text, in bytes of UTF-8. */
  public static final int MOST_BYTES = 512;

  /** The bytes reserved for a relay's words before the cause, including the ellipsis. */
  private static final int SHORTEST_BEFORE_CAUSE = 128;

  /** The length up to which the word before a reply, such as {@code said:}, is kept with it. */
  private static final int LONGEST_ANNOUNCEMENT = 40;

  /** Replaces words that were cut out. */
  private static final String CUT = " ... ";

  /** Replacing a part of a word can expose more to mask, so masking is repeated. */
  private static final int MOST_PASSES = 4;

  /** No reply. */
  public static final MaskedText NONE = new MaskedText("");

  public MaskedText {
    requireNonNull(value, "value is null");
    if (isLonger(value, MOST_BYTES)) {
      throw new IllegalArgumentException("a masked text must have at most 512 bytes");
    }
  }

  /** Masks a text of any server. Masking a masked text changes nothing. */
  public static MaskedText of(String text) {
    return of(text, Correspondents.UNKNOWN);
  }

  /**
   * Masks a text of any server.
   *
   * @param localParts local parts of the recipient's addresses, in lower case. Servers print them alone
   *     ({@code <bob>... User unknown}), so they are also masked alone
   */
  public static MaskedText of(String text, List<String> localParts) {
    return of(text, new Correspondents(localParts, List.of(), ""));
  }

  /** Masks a text of any server about a message between these correspondents. */
  public static MaskedText of(String text, Correspondents correspondents) {
    PrintedLocalParts names = new PrintedLocalParts(correspondents.localParts());
    String whole = new Masking(ReplyLines.joined(text), names, correspondents).masked();
    boolean settled = whole.length() <= MOST_BYTES && Placeholder.allStandFree(whole);
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
   * The first words that fit. If the reply of the final server comes late, that reply is kept, because it
   * states the cause, and the relay's words before it are cut.
   */
  private static String bounded(String masked) {
    if (!isLonger(masked, MOST_BYTES)) {
      return masked;
    }
    int cause = startOfCause(masked);
    if (cause <= SHORTEST_BEFORE_CAUSE) {
      return cut(masked, MOST_BYTES);
    }
    String tail = cut(masked.substring(cause), MOST_BYTES - SHORTEST_BEFORE_CAUSE);
    int left = MOST_BYTES - CUT.length() - utf8Length(tail);
    return cut(masked.substring(0, cause), left) + CUT + tail;
  }

  /** The start of the reply that decides, including the word that introduces it. */
  private static int startOfCause(String masked) {
    int reply = DiagnosticCode.startOfDeciding(masked);
    int word = masked.lastIndexOf(' ', reply) + 1;
    int announcement = masked.lastIndexOf(' ', word - 2) + 1;
    return reply - announcement <= LONGEST_ANNOUNCEMENT ? announcement : reply;
  }

  /** The reply of stored evidence, which is masked already. It is cut if it is too long. */
  public static MaskedText stored(String value) {
    return new MaskedText(cut(value, MOST_BYTES));
  }

  private static boolean isLonger(String text, int bytes) {
    return text.length() * 3L > bytes && fitting(text, bytes) < text.length();
  }

  /** The length of the text in bytes of UTF-8. */
  private static int utf8Length(String text) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return bytes;
  }

  /** The text, or as many of its first words as fit. It ends with a whole word or placeholder if possible. */
  private static String cut(String text, int bytes) {
    int fit = fitting(text, bytes);
    if (fit == text.length()) {
      return text;
    }
    return text.substring(0, endOfWord(text, fit)).stripTrailing();
  }

  /** The end of the last whole word or placeholder before the limit; the limit if there is none. */
  private static int endOfWord(String text, int fit) {
    int blank = text.lastIndexOf(' ', fit);
    int end = blank < fit / 2 ? fit : blank;
    int open = text.lastIndexOf('<', end - 1);
    boolean cutsPlaceholder = open >= 0 && open > fit / 2 && text.lastIndexOf('>', end - 1) < open;
    return cutsPlaceholder ? open : end;
  }

  /** The number of leading characters that fit; it never splits a surrogate pair. */
  private static int fitting(String text, int bytes) {
    int used = 0;
    int at = 0;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      used += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
      if (used > bytes) {
        return at;
      }
      at += Character.charCount(c);
    }
    return at;
  }
}
