package dev.hardstop.cli;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesResponse;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/** A queue that is always empty again, and answers each message of a batch as a test says. */
final class ObservedSqs implements SqsClient {
  private final Function<String, Fate> fates;
  final List<SendMessageBatchRequest> requests = Collections.synchronizedList(new ArrayList<>());
  final List<String> taken = Collections.synchronizedList(new ArrayList<>());

  /** What happens to a message. */
  enum Fate {
    ACCEPTED,
    THROTTLED,
    REFUSED
  }

  /** @param fates by the body of a message; asked each time it is sent */
  ObservedSqs(Function<String, Fate> fates) {
    this.fates = requireNonNull(fates, "fates is null");
  }

  @Override
  public SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request) {
    requests.add(request);
    List<BatchResultErrorEntry> failed = new ArrayList<>();
    for (SendMessageBatchRequestEntry entry : request.entries()) {
      Fate fate = fates.apply(entry.messageBody());
      if (fate == Fate.ACCEPTED) {
        taken.add(entry.messageBody());
      } else {
        boolean isRefused = fate == Fate.REFUSED;
        failed.add(BatchResultErrorEntry.builder()
            .id(entry.id())
            .senderFault(isRefused)
            .code(isRefused ? "InvalidMessageContents" : "InternalError")
            .build());
      }
    }
    return SendMessageBatchResponse.builder().failed(failed).build();
  }

  @Override
  public GetQueueAttributesResponse getQueueAttributes(GetQueueAttributesRequest request) {
    return GetQueueAttributesResponse.builder()
        .attributes(Map.of(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "0"))
        .build();
  }

  @Override
  public String serviceName() {
    return "sqs";
  }

  @Override
  public void close() {
    // It holds nothing.
  }
}
