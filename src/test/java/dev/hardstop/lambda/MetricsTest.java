package dev.hardstop.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  private final List<String> lines = new ArrayList<>();
  private final Metrics metrics = new Metrics(InstantSource.fixed(NOW), lines::add);

  @Test
  void aLineIsAnObjectOfTheEmbeddedMetricFormat() throws IOException {
    metrics.write("feedback", Map.of("Kept", 3L, "COMPLAINT", 1L));

    assertThat(json(lines.get(0))).isEqualTo(json("""
        {"_aws":{"Timestamp":%d,"CloudWatchMetrics":[{
           "Namespace":"Hardstop",
           "Dimensions":[["FunctionName"]],
           "Metrics":[{"Name":"COMPLAINT"},{"Name":"Kept"}]}]},
         "FunctionName":"feedback","COMPLAINT":1,"Kept":3}""".formatted(NOW.toEpochMilli())));
    assertThat(lines).hasSize(1).noneMatch(line -> line.contains("\n"));
  }

  @Test
  void whatWasNotCountedIsNoMetric() throws IOException {
    metrics.write("feedback", Map.of("Kept", 3L, "Failed", 0L));
    assertThat(json(lines.get(0)).at("/_aws/CloudWatchMetrics/0/Metrics")).hasSize(1);
    assertThat(json(lines.get(0)).has("Failed")).isFalse();
  }

  @Test
  void nothingCountedIsNoLine() {
    metrics.write("feedback", Map.of("Failed", 0L));
    metrics.write("feedback", Map.of());
    assertThat(lines).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "bob@example.org", "example.org", "id-7", "Größe"})
  void textOfAnEventIsRejectedAsAMetricName(String name) {
    assertThatThrownBy(() -> metrics.write("feedback", Map.of(name, 1L)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("invalid metric name");
    assertThat(lines).isEmpty();
  }

  @Test
  void aNameIsBounded() {
    metrics.write("feedback", Map.of("x".repeat(64), 1L));
    assertThatThrownBy(() -> metrics.write("feedback", Map.of("x".repeat(65), 1L)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(lines).hasSize(1);
  }

  @Test
  void anObjectHasAsManyMetricsAsCloudWatchTakes() {
    metrics.write("feedback", names(100));
    assertThatThrownBy(() -> metrics.write("feedback", names(101)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(lines).hasSize(1);
  }

  private static Map<String, Long> names(int howMany) {
    return IntStream.rangeClosed(1, howMany)
        .mapToObj("n"::repeat)
        .map(name -> name.length() <= 64 ? name : "m" + name.substring(64))
        .collect(Collectors.toMap(name -> name, name -> 1L));
  }

  private static JsonNode json(String text) throws IOException {
    return new JsonMapper().readTree(text);
  }
}
