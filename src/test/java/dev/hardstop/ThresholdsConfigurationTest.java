package dev.hardstop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hardstop.diagnosis.Thresholds;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ThresholdsConfigurationTest {
  @Test
  void withoutConfigurationTheThresholdsAreTheDocumentedOnes() {
    assertThat(thresholds(Map.of())).isEqualTo(Thresholds.standard());
  }

  @Test
  void everyNumberCanBeConfigured() {
    Thresholds thresholds = thresholds(Map.ofEntries(
        Map.entry("hardstop.diagnosis.incident.addresses", "21"),
        Map.entry("hardstop.diagnosis.incident.percent", "91"),
        Map.entry("hardstop.diagnosis.incident.delivered-before", "22"),
        Map.entry("hardstop.diagnosis.incident.known-recipients", "23"),
        Map.entry("hardstop.diagnosis.end.recipients", "24"),
        Map.entry("hardstop.diagnosis.end.settle-days", "25"),
        Map.entry("hardstop.diagnosis.end.after-days", "26"),
        Map.entry("hardstop.diagnosis.never-accepted", "27"),
        Map.entry("hardstop.diagnosis.sender.recipients", "28"),
        Map.entry("hardstop.diagnosis.sender.percent", "29"),
        Map.entry("hardstop.diagnosis.route.recipients", "30"),
        Map.entry("hardstop.diagnosis.route.percent", "31"),
        Map.entry("hardstop.diagnosis.spike.organisations", "32"),
        Map.entry("hardstop.diagnosis.spike.common-organisations", "33"),
        Map.entry("hardstop.diagnosis.spike.times", "34"),
        Map.entry("hardstop.diagnosis.delivery-wait-minutes", "35")));
    assertThat(thresholds)
        .isEqualTo(new Thresholds(
            new Thresholds.Opening(21, 91, 22, 23),
            new Thresholds.Closing(24, 25, 26),
            27,
            new Thresholds.Pattern(28, 29),
            new Thresholds.Pattern(30, 31),
            new Thresholds.Spike(32, 33, 34),
            Duration.ofMinutes(35)));
  }

  @Test
  void aNumberThatMakesNoSenseIsRefusedAtTheStart() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> thresholds(Map.of("hardstop.diagnosis.incident.percent", "40")));
  }

  private static Thresholds thresholds(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .withMapping(ThresholdsConfiguration.class)
        .withSources(new PropertiesConfigSource(properties, "test", 100))
        .build()
        .getConfigMapping(ThresholdsConfiguration.class)
        .thresholds();
  }
}
