package dev.hardstop.announce;

import dev.hardstop.changes.SesListQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** The queue for failures and those of {@code ses-list}, which keep what is sent to them. */
final class StubbedFailureQueue implements SqsClient {
  private static final String URL = "https://sqs.eu-central-1.amazonaws.com/111122223333/failures";

  private static final String SES_LIST =
      "https://sqs.eu-central-1.amazonaws.com/111122223333/ses-list";

  private final List<String> bodies = new ArrayList<>();
  private final List<String> forSesList = new ArrayList<>();
  private boolean down;

  FailureQueue queue() {
    return new FailureQueue(this, Optional.of(URL));
  }

  /** The queue of ses-list where the policy does not follow SES's list. */
  SesListQueue noSesList() {
    return new SesListQueue(this, Optional.empty(), Optional.empty());
  }

  /** The queues of ses-list, as they are where the policy follows SES's list. */
  SesListQueue sesList() {
    return new SesListQueue(this, Optional.of(SES_LIST), Optional.of(SES_LIST));
  }

  /** The messages to ses-list. */
  List<String> forSesList() {
    return List.copyOf(forSesList);
  }

  /** From now on it refuses messages, or no longer. */
  void setDown(boolean down) {
    this.down = down;
  }

  List<String> bodies() {
    return List.copyOf(bodies);
  }

  void clear() {
    bodies.clear();
  }

  @Override
  public SendMessageResponse sendMessage(SendMessageRequest request) {
    if (down || !request.queueUrl().equals(URL)) {
      throw SqsException.builder().message("no such queue").build();
    }
    bodies.add(request.messageBody());
    return SendMessageResponse.builder().messageId("m-" + bodies.size()).build();
  }

  @Override
  public SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request) {
    if (down || !request.queueUrl().equals(SES_LIST)) {
      throw SqsException.builder().message("no such queue").build();
    }
    request.entries().forEach(entry -> forSesList.add(entry.messageBody()));
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
