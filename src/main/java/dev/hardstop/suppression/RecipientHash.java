package dev.hardstop.suppression;

import dev.hardstop.smtp.EmailAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** Tells the recipients of one domain apart without naming them: 8 characters, 48 bits of SHA-256. */
public final class RecipientHash {
  private static final int BYTES = 6;

  private RecipientHash() {}

  /** The hash of an address, the same for all its spellings. */
  public static String of(EmailAddress address) {
    byte[] canonical = address.canonical().getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(sha256(canonical), BYTES));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
