package dev.hardstop.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.classification.IpRange;
import dev.hardstop.classification.ReceiverNetwork;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the networks that rules name in {@code from}. */
final class NetworkFile {
  private NetworkFile() {}

  static Map<String, ReceiverNetwork> parse(String file, String content) {
    Map<String, ReceiverNetwork> networks = new LinkedHashMap<>();
    for (JsonNode node : Toml.tables(file, content, "network")) {
      TomlTable table = new TomlTable(file, "a network", node).named("network");
      ReceiverNetwork network = network(table);
      if (networks.put(network.id(), network) != null) {
        throw table.problem("is there twice");
      }
    }
    return networks;
  }

  private static ReceiverNetwork network(TomlTable table) {
    try {
      ReceiverNetwork network = new ReceiverNetwork(
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
