package dev.hardstop.ses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What Lambda is told: for messages of SQS which of them failed (AWS Lambda developer guide,
 * "Handling errors for an SQS event source": {@code ReportBatchItemFailures}), for everything else
 * that the whole invocation did.
 */
final class BatchResponse {
  private BatchResponse() {}

  /**
   * The answer to an invocation.
   *
   * @throws FeedbackNotRecordedException when an item failed that cannot fail alone. A message of SQS
   *     without an id, which SQS never sends, is one: the whole batch comes again, which is safe,
   *     and nothing is lost
   */
  static ObjectNode to(List<ItemResult> results) {
    List<BatchItem> failed =
        results.stream().filter(ItemResult::failed).map(ItemResult::item).toList();
    if (!failed.stream().allMatch(BatchItem::canFailAlone)) {
      throw new FeedbackNotRecordedException(failed);
    }
    ObjectNode answer = Json.object();
    ArrayNode failures = answer.putArray("batchItemFailures");
    failed.forEach(item -> failures.addObject().put("itemIdentifier", item.id()));
    return answer;
  }
}
