package dev.hardstop.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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

  private final HttpServer server;
  private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, Queue<Answer>> answers = new HashMap<>();

  /**
   * @param target path and query string as they came
   * @param authorization empty if the request is not signed
   */
  record Request(String method, String target, String body, String authorization) {
    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private record Answer(int status, Map<String, String> headers, String body) {}

  private StubApi(HttpServer server) {
    this.server = server;
  }

  static StubApi start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    StubApi stub = new StubApi(server);
    server.createContext("/", stub::answer);
    server.start();
    return stub;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
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
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String authorization = exchange.getRequestHeaders().getFirst("authorization");
      requests.add(new Request(
          exchange.getRequestMethod(),
          exchange.getRequestURI().toString(),
          new String(exchange.getRequestBody().readAllBytes(), UTF_8),
          authorization == null ? "" : authorization));
      Answer answer = next(exchange.getRequestURI().getPath());
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] body = answer.body().getBytes(UTF_8);
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private synchronized Answer next(String path) {
    Queue<Answer> queue = answers.getOrDefault(path, new ArrayDeque<>());
    if (queue.isEmpty()) {
      return new Answer(404, Map.of(), "{\"message\":\"Not Found\"}");
    }
    return queue.size() == 1 ? queue.peek() : queue.remove();
  }
}
