package dev.hardstop.rules;

import dev.hardstop.classification.KnownHosts;
import java.util.List;
import java.util.Map;

/** Reads {@code known-hosts.toml}. {@link KnownHosts} finds this class by {@link java.util.ServiceLoader}. */
public final class KnownHostsFile implements KnownHosts.Source {
  private static final String NAME = "known-hosts.toml";

  private final Content content =
      new TomlReader().read(NAME, TomlReader.resource(NAME), Content.class);

  private record Content(List<String> hosts, Map<String, List<String>> parameters) {
    Content {
      hosts = RuleFile.texts("hosts", hosts);
      parameters = parameters == null ? Map.of() : parameters;
    }
  }

  @Override
  public List<String> hosts() {
    return content.hosts();
  }

  @Override
  public Map<String, List<String>> parameters() {
    return content.parameters();
  }
}
