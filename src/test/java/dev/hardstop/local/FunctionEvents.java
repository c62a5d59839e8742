package dev.hardstop.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** The events that Lambda passes to the functions. */
final class FunctionEvents {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RECIPIENT = "gone@example.org";

  private FunctionEvents() {}

  /** A batch of SQS: one bounce of a message sent now for each of these addresses. */
  static byte[] bounces(List<String> recipients) throws IOException {
    String record = JSON.readTree(LocalApi.event("access-denied.sqs.json", Instant.now()))
        .at("/Records/0")
        .toString();
    ObjectNode batch = JSON.createObjectNode();
    ArrayNode records = batch.putArray("Records");
    for (int i = 0; i < recipients.size(); i++) {
      JsonNode one = JSON.readTree(record.replace(RECIPIENT, recipients.get(i)));
      records.add(((ObjectNode) one).put("messageId", id(i)));
    }
    return JSON.writeValueAsBytes(batch);
  }

  /** The id of a batch's record, by its place. */
  static String id(int number) {
    return "record-" + number;
  }

  /** A bounce as SES publishes it, with these words of the server. */
  static ObjectNode bounce(String words) throws IOException {
    ObjectNode event =
        (ObjectNode) JSON.readTree(LocalApi.event("out-of-office.bare.json", Instant.now()));
    ((ObjectNode) event.at("/bounce/bouncedRecipients/0")).put("diagnosticCode", words);
    return event;
  }

  /** A request to the HTTP API, with a body of JSON. */
  static byte[] post(Deployment deployment, String path, String body) throws IOException {
    Headers headers = new Headers();
    headers.set("Content-Type", "application/json");
    LocalRoute.Match match = deployment.route("POST", path).orElseThrow();
    HttpApiEvent event = new HttpApiEvent(
        "POST", RequestTarget.of(path), headers, body.getBytes(StandardCharsets.UTF_8));
    return JSON.writeValueAsBytes(event.json(match, Instant.now()));
  }
}
