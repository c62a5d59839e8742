package dev.hardstop.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.http.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Events with which a handler makes every call to AWS that it can make. */
final class HandlerEvents {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SENT = "2026-11-20T10:00:00.000Z";

  private HandlerEvents() {}

  /**
   * The events for this handler, in an order in which each has its effect; {@link BrokenDomain}
   * writes the items that they need.
   *
   * @param cursor where the second page of a domain's addresses begins
   * @throws IllegalArgumentException when there are no events for that handler
   */
  static List<byte[]> of(String handler, String cursor) throws IOException {
    return switch (handler) {
      case "feedback" -> feedback();
      case "check" -> check(cursor);
      case "desk" -> desk();
      case "announce" -> announce();
      case "ses-list" -> sesList();
      case "watch" -> watch();
      default -> throw new IllegalArgumentException("no events for handler " + handler);
    };
  }

  /** Twice: older evidence of a new day and a delivery to a known address are calls of their own. */
  private static List<byte[]> feedback() throws IOException {
    List<byte[]> events = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("examples"))) {
      List<Path> examples =
          files.filter(it -> it.toString().endsWith(".json")).sorted().toList();
      for (String sent : List.of(SENT, "2026-11-19T10:00:00.000Z")) {
        for (Path example : examples) {
          events.add(JSON.writeValueAsBytes(
              JSON.readTree(Files.readString(example).replace("@SENT@", sent))));
        }
      }
    }
    return events;
  }

  private static List<byte[]> check(String cursor) throws IOException {
    String page = "/v1/addresses?domain=" + BrokenDomain.NAME;
    return List.of(
        http("POST", "/v1/check", object("addresses", JSON.createArrayNode().add(BOB))),
        http("GET", "/v1/addresses/" + BOB, null),
        http("POST", "/v1/explain", object("diagnosticCode", text("smtp; 550 5.1.1 unknown"))),
        http("GET", "/v1/addresses?domain=example.com", null),
        http("GET", page, null),
        http("GET", page + "&cursor=" + cursor, null),
        http("GET", "/v1/domains/example.com", null),
        http("GET", "/v1/domains/" + BrokenDomain.NAME + "?dns=true", null),
        http("GET", "/v1/incidents", null),
        http("GET", "/v1/overview", null),
        http("GET", "/v1/ses-list", null),
        http("GET", "/v1/health", null));
  }

  private static List<byte[]> desk() throws IOException {
    ObjectNode action = object("subject", text(BOB)).put("why", "a test");
    String today = LocalDate.now(ZoneOffset.UTC).toString();
    ObjectNode wrongDays = object("domain", text("example.com"))
        .put("from", today)
        .put("to", today)
        .put("why", "a test");
    return List.of(
        http("GET", "/v1/suppressions", null),
        http("GET", "/v1/suppressions?domain=" + BrokenDomain.NAME, null),
        http("GET", "/v1/addresses/" + BOB + "/history", null),
        http("POST", "/v1/release", action),
        http("POST", "/v1/release", wrongDays),
        http("POST", "/v1/suppress", action),
        http("POST", "/v1/erase", action));
  }

  /** A person suppresses an address. */
  private static List<byte[]> announce() throws IOException {
    ObjectNode record = object("eventName", text("INSERT"));
    ObjectNode change = record.putObject("dynamodb").put("SequenceNumber", "100");
    change.put("ApproximateCreationDateTime", 1_795_000_000);
    change.putObject("Keys").putObject("subject").put("S", BOB);
    ObjectNode image = change.putObject("NewImage");
    image.putObject("subject").put("S", BOB);
    ObjectNode suppression = image.putObject("action#1").putObject("M");
    suppression.putObject("kind").put("S", "suppression");
    suppression.putObject("at").put("S", SENT);
    suppression.putObject("who").put("S", "tester");
    suppression.putObject("why").put("S", "a test");
    return List.of(
        JSON.writeValueAsBytes(object("Records", JSON.createArrayNode().add(record))));
  }

  /** Before the first reconciliation has ended, the address waits; TemplateTest has the other calls. */
  private static List<byte[]> sesList() throws IOException {
    ObjectNode record = JSON.createObjectNode()
        .put("messageId", "message-1")
        .put("body", object("address", text(BOB)).toString())
        .put("eventSource", "aws:sqs")
        .put("eventSourceARN", "arn:aws:sqs:eu-central-1:111122223333:SesListQueue.fifo");
    return List.of(
        JSON.writeValueAsBytes(object("Records", JSON.createArrayNode().add(record))));
  }

  /** Twice: the second run reads the state that the first has written. */
  private static List<byte[]> watch() throws IOException {
    byte[] event = JSON.writeValueAsBytes(object("source", text("aws.events")));
    return List.of(event, event);
  }

  /** The routes that the events of a handler take, such as {@code GET /v1/addresses/{address}}. */
  static Set<String> routes(String handler) throws IOException {
    Set<String> routes = new TreeSet<>();
    for (byte[] event : of(handler, "cursor")) {
      JsonNode request = JSON.readTree(event);
      String taken = request.at("/requestContext/http/method").asText() + " "
          + request.path("rawPath").asText();
      Arrays.stream(Route.values())
          .map(Route::toString)
          .filter(route -> taken.matches(route.replaceAll("\\{.*}", "[^/]+")))
          .forEach(routes::add);
    }
    return routes;
  }

  private static final String BOB = "bob@example.com";

  private static byte[] http(String method, String path, JsonNode body) throws IOException {
    ObjectNode event = JSON.createObjectNode().put("version", "2.0").put("routeKey", "$default");
    String[] target = path.split("\\?", 2);
    event.put("rawPath", target[0]).put("rawQueryString", target.length > 1 ? target[1] : "");
    event.put("isBase64Encoded", false).putObject("headers");
    ObjectNode context = event.putObject("requestContext").put("stage", "$default");
    context.put("requestId", "request-1");
    context.putObject("http").put("method", method).put("path", target[0]);
    context
        .putObject("authorizer")
        .putObject("iam")
        .put("userArn", "arn:aws:iam::123456789012:user/example");
    if (body != null) {
      event.put("body", body.toString());
    }
    return JSON.writeValueAsBytes(event);
  }

  private static ObjectNode object(String name, JsonNode value) {
    return JSON.createObjectNode().set(name, value);
  }

  private static JsonNode text(String text) {
    return JSON.getNodeFactory().textNode(text);
  }
}
