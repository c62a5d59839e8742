package dev.hardstop.recipientlist;

import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.Sha256;
import java.nio.ByteBuffer;

/**
 * The first 128 bits of the SHA-256 of a canonical address. Even in a list of ten million rows, the probability that
 * two addresses have the same fingerprint is only 1 in 10^24. The order of fingerprints is practically random, but
 * the same in every run.
 */
record Fingerprint(long high, long low) {
  static Fingerprint of(EmailAddress address) {
    ByteBuffer digest = ByteBuffer.wrap(Sha256.of(address.canonical()));
    return new Fingerprint(digest.getLong(), digest.getLong());
  }
}
