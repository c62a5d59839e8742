package dev.hardstop.local;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.cloudformation.Stack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a stream is connected to a function, as an event of type DynamoDB in template.yaml says it (AWS
 * SAM, "DynamoDB").
 *
 * @param batchSize the most records of one invocation
 * @param retries how often a batch is tried again; negative for as long as it takes
 * @param longestAge records that are older are given up; negative for none
 * @param bisects whether a batch that failed is split
 * @param reportsItems whether the reply may name the record at which it stopped
 * @param filters a record must pass one of them; all pass where there are none
 * @param onFailure the template's name for the queue of what was given up; empty where there is none
 */
public record StreamSettings(
    int batchSize,
    int retries,
    Duration longestAge,
    boolean bisects,
    boolean reportsItems,
    List<FilterPattern> filters,
    String onFailure) {
  private static final Set<String> KNOWN = Set.of(
      "Stream",
      "StartingPosition",
      "BatchSize",
      "MaximumBatchingWindowInSeconds",
      "ParallelizationFactor",
      "MaximumRetryAttempts",
      "MaximumRecordAgeInSeconds",
      "BisectBatchOnFunctionError",
      "FunctionResponseTypes",
      "FilterCriteria",
      "DestinationConfig",
      "Enabled");

  public StreamSettings {
    filters = List.copyOf(filters);
  }

  /**
   * The settings with which a template connects its table's stream to the function of a handler.
   *
   * @throws IllegalArgumentException when it does not, or with a property that is not known here
   */
  public static StreamSettings of(Path template, String handler) {
    for (JsonNode function :
        Stack.of(template, Map.of()).ofType("AWS::Serverless::Function").values()) {
      JsonNode properties = function.path("Properties");
      if (Deployment.handler(properties).equals(handler)) {
        for (JsonNode event : properties.path("Events")) {
          if (event.path("Type").asText().equals("DynamoDB")) {
            return of(event.path("Properties"));
          }
        }
      }
    }
    throw new IllegalArgumentException("no stream calls " + handler);
  }

  /**
   * @throws IllegalArgumentException when it has a property that is not known here, or does not start
   *     with the oldest record
   */
  static StreamSettings of(JsonNode mapping) {
    mapping.fieldNames().forEachRemaining(name -> require(KNOWN.contains(name), name));
    String start = mapping.path("StartingPosition").asText();
    require(start.equals("TRIM_HORIZON"), "StartingPosition " + start);
    List<FilterPattern> filters = new ArrayList<>();
    mapping
        .at("/FilterCriteria/Filters")
        .forEach(filter -> filters.add(FilterPattern.of(filter.path("Pattern").asText())));
    String destination = mapping.at("/DestinationConfig/OnFailure/Destination").asText("");
    return new StreamSettings(
        mapping.path("BatchSize").asInt(100),
        mapping.path("MaximumRetryAttempts").asInt(-1),
        Duration.ofSeconds(mapping.path("MaximumRecordAgeInSeconds").asInt(-1)),
        mapping.path("BisectBatchOnFunctionError").asBoolean(false),
        mapping.path("FunctionResponseTypes").toString().contains("ReportBatchItemFailures"),
        filters,
        destination.replaceFirst("\\.Arn$", ""));
  }

  private static void require(boolean isKnown, String what) {
    if (!isKnown) {
      throw new IllegalArgumentException("a stream's mapping that is not known here: " + what);
    }
  }
}
