package dev.hardstop.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/** A random secret of 256 bits that is created at each start of the program. */
final class RandomKey {
  private static final int BYTES = 32;

  private final String text;

  private RandomKey(String text) {
    this.text = text;
  }

  static RandomKey create() {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    return new RandomKey(Base64.getUrlEncoder().withoutPadding().encodeToString(random));
  }

  /** The key in letters, digits, hyphens and underscores. */
  String text() {
    return text;
  }

  /**
   * Whether a text is this key. The comparison takes constant time.
   *
   * @param other null if there is none
   */
  boolean is(String other) {
    return other != null && MessageDigest.isEqual(text.getBytes(UTF_8), other.getBytes(UTF_8));
  }

  /** Omits the key. */
  @Override
  public String toString() {
    return "RandomKey[]";
  }
}
