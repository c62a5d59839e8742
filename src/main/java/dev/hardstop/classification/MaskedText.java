package dev.hardstop.classification;

import static java.util.Objects.requireNonNull;

/**
 * A remote server's words with addresses, hosts, IPs, URLs and ids replaced by markers, at most 512
 * bytes of UTF-8: what is matched is exactly what is stored.
 *
 * @param value the masked words; empty where the server said none
 */
public record MaskedText(String value) {
  /** The longest masked text, in bytes of UTF-8. */
  public static final int LONGEST = 512;

  public MaskedText {
    requireNonNull(value, "value is null");
  }
}
