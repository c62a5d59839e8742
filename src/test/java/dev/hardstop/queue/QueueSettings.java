package dev.hardstop.queue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.cloudformation.Stack;
import java.nio.file.Path;
import java.util.Map;

/**
 * The settings of the feedback queue and of its event source mapping in template.yaml.
 *
 * @param maxReceiveCount how often a message is tried
 * @param batchSize the most messages of one invocation
 * @param concurrency the most invocations at once
 */
record QueueSettings(int maxReceiveCount, int batchSize, int concurrency) {

  static QueueSettings of(Path template) {
    Stack stack = Stack.of(template, Map.of());
    JsonNode mapping = stack.properties("FeedbackFunction").at("/Events/Feedback/Properties");
    return new QueueSettings(
        stack.properties("FeedbackQueue").at("/RedrivePolicy/maxReceiveCount").asInt(),
        mapping.path("BatchSize").asInt(),
        mapping.at("/ScalingConfig/MaximumConcurrency").asInt());
  }
}
