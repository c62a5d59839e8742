package dev.hardstop.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.local.WireServer.Answer;
import dev.hardstop.local.WireServer.Request;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;

/** A connection from a function to its table that forwards requests and causes faults. */
final class FaultyConnection implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TARGET = "x-amz-target";
  private static final String CONTENT_TYPE = "application/x-amz-json-1.0";
  private static final String ERROR = "{\"__type\":\"com.amazonaws.dynamodb.v20120810#%s\"}";

  /** Longer than a try of the SDK's may take, shorter than a call. */
  private static final int LATE_MILLIS = 1_200;

  private static final int SLOW_MILLIS = 150;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI table;
  private final Function<Request, ConnectionFault> faults;
  private final WireServer server;

  /** The fault that a request meets. */
  enum ConnectionFault {
    /** No fault. */
    NONE,
    /** The table has no capacity left for it. */
    THROTTLED,
    /** The table has an error of its own. */
    SERVER_ERROR,
    /** The connection closes before the table receives the request. */
    DROPPED_BEFORE,
    /** The table processes the request, and the connection closes before its answer. */
    DROPPED_AFTER,
    /** The answer is slow. */
    SLOW,
    /** The table processes the request, and its answer comes after the client's time-out. */
    LATE,
    /** The table leaves half of the keys of a read unprocessed; no fault for other requests. */
    UNPROCESSED
  }

  private FaultyConnection(URI table, Function<Request, ConnectionFault> faults)
      throws IOException {
    this.table = table;
    this.faults = faults;
    this.server = WireServer.start(this::answer);
  }

  /** A connection to this table; many threads call the function, once for each request. */
  static FaultyConnection to(URI table, Function<Request, ConnectionFault> faults)
      throws IOException {
    return new FaultyConnection(table, faults);
  }

  static boolean isRead(Request request) {
    return request.headers().getOrDefault(TARGET, "").endsWith(".BatchGetItem");
  }

  String endpoint() {
    return "http://" + server.hostAndPort();
  }

  @Override
  public void close() {
    server.close();
  }

  private Answer answer(Request request) throws IOException, InterruptedException {
    ConnectionFault fault = faults.apply(request);
    return switch (fault) {
      case NONE -> forward(request);
      case THROTTLED -> error(400, "ProvisionedThroughputExceededException");
      case SERVER_ERROR -> error(500, "InternalServerError");
      case DROPPED_BEFORE -> throw new EOFException("dropped");
      case DROPPED_AFTER -> {
        forward(request);
        throw new EOFException("dropped");
      }
      case SLOW -> after(SLOW_MILLIS, forward(request));
      case LATE -> after(LATE_MILLIS, forward(request));
      case UNPROCESSED -> isRead(request) ? halfOf(request) : forward(request);
    };
  }

  private static Answer after(int milliseconds, Answer answer) throws InterruptedException {
    Thread.sleep(milliseconds);
    return answer;
  }

  private static Answer error(int status, String type) {
    return new Answer(
        status,
        Map.of("Content-Type", CONTENT_TYPE),
        ERROR.formatted(type).getBytes(StandardCharsets.UTF_8));
  }

  private Answer forward(Request request) throws IOException, InterruptedException {
    return send(request, request.body());
  }

  /** The second half of the keys, and one that is alone, stay unprocessed. */
  private Answer halfOf(Request request) throws IOException, InterruptedException {
    ObjectNode whole = (ObjectNode) JSON.readTree(request.body());
    String name = whole.path("RequestItems").fieldNames().next();
    ObjectNode left = whole.deepCopy();
    ArrayNode keys = (ArrayNode) whole.at("/RequestItems/" + name + "/Keys");
    ArrayNode leftKeys = (ArrayNode) left.at("/RequestItems/" + name + "/Keys");
    int half = keys.size() / 2;
    while (keys.size() > half) {
      keys.remove(keys.size() - 1);
    }
    for (int i = 0; i < half; i++) {
      leftKeys.remove(0);
    }
    ObjectNode answer = JSON.createObjectNode();
    if (half > 0) {
      byte[] body = send(request, JSON.writeValueAsBytes(whole)).body();
      answer = (ObjectNode) JSON.readTree(body);
    } else {
      answer.putObject("Responses").putArray(name);
    }
    answer.set("UnprocessedKeys", left.get("RequestItems"));
    return new Answer(200, Map.of("Content-Type", CONTENT_TYPE), JSON.writeValueAsBytes(answer));
  }

  private Answer send(Request request, byte[] body) throws IOException, InterruptedException {
    HttpRequest.Builder forwarded =
        HttpRequest.newBuilder(table.resolve("/")).POST(BodyPublishers.ofByteArray(body));
    request.headers().forEach((name, value) -> {
      if (name.startsWith("x-amz-")
          || name.equals("authorization")
          || name.equals("content-type")) {
        forwarded.header(name, value);
      }
    });
    HttpResponse<byte[]> response = http.send(forwarded.build(), BodyHandlers.ofByteArray());
    return new Answer(response.statusCode(), Map.of("Content-Type", CONTENT_TYPE), response.body());
  }
}
