package dev.hardstop.suppression;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of a text (FIPS 180-4), from which stable ids and hashes are made. */
public final class Sha256 {
  /** Finding and creating a digest takes longer than a digest of a short text, so this digest is copied. */
  private static final MessageDigest EMPTY = create();

  private Sha256() {}

  /** The 32 bytes of the digest of the text in UTF-8. */
  public static byte[] of(String text) {
    return digest().digest(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A new digest, for content that comes in parts. */
  public static MessageDigest digest() {
    try {
      return (MessageDigest) EMPTY.clone();
    } catch (CloneNotSupportedException jdksOwnCan) {
      throw new IllegalStateException(jdksOwnCan);
    }
  }

  private static MessageDigest create() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }

  /**
   * The beginning of the digest in hexadecimal digits.
   *
   * @param bytes the number of bytes, 1 to 32, with two digits each
   */
  public static String hex(String text, int bytes) {
    return HexFormat.of().formatHex(of(text), 0, bytes);
  }
}
