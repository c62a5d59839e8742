package dev.hardstop.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.local.LocalApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What functions are given here: each bounce is about an address of its own. */
final class Events {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String GONE = "gone@example.org";

  private final String record;
  private int addresses;

  /** The bounces of messages sent now. */
  Events() {
    Instant sent = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    try {
      JsonNode event = JSON.readTree(LocalApi.event("access-denied.sqs.json", sent));
      record = event.at("/Records/0").toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many addresses there were. */
  int addresses() {
    return addresses;
  }

  /** So many bounces in one batch of SQS. */
  byte[] bounces(int howMany) {
    ObjectNode event = JSON.createObjectNode();
    ArrayNode records = event.putArray("Records");
    for (int i = 0; i < howMany; i++) {
      records.addRawValue(new com.fasterxml.jackson.databind.util.RawValue(
          record.replace(GONE, "user" + addresses++ + "@example.org")));
    }
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** About an address that has bounced. */
  byte[] question() {
    ObjectNode event = JSON.createObjectNode();
    event.put("version", "2.0").put("routeKey", "POST /v1/check");
    event.put("rawPath", "/v1/check").put("rawQueryString", "");
    event.putObject("headers").put("content-type", "application/json");
    ObjectNode context = event.putObject("requestContext");
    context.put("stage", "$default").put("requestId", "benchmark");
    context.putObject("http").put("method", "POST").put("path", "/v1/check");
    event.put("body", "{\"addresses\":[\"user0@example.org\"]}").put("isBase64Encoded", false);
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }
}
