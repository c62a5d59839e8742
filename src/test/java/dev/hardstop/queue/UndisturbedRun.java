package dev.hardstop.queue;

import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.sqs.model.Message;

/** A function that is given one message after the other, each once and in their order. */
final class UndisturbedRun {
  private final EventSourceMapping.Function function;
  private int messages;

  UndisturbedRun(EventSourceMapping.Function function) {
    this.function = function;
  }

  /**
   * @throws IllegalStateException when one fails
   */
  void take(List<String> bodies) throws InterruptedException {
    for (String body : bodies) {
      String id = "message-" + messages++;
      Message message = Message.builder().messageId(id).body(body).build();
      if (!BatchReply.failed(
              function.invoke(SqsEvent.of(List.of(message), "arn:aws:sqs:none")), Set.of(id))
          .isEmpty()) {
        throw new IllegalStateException(id + " failed in a run without disturbance");
      }
    }
  }
}
