package dev.hardstop.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.classification.IpRange;
import dev.hardstop.classification.Network;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the networks that rules name in {@code from}. */
final class NetworkFile {
  private NetworkFile() {}

  static Map<String, Network> parse(String file, String content) {
    Map<String, Network> networks = new LinkedHashMap<>();
    for (JsonNode node : Toml.tables(file, content, "network")) {
      Table table = new Table(file, "a network", node).named("network");
      Network network = network(table);
      if (networks.put(network.id(), network) != null) {
        throw table.problem("is there twice");
      }
    }
    return networks;
  }

  private static Network network(Table table) {
    try {
      Network network = new Network(
          table.text("id"),
          table.texts("ranges").stream().map(IpRange::of).toList(),
          table.texts("hosts"));
      table.text("source");
      table.refuseUnread();
      return network;
    } catch (IllegalArgumentException invalid) {
      throw table.problem("has " + invalid.getMessage());
    }
  }
}
