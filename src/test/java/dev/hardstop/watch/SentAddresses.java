package dev.hardstop.watch;

import dev.hardstop.changes.SesListQueue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/** The queue of {@code ses-list}: it keeps what is sent to it, and drops what has a known id. */
final class SentAddresses implements SqsClient {
  private final List<String> bodies = Collections.synchronizedList(new ArrayList<>());
  private final Set<String> ids = Collections.synchronizedSet(new HashSet<>());
  private volatile boolean down;

  SesListQueue queue() {
    return new SesListQueue(
        this, Optional.of("https://sqs.example.com/ses-list.fifo"), Optional.empty());
  }

  /** The messages, in their order. */
  List<String> bodies() {
    return List.copyOf(bodies);
  }

  /** Fails all calls, or no longer. */
  void setDown(boolean down) {
    this.down = down;
  }

  @Override
  public synchronized SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request) {
    if (down) {
      throw SdkClientException.create("down");
    }
    for (SendMessageBatchRequestEntry entry : request.entries()) {
      if (ids.add(entry.messageDeduplicationId())) {
        bodies.add(entry.messageBody());
      }
    }
    return SendMessageBatchResponse.builder().build();
  }

  @Override
  public String serviceName() {
    return "sqs";
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
