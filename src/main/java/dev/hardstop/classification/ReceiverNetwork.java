package dev.hardstop.classification;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A receiver's servers: recognised by the address that answered, or by the host name that it put
 * into its words.
 *
 * @param id such as {@code microsoft-365}
 * @param ranges the ranges that the receiver publishes
 * @param hosts names of hosts that stay in their markers, such as {@code protection.outlook.com}
 */
public record ReceiverNetwork(String id, List<IpRange> ranges, List<String> hosts) {
  public ReceiverNetwork {
    requireNonNull(id, "id is null");
    ranges = List.copyOf(ranges);
    hosts = List.copyOf(hosts);
    for (String host : hosts) {
      if (!KnownHosts.isName(host)) {
        throw new IllegalArgumentException("no host that stays in its marker: " + host);
      }
    }
  }

  /** What the words contain where one of its hosts is named. */
  List<Phrase> placeholders() {
    return hosts.stream().map(host -> Phrase.of("<host:" + host + ">")).toList();
  }

  boolean contains(IpAddress address) {
    return ranges.stream().anyMatch(range -> range.contains(address));
  }
}
