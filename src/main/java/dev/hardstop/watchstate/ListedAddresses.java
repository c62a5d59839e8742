package dev.hardstop.watchstate;

import dev.hardstop.smtp.EmailAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.LongStream;

/**
 * A set of addresses, each as 64 bits of SHA-256 of its canonical form: a list of a million addresses
 * takes 8 MB. Of a million other addresses, one is mistaken for a member with a probability of one in
 * ten million.
 */
public final class ListedAddresses {
  private final long[] hashes;

  private ListedAddresses(LongStream hashes) {
    this.hashes = hashes.sorted().distinct().toArray();
  }

  /** The set of these addresses. */
  public static ListedAddresses of(Collection<EmailAddress> addresses) {
    return new ListedAddresses(addresses.stream().mapToLong(ListedAddresses::hash));
  }

  /** The union of such sets. */
  public static ListedAddresses union(Collection<ListedAddresses> parts) {
    return new ListedAddresses(parts.stream().flatMapToLong(part -> Arrays.stream(part.hashes)));
  }

  /** The set with these members. */
  public static ListedAddresses ofHashes(long... hashes) {
    return new ListedAddresses(Arrays.stream(hashes));
  }

  /** The members, each as 64 bits, in ascending order. */
  public long[] hashes() {
    return hashes.clone();
  }

  /** Whether the address is a member, in whatever spelling. */
  public boolean contains(EmailAddress address) {
    return Arrays.binarySearch(hashes, hash(address)) >= 0;
  }

  /** How many members it has. */
  public int size() {
    return hashes.length;
  }

  private static long hash(EmailAddress address) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256")
          .digest(address.canonical().getBytes(StandardCharsets.UTF_8));
      long hash = 0;
      for (int i = 0; i < Long.BYTES; i++) {
        hash = hash << Byte.SIZE | Byte.toUnsignedInt(digest[i]);
      }
      return hash;
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }

  @Override
  public String toString() {
    return "ListedAddresses[" + hashes.length + "]";
  }
}
