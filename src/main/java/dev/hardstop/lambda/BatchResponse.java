package dev.hardstop.lambda;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/**
 * The response to a batch, which names what Lambda must deliver again (AWS Lambda developer guide,
 * {@code ReportBatchItemFailures}).
 */
public final class BatchResponse {
  private BatchResponse() {}

  /**
   * The response as JSON in UTF-8.
   *
   * @param failed the ids of messages of SQS, or the sequence number of a record of a stream; empty if
   *     the whole batch succeeded
   */
  public static byte[] failing(Collection<String> failed) {
    ObjectNode response = JsonNodeFactory.instance.objectNode();
    ArrayNode failures = response.putArray("batchItemFailures");
    failed.forEach(id -> failures.addObject().put("itemIdentifier", id));
    return response.toString().getBytes(StandardCharsets.UTF_8);
  }
}
