package dev.hardstop.ses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.ses.BatchItem.ReadItem;
import dev.hardstop.ses.FeedbackHandler.BatchFailedException;
import dev.hardstop.suppression.Recorder.RecordedItem;
import dev.hardstop.suppression.RecordingOutcome;
import java.util.List;

/**
 * The response to Lambda. For messages of SQS it names those that failed (AWS Lambda developer guide,
 * "Handling errors for an SQS event source": {@code ReportBatchItemFailures}); for all other sources,
 * one failed item fails the whole invocation.
 */
final class BatchResponse {
  private BatchResponse() {}

  /**
   * The response to an invocation.
   *
   * @throws BatchFailedException if an item failed that cannot fail alone. An SQS message without an
   *     id, which SQS never sends, is such an item: SQS then delivers the whole batch again, which is
   *     safe, and nothing is lost
   */
  static ObjectNode of(List<RecordedItem<ReadItem>> items) {
    List<BatchItem> failed = items.stream()
        .filter(BatchResponse::failed)
        .map(recorded -> recorded.item().item())
        .toList();
    if (!failed.stream().allMatch(BatchItem::canFailAlone)) {
      throw new BatchFailedException(failed);
    }
    ObjectNode response = JsonNodeFactory.instance.objectNode();
    ArrayNode failures = response.putArray("batchItemFailures");
    failed.forEach(item -> failures.addObject().put("itemIdentifier", item.id()));
    return response;
  }

  /** Whether the item must be delivered again, or ends in the dead-letter queue. */
  private static boolean failed(RecordedItem<ReadItem> recorded) {
    return recorded.item().isInvalid()
        || recorded.outcomes().stream().anyMatch(RecordingOutcome.Failed.class::isInstance);
  }
}
