package dev.hardstop.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hardstop.local.WireServer;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * A server on the loopback interface that answers what a test tells it, and keeps what it was asked. A route
 * without an answer is a 404 as API Gateway gives it.
 */
final class StubApi implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final WireServer server;
  private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, Queue<Answer>> answers = new HashMap<>();

  /**
   * @param target path and query string as they came
   * @param headers with names in lower case
   */
  record Request(String method, String target, String body, Map<String, String> headers) {
    /** Empty if the request is not signed. */
    String authorization() {
      return headers.getOrDefault("authorization", "");
    }

    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private record Answer(int status, Map<String, String> headers, String body) {}

  private StubApi() throws IOException {
    server = WireServer.start(this::answer);
  }

  static StubApi start() throws IOException {
    return new StubApi();
  }

  String url() {
    return "http://" + server.hostAndPort();
  }

  /** The next answer to a path; the last one stays. */
  StubApi answers(String path, int status, String body) {
    return answers(path, status, body, Map.of());
  }

  synchronized StubApi answers(String path, int status, String body, Map<String, String> headers) {
    answers
        .computeIfAbsent(path, added -> new ArrayDeque<>())
        .add(new Answer(status, headers, body));
    return this;
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  Request only() {
    if (requests.size() != 1) {
      throw new AssertionError(requests.size() + " requests");
    }
    return requests.get(0);
  }

  @Override
  public void close() {
    server.close();
  }

  private WireServer.Answer answer(WireServer.Request request) {
    requests.add(new Request(
        request.method(), request.path(), new String(request.body(), UTF_8), request.headers()));
    Answer answer = next(URI.create(request.path()).getPath());
    return new WireServer.Answer(
        answer.status(), answer.headers(), answer.body().getBytes(UTF_8));
  }

  private synchronized Answer next(String path) {
    Queue<Answer> queue = answers.getOrDefault(path, new ArrayDeque<>());
    if (queue.isEmpty()) {
      return new Answer(404, Map.of(), "{\"message\":\"Not Found\"}");
    }
    return queue.size() == 1 ? queue.peek() : queue.remove();
  }
}
