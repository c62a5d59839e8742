package dev.hardstop.seslist;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An SQS message in an invocation.
 *
 * @param id the id by which the response names the message
 * @param text the content of the message
 * @param isFromFifoQueue whether the message comes from the FIFO queue; otherwise it comes from the
 *     delay queue
 */
record QueueMessage(String id, String text, boolean isFromFifoQueue) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The suffix of the names of FIFO queues, which no other queue has (Amazon SQS developer guide). */
  private static final String FIFO = ".fifo";

  QueueMessage {
    requireNonNull(id, "id is null");
    requireNonNull(text, "text is null");
  }

  /**
   * Returns the messages of an event, in the order of the event.
   *
   * @throws IllegalArgumentException if the event is not a batch of SQS messages; the exception repeats
   *     nothing of the event
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
      // The cause is left out, because its message quotes the event.
      throw new IllegalArgumentException("the event is not JSON");
    }
  }

  /** Omits the text, which contains an address. */
  @Override
  public String toString() {
    return "QueueMessage[" + id + "]";
  }
}
