package dev.hardstop.lambda;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/**
 * The response to a batch, which names the items that Lambda must deliver again (AWS Lambda developer
 * guide, {@code ReportBatchItemFailures}).
 */
public final class BatchResponse {
  private BatchResponse() {}

  /**
   * Returns the response as JSON in UTF-8.
   *
   * @param failed the ids of SQS messages, or the sequence number of a stream record; empty if the
   *     whole batch succeeded
   */
  public static byte[] failing(Collection<String> failed) {
    ObjectNode response = JsonNodeFactory.instance.objectNode();
    ArrayNode failures = response.putArray("batchItemFailures");
    failed.forEach(id -> failures.addObject().put("itemIdentifier", id));
    return response.toString().getBytes(StandardCharsets.UTF_8);
  }
}
