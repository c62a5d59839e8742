package dev.hardstop.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * Reads a function's reply to a batch of SQS as Lambda does with {@code ReportBatchItemFailures}
 * (AWS Lambda developer guide, "Handling errors for an SQS event source in Lambda").
 */
public final class BatchReply {
  private static final ObjectMapper JSON = new ObjectMapper();

  private BatchReply() {}

  /**
   * Which messages failed: those that the reply names; none where it is empty, null, or has no
   * list; all where the function failed, or the reply cannot be read, or names anything else than
   * messages of the batch.
   *
   * @param batch ids of its messages
   */
  public static Set<String> failed(LocalReply reply, Set<String> batch) {
    if (!(reply instanceof LocalReply.Answer answer)) {
      return batch;
    }
    JsonNode json;
    try {
      json = JSON.readTree(answer.body());
    } catch (IOException noJson) {
      return batch;
    }
    if (json.isMissingNode() || json.isNull()) {
      return Set.of();
    }
    JsonNode failures = json.path("batchItemFailures");
    if (!json.isObject()
        || !(failures.isArray() || failures.isMissingNode() || failures.isNull())) {
      return batch;
    }
    Set<String> named = new HashSet<>();
    failures.forEach(failure -> named.add(failure.path("itemIdentifier").asText("")));
    return batch.containsAll(named) ? named : batch;
  }
}
