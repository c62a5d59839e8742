package dev.hardstop.classification;

import java.util.Optional;

/**
 * A range of IP addresses, as providers publish them: {@code 192.0.2.0/24}, {@code 2001:db8::/32}
 * (RFC 4632, RFC 4291 section 2.3).
 *
 * @param network the first address
 * @param prefix how many leading bits are fixed, counted in 128
 */
public record IpRange(IpAddress network, int prefix) {
  /**
   * The range in CIDR notation; a single address is a range as well.
   *
   * @throws IllegalArgumentException when it is none, or has bits set behind its prefix
   */
  public static IpRange of(String cidr) {
    int slash = cidr.indexOf('/');
    Optional<IpAddress> network = IpAddress.find(slash < 0 ? cidr : cidr.substring(0, slash));
    if (network.isEmpty()) {
      throw new IllegalArgumentException("no range of IP addresses: " + cidr);
    }
    int bits = network.get().isV4() ? 32 : 128;
    int prefix = slash < 0 ? bits : bits(cidr.substring(slash + 1), bits, cidr);
    IpRange range = new IpRange(network.get(), prefix + 128 - bits);
    if (!range.network.masked(range.prefix).equals(range.network)) {
      throw new IllegalArgumentException("bits are set behind the prefix: " + cidr);
    }
    return range;
  }

  /** Whether the address is in it. */
  public boolean contains(IpAddress address) {
    return address.masked(prefix).equals(network);
  }

  private static int bits(String written, int most, String cidr) {
    boolean digits = !written.isEmpty() && written.length() <= 3;
    if (!digits
        || !written.chars().allMatch(c -> c >= '0' && c <= '9')
        || Integer.parseInt(written) > most) {
      throw new IllegalArgumentException("no prefix length: " + cidr);
    }
    return Integer.parseInt(written);
  }
}
