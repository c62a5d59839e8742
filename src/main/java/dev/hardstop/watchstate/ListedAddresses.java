package dev.hardstop.watchstate;

import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.Sha256;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.LongStream;

/**
 * A set of addresses, each as 64 bits of SHA-256 of its canonical form: a list of a million addresses takes 8
 * MB. The probability that one of a million other addresses is mistaken for a member is less than one in ten
 * million.
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

  /** The union of these sets. */
  public static ListedAddresses union(Collection<ListedAddresses> parts) {
    return new ListedAddresses(parts.stream().flatMapToLong(part -> Arrays.stream(part.hashes)));
  }

  /** The set with these hashes. */
  public static ListedAddresses ofHashes(long... hashes) {
    return new ListedAddresses(Arrays.stream(hashes));
  }

  /** The members, each as 64 bits, in ascending order. */
  public long[] hashes() {
    return hashes.clone();
  }

  /** Whether the address is a member; its spelling does not matter. */
  public boolean contains(EmailAddress address) {
    return Arrays.binarySearch(hashes, hash(address)) >= 0;
  }

  /** How many members it has. */
  public int size() {
    return hashes.length;
  }

  private static long hash(EmailAddress address) {
    return Long.parseUnsignedLong(Sha256.hex(address.canonical(), Long.BYTES), 16);
  }

  @Override
  public String toString() {
    return "ListedAddresses[" + hashes.length + "]";
  }
}
