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
 * Writes what was counted as metrics: a JSON object on a line of its own, of which CloudWatch Logs
 * makes metrics (Amazon CloudWatch user guide, "Specification: Embedded metric format"). The log's
 * own lines wrap what they say, and such an object must stand alone: so it does not go through the
 * logger.
 *
 * <p>The names of metrics are a closed set and their one dimension is the function. What an event
 * says is neither: each name would be a metric of its own, with its own price, and might be an
 * address.
 */
public final class Metrics {
  static final String NAMESPACE = "Hardstop";
  static final String FUNCTION = "FunctionName";

  /** As many as one object may have. */
  private static final int MOST = 100;

  private static final int LONGEST_NAME = 64;

  private final InstantSource clock;
  private final Consumer<String> lines;

  /**
   * @param clock says when
   * @param lines takes each line, without its end
   */
  public Metrics(InstantSource clock, Consumer<String> lines) {
    this.clock = requireNonNull(clock, "clock is null");
    this.lines = requireNonNull(lines, "lines is null");
  }

  /** Where Lambda takes a function's log from. */
  public static Metrics toStandardOutput() {
    return new Metrics(InstantSource.system(), line -> print(System.out, line));
  }

  /**
   * Writes a line for what was counted; none where nothing was. A zero is left out: a metric costs
   * something in each hour in which it has a value.
   *
   * @param function the name of the function
   * @param counts by the name of the metric: letters and {@code _}
   * @throws IllegalArgumentException for a name that is none, or more names than an object may have
   */
  public void write(String function, Map<String, Long> counts) {
    SortedMap<String, Long> counted = new TreeMap<>();
    counts.forEach((name, count) -> {
      requireName(name);
      if (count != 0) {
        counted.put(name, count);
      }
    });
    if (counted.size() > MOST) {
      throw new IllegalArgumentException("more than " + MOST + " metrics");
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
      metrics.addObject().put("Name", name).put("Unit", "Count");
      object.put(name, count);
    });
    return object;
  }

  private static void requireName(String name) {
    if (name.isEmpty()
        || name.length() > LONGEST_NAME
        || !name.chars().allMatch(Metrics::isPlain)) {
      throw new IllegalArgumentException("no name of a metric");
    }
  }

  private static boolean isPlain(int c) {
    return c == '_' || c < 0x7f && Character.isLetter(c);
  }

  /** In one piece: the log writes there as well. */
  private static void print(PrintStream out, String line) {
    byte[] bytes = (line + '\n').getBytes(StandardCharsets.UTF_8);
    out.write(bytes, 0, bytes.length);
    out.flush();
  }
}
