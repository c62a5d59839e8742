package dev.hardstop.suppression;

import dev.hardstop.smtp.EmailAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * Distinguishes the recipients of one domain without storing their addresses: 8 characters, 48 bits of
 * SHA-256. A mailbox with any tag (RFC 5233 calls it a detail) is one recipient, because one person
 * can use many tags and must not look like many people.
 */
public final class RecipientHash {
  private static final int BYTES = 6;
  private static final String QUOTE = "\"";

  private RecipientHash() {}

  /** The hash of an address, the same for all its spellings and tags. */
  public static String of(EmailAddress address) {
    String mailbox = mailbox(address.localPart()) + '@' + address.domain();
    byte[] hash = sha256(mailbox.getBytes(StandardCharsets.UTF_8));
    return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(hash, BYTES));
  }

  private static String mailbox(String localPart) {
    boolean quoted = localPart.startsWith(QUOTE);
    String plain = quoted ? localPart.substring(1, localPart.length() - 1) : localPart;
    int tag = plain.indexOf('+');
    return tag > 0 ? plain.substring(0, tag) : plain;
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
