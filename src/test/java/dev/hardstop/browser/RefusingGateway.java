package dev.hardstop.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hardstop.local.WireServer;
import dev.hardstop.local.WireServer.Answer;
import dev.hardstop.local.WireServer.Request;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Passes requests on to a local system, except those that it refuses, as API Gateway may do. */
final class RefusingGateway implements AutoCloseable {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Map<String, Answer> refusals = new ConcurrentHashMap<>();
  private final URI system;
  private final WireServer server;

  private RefusingGateway(URI system) throws IOException {
    this.system = system;
    this.server = WireServer.start(this::answer);
  }

  static RefusingGateway to(URI system) throws IOException {
    return new RefusingGateway(system);
  }

  String url() {
    return "http://" + server.hostAndPort();
  }

  /**
   * Refuses requests as API Gateway does where an IAM policy does not allow them.
   *
   * @param route the method and how the path begins: {@code POST /v1/release}
   */
  void forbid(String route) {
    refuse(route, 403, "{\"message\":\"Forbidden\"}");
  }

  /** Refuses requests as Hardstop does where its table is out of reach. */
  void takeTheTableAway(String route) {
    refuse(route, 503, "{\"title\":\"The table cannot be reached\",\"status\":503}");
  }

  /** Refuses nothing any more. */
  void allowEverything() {
    refusals.clear();
  }

  @Override
  public void close() {
    server.close();
  }

  private void refuse(String route, int status, String body) {
    refusals.put(
        route,
        new Answer(status, Map.of("Content-Type", "application/json"), body.getBytes(UTF_8)));
  }

  private Answer answer(Request request) throws IOException, InterruptedException {
    String asked = request.method() + " " + request.path();
    for (Map.Entry<String, Answer> refusal : refusals.entrySet()) {
      if (asked.startsWith(refusal.getKey())) {
        return refusal.getValue();
      }
    }
    HttpResponse<byte[]> response = http.send(
        HttpRequest.newBuilder(system.resolve(request.path()))
            .header("content-type", "application/json")
            .method(request.method(), BodyPublishers.ofByteArray(request.body()))
            .build(),
        BodyHandlers.ofByteArray());
    String contentType = response.headers().firstValue("content-type").orElse("application/json");
    return new Answer(response.statusCode(), Map.of("Content-Type", contentType), response.body());
  }
}
