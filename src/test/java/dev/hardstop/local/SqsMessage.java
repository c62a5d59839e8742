package dev.hardstop.local;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.sesevent.SesJson;
import dev.hardstop.suppression.History;
import java.util.ArrayList;
import java.util.List;

/** A message of a queue: its id and its body, an event of SES by raw delivery. */
record SqsMessage(String id, String body) {
  private static final ObjectMapper JSON = new ObjectMapper();

  SqsMessage {
    requireNonNull(id, "id is null");
    requireNonNull(body, "body is null");
  }

  /** Messages with the next events of each of these histories, in turn. */
  static List<SqsMessage> of(List<History> histories, int ofEach) {
    List<SqsMessage> messages = new ArrayList<>();
    for (int i = 0; i < ofEach; i++) {
      for (History history : histories) {
        history
            .nextTold(1)
            .forEach(told -> messages.add(
                new SqsMessage("id-" + messages.size(), SesJson.of(told).toString())));
      }
    }
    return messages;
  }

  /** Lambda's event with these messages. */
  static byte[] batch(List<SqsMessage> messages) {
    ObjectNode event = JSON.createObjectNode();
    ArrayNode records = event.putArray("Records");
    messages.forEach(message -> records
        .addObject()
        .put("messageId", message.id)
        .put("body", message.body)
        .put("eventSource", "aws:sqs"));
    try {
      return JSON.writeValueAsBytes(event);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
