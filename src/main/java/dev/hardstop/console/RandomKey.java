package dev.hardstop.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/** A secret of this start of the program, which nobody can guess: 256 bits. */
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

  /** In letters, digits, hyphens and underscores. */
  String text() {
    return text;
  }

  /**
   * Whether it is this key. The time that this takes does not depend on where the two differ.
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
