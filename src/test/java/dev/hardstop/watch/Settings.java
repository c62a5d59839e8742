package dev.hardstop.watch;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;

/**
 * The defaults of {@link WatchConfiguration}, with a sender, a recipient and a topic, and without the
 * digest. Each test sets what it is about.
 */
final class Settings {
  static final String TOPIC = "arn:aws:sns:eu-central-1:123456789012:alerts";

  private final Map<String, String> values = new HashMap<>();

  Settings() {
    set("sender", "hardstop@example.com");
    set("recipients", "postmaster@example.com");
    set("configuration-set", "alerts");
    set("topic", TOPIC);
    set("digest", false);
  }

  /**
   * @param name without the prefix, {@code brake.volume}
   */
  Settings set(String name, Object value) {
    values.put("hardstop.watch." + name, value.toString());
    return this;
  }

  WatchConfiguration configuration() {
    return new SmallRyeConfigBuilder()
        .withMapping(WatchConfiguration.class)
        .withSources(new PropertiesConfigSource(Map.copyOf(values), "settings", 300))
        .build()
        .getConfigMapping(WatchConfiguration.class);
  }
}
