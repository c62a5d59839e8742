package dev.hardstop.seslist;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A message of SQS in an invocation.
 *
 * @param id by which the response names it
 * @param text its content
 * @param isFromFifoQueue whether it comes from the FIFO queue; otherwise it comes from the queue with a delay
 */
record QueueMessage(String id, String text, boolean isFromFifoQueue) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The names of FIFO queues end with it, and no others (Amazon SQS developer guide). */
  private static final String FIFO = ".fifo";

  QueueMessage {
    requireNonNull(id, "id is null");
    requireNonNull(text, "text is null");
  }

  /**
   * The messages of an event, in its order.
   *
   * @throws IllegalArgumentException if the event is not a batch of messages of SQS; the exception
   *     repeats nothing of it
   */
  static List<QueueMessage> read(byte[] event) {
    JsonNode records = parsed(event).path("Records");
    if (!records.isArray()) {
      throw new IllegalArgumentException("the event has no SQS records");
    }
    List<QueueMessage> messages = new ArrayList<>();
    for (JsonNode record : records) {
      String id = record.path("messageId").asText("");
      if (id.isEmpty() || !record.path("eventSource").asText().equals("aws:sqs")) {
        throw new IllegalArgumentException("a record is not an SQS message");
      }
      messages.add(new QueueMessage(
          id,
          record.path("body").asText(""),
          record.path("eventSourceARN").asText().endsWith(FIFO)));
    }
    return messages;
  }

  private static JsonNode parsed(byte[] event) {
    try {
      return JSON.readTree(new String(event, StandardCharsets.UTF_8));
    } catch (IOException noJson) {
      // Without the cause, whose message quotes the event.
      throw new IllegalArgumentException("the event is not JSON");
    }
  }

  /** Omits the text, which contains an address. */
  @Override
  public String toString() {
    return "QueueMessage[" + id + "]";
  }
}
