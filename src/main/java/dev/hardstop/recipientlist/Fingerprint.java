package dev.hardstop.recipientlist;

import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.Sha256;
import java.nio.ByteBuffer;

/**
 * The first 128 bits of the SHA-256 of a canonical address. Two addresses of a list have the same one
 * with a chance of 1 in 10^24 even if the list has ten million rows. Its order is as good as random,
 * and the same in every run.
 */
record Fingerprint(long high, long low) {
  static Fingerprint of(EmailAddress address) {
    ByteBuffer digest = ByteBuffer.wrap(Sha256.of(address.canonical()));
    return new Fingerprint(digest.getLong(), digest.getLong());
  }
}
