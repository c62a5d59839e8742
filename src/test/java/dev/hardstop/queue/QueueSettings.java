package dev.hardstop.queue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * What template.yaml says of the feedback queue and of how Lambda reads it.
 *
 * @param maxReceiveCount how often a message is tried
 * @param batchSize the most messages of one invocation
 * @param concurrency the most invocations at once
 */
record QueueSettings(int maxReceiveCount, int batchSize, int concurrency) {

  static QueueSettings of(Path template) {
    JsonNode yaml;
    try {
      yaml = new YAMLMapper().readTree(template.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    JsonNode queue = yaml.at("/Resources/FeedbackQueue/Properties");
    JsonNode mapping = yaml.at("/Resources/FeedbackFunction/Properties/Events/Feedback/Properties");
    return new QueueSettings(
        number(yaml, queue.at("/RedrivePolicy/maxReceiveCount")),
        number(yaml, mapping.path("BatchSize")),
        number(yaml, mapping.at("/ScalingConfig/MaximumConcurrency")));
  }

  /** A number, or the default of the parameter that stands in its place. */
  private static int number(JsonNode yaml, JsonNode value) {
    return Integer.parseInt(
        yaml.path("Parameters").path(value.asText()).path("Default").asText(value.asText()));
  }
}
