package dev.hardstop.classification;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * The servers of a receiver, recognised by the IP address that answered or by a host name in the
 * reply.
 *
 * @param id the id, such as {@code microsoft-365}
 * @param ranges the ranges that the receiver publishes
 * @param hosts names of {@linkplain KnownHosts known hosts}, such as {@code protection.outlook.com}
 */
public record ReceiverNetwork(String id, List<IpRange> ranges, List<String> hosts) {
  public ReceiverNetwork {
    requireNonNull(id, "id is null");
    ranges = List.copyOf(ranges);
    hosts = List.copyOf(hosts);
    for (String host : hosts) {
      if (!KnownHosts.isName(host)) {
        throw new IllegalArgumentException("unknown host: " + host);
      }
    }
  }

  /** The placeholders by which a masked text names one of its hosts. */
  List<Phrase> placeholders() {
    return hosts.stream().map(host -> Phrase.of("<host:" + host + ">")).toList();
  }

  boolean contains(IpAddress address) {
    return ranges.stream().anyMatch(range -> range.contains(address));
  }

  /**
   * A range of IP addresses, as providers publish them: {@code 192.0.2.0/24}, {@code 2001:db8::/32}
   * (RFC 4632, RFC 4291 section 2.3).
   *
   * @param network the first address
   * @param prefix the number of leading bits that are fixed, out of 128
   */
  public record IpRange(IpAddress network, int prefix) {
    /**
     * The range in CIDR notation; a single address is a range too.
     *
     * @throws IllegalArgumentException when it is invalid or has bits set after its prefix
     */
    public static IpRange of(String cidr) {
      int slash = cidr.indexOf('/');
      Optional<IpAddress> network = IpAddress.find(slash < 0 ? cidr : cidr.substring(0, slash));
      if (network.isEmpty()) {
        throw new IllegalArgumentException("invalid IP range: " + cidr);
      }
      int bits = network.get().isV4() ? 32 : 128;
      int prefix = slash < 0 ? bits : bits(cidr.substring(slash + 1), bits, cidr);
      IpRange range = new IpRange(network.get(), prefix + 128 - bits);
      if (!range.network.masked(range.prefix).equals(range.network)) {
        throw new IllegalArgumentException("bits set after the prefix: " + cidr);
      }
      return range;
    }

    /** Whether the address is in the range. */
    public boolean contains(IpAddress address) {
      return address.masked(prefix).equals(network);
    }

    private static int bits(String written, int most, String cidr) {
      boolean digits = !written.isEmpty() && written.length() <= 3;
      if (!digits
          || !written.chars().allMatch(c -> c >= '0' && c <= '9')
          || Integer.parseInt(written) > most) {
        throw new IllegalArgumentException("invalid prefix length: " + cidr);
      }
      return Integer.parseInt(written);
    }
  }
}
