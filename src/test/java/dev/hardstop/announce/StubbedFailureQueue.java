package dev.hardstop.announce;

import dev.hardstop.changes.SesListQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** A queue that keeps what is sent to it. */
final class StubbedFailureQueue implements SqsClient {
  private static final String URL = "https://sqs.eu-central-1.amazonaws.com/111122223333/failures";

  private final List<String> bodies = new ArrayList<>();
  private boolean down;

  FailureQueue queue() {
    return new FailureQueue(this, Optional.of(URL));
  }

  /** The queue of ses-list where the policy does not follow SES's list. */
  SesListQueue noSesList() {
    return new SesListQueue(this, Optional.empty());
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
  public String serviceName() {
    return "sqs";
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
