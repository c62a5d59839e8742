package dev.hardstop.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.hardstop.console.LoopbackServer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * What the functions did to the stand-ins for AWS, for a person to look at: the events that {@code
 * announce} and {@code watch} published, and SES's suppression list. Nothing is computed here.
 */
record StandIns(AwsStub aws, String changeTopic) {
  static final String EVENTS = "/events";
  static final String SES_LIST = "/ses-list";

  StandIns {
    requireNonNull(aws, "aws is null");
    requireNonNull(changeTopic, "changeTopic is null");
  }

  /**
   * The newest events, the oldest first, as NDJSON. With {@code ?follow} the answer does not end, and
   * has every event as soon as it is published.
   */
  void showEvents(HttpExchange exchange, RequestTarget target)
      throws IOException, InterruptedException {
    exchange.getResponseHeaders().set("Content-Type", "application/x-ndjson");
    List<SnsStub.Published> events = aws.topics().published(changeTopic);
    if (!target.parameters().containsKey("follow")) {
      LoopbackServer.answer(exchange, 200, lines(events));
      return;
    }
    exchange.sendResponseHeaders(200, 0);
    OutputStream body = exchange.getResponseBody();
    long newest = 0;
    while (true) {
      body.write(lines(events));
      body.flush();
      newest = events.isEmpty() ? newest : events.get(events.size() - 1).number();
      events = aws.topics().awaitAfter(changeTopic, newest);
    }
  }

  private static byte[] lines(List<SnsStub.Published> events) {
    StringBuilder lines = new StringBuilder();
    events.forEach(event -> lines.append(event.message().replace("\n", "")).append('\n'));
    return lines.toString().getBytes(UTF_8);
  }

  /** The list as {@code aws sesv2 list-suppressed-destinations} prints it. */
  void showSesList(HttpExchange exchange) throws IOException {
    ObjectNode list = JsonNodeFactory.instance.objectNode();
    ArrayNode summaries = list.putArray("SuppressedDestinationSummaries");
    aws.sesAccount()
        .entries()
        .forEach(entry -> summaries
            .addObject()
            .put("EmailAddress", entry.address())
            .put("Reason", entry.reason())
            .put("LastUpdateTime", entry.updated().toString()));
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    LoopbackServer.answer(exchange, 200, (list + "\n").getBytes(UTF_8));
  }
}
