package dev.hardstop.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The value of an alarm's metric math for one period (Amazon CloudWatch user guide, "Using math
 * expressions with CloudWatch metrics"): {@code FILL} and an {@code IF} of two comparisons. A value
 * that is missing makes everything missing that is calculated from it.
 */
final class MetricMath {
  private static final Pattern FILL = Pattern.compile("FILL\\((\\w+), (\\d+)\\)");
  private static final Pattern IF = Pattern.compile(
      "IF\\((\\w+) >= (\\d+) AND 100 \\* (\\w+) < ([0-9.]+) \\* (\\w+), (\\d+), (\\d+)\\)");

  private final Map<String, JsonNode> queries = new TreeMap<>();

  MetricMath(JsonNode metrics) {
    metrics.forEach(query -> queries.put(query.path("Id").asText(), query));
  }

  /**
   * The value that the alarm is about.
   *
   * @param metrics by namespace, name and the value of the dimension where there is one
   */
  OptionalDouble value(Map<String, OptionalDouble> metrics) {
    String returned = queries.values().stream()
        .filter(query -> query.path("ReturnData").asBoolean(true))
        .map(query -> query.path("Id").asText())
        .reduce((one, other) -> one + " and " + other)
        .orElseThrow();
    return value(returned, metrics);
  }

  private OptionalDouble value(String id, Map<String, OptionalDouble> metrics) {
    JsonNode query = queries.get(id);
    if (query == null) {
      throw new IllegalArgumentException("there is no metric " + id);
    }
    if (query.has("MetricStat")) {
      return metrics.get(name(query.at("/MetricStat/Metric")));
    }
    String expression = query.path("Expression").asText();
    Matcher fill = FILL.matcher(expression);
    if (fill.matches()) {
      OptionalDouble value = value(fill.group(1), metrics);
      return value.isPresent() ? value : OptionalDouble.of(Double.parseDouble(fill.group(2)));
    }
    Matcher comparison = IF.matcher(expression);
    if (!comparison.matches()) {
      throw new IllegalArgumentException("unknown expression " + expression);
    }
    OptionalDouble least = value(comparison.group(1), metrics);
    OptionalDouble part = value(comparison.group(3), metrics);
    OptionalDouble whole = value(comparison.group(5), metrics);
    if (least.isEmpty() || part.isEmpty() || whole.isEmpty()) {
      return OptionalDouble.empty();
    }
    boolean isTrue = least.getAsDouble() >= Double.parseDouble(comparison.group(2))
        && 100 * part.getAsDouble() < Double.parseDouble(comparison.group(4)) * whole.getAsDouble();
    return OptionalDouble.of(Double.parseDouble(comparison.group(isTrue ? 6 : 7)));
  }

  private static String name(JsonNode metric) {
    StringBuilder name = new StringBuilder(metric.path("Namespace").asText())
        .append('/')
        .append(metric.path("MetricName").asText());
    metric
        .path("Dimensions")
        .forEach(dimension -> name.append('/').append(dimension.path("Value").asText()));
    return name.toString();
  }
}
