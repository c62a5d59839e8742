package dev.hardstop.lambda;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Writes counts as metrics: one JSON object per line, from which CloudWatch Logs creates metrics
 * (Amazon CloudWatch user guide, "Specification: Embedded metric format"). It does not use the
 * logger, because the logger wraps its messages and CloudWatch accepts only the plain object.
 *
 * <p>The metrics have no unit, because all of them are counts and the units would take a seventh of the
 * line. The names of metrics are a closed set, and the function is their only dimension. Values from an
 * event are never used as names: each would be a metric with its own price, and might be an address.
 */
public final class Metrics {
  static final String NAMESPACE = "Hardstop";
  static final String FUNCTION = "FunctionName";

  /** The most metrics of one object. */
  private static final int MOST_METRICS = 100;

  private static final int LONGEST_NAME = 64;

  private final InstantSource clock;
  private final Consumer<String> lines;

  /**
   * @param clock gives the time of the counts
   * @param lines receives each line, without a line break
   */
  public Metrics(InstantSource clock, Consumer<String> lines) {
    this.clock = requireNonNull(clock, "clock is null");
    this.lines = requireNonNull(lines, "lines is null");
  }

  /** Returns metrics that are written to standard output, which Lambda sends to CloudWatch Logs. */
  public static Metrics toStandardOutput() {
    return new Metrics(InstantSource.system(), line -> print(System.out, line));
  }

  /**
   * Writes one line with all counts, or none if all are zero. A zero is left out, because a metric
   * is charged for each hour in which it has a value.
   *
   * @param function the name of the function
   * @param counts the counts by the names of their metrics, which consist of up to 64 letters and
   *     {@code _}
   * @throws IllegalArgumentException if a name is invalid, or if more than 100 counts are not zero
   */
  public void write(String function, Map<String, Long> counts) {
    SortedMap<String, Long> counted = new TreeMap<>();
    counts.forEach((name, count) -> {
      requireName(name);
      if (count != 0) {
        counted.put(name, count);
      }
    });
    if (counted.size() > MOST_METRICS) {
      throw new IllegalArgumentException("more than " + MOST_METRICS + " metrics");
    }
    if (!counted.isEmpty()) {
      lines.accept(object(function, counted).toString());
    }
  }

  private ObjectNode object(String function, SortedMap<String, Long> counted) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    ObjectNode meta = object.putObject("_aws").put("Timestamp", clock.millis());
    ObjectNode directive = meta.putArray("CloudWatchMetrics").addObject();
    directive.put("Namespace", NAMESPACE);
    directive.putArray("Dimensions").addArray().add(FUNCTION);
    ArrayNode metrics = directive.putArray("Metrics");
    object.put(FUNCTION, function);
    counted.forEach((name, count) -> {
      metrics.addObject().put("Name", name);
      object.put(name, count);
    });
    return object;
  }

  private static void requireName(String name) {
    if (name.isEmpty()
        || name.length() > LONGEST_NAME
        || !name.chars().allMatch(Metrics::isPlain)) {
      throw new IllegalArgumentException("invalid metric name");
    }
  }

  private static boolean isPlain(int c) {
    return c == '_' || c < 0x7f && Character.isLetter(c);
  }

  /** Writes the line in one call, because the logger writes to the same stream. */
  private static void print(PrintStream out, String line) {
    byte[] bytes = (line + '\n').getBytes(StandardCharsets.UTF_8);
    out.write(bytes, 0, bytes.length);
    out.flush();
  }
}
