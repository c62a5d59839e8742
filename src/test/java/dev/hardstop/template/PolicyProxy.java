package dev.hardstop.template;

import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * A proxy in front of DynamoDB Local, which has no access control. It refuses calls that the policy
 * of a role does not allow, as DynamoDB does.
 */
final class PolicyProxy implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TARGET = "DynamoDB_20120810.";
  private static final List<String> PASSED_ON = List.of(
      "authorization", "content-type", "x-amz-date", "x-amz-target", "x-amz-content-sha256");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Set<Call> allowed = new ConcurrentSkipListSet<>();
  private final Set<Call> refused = new ConcurrentSkipListSet<>();
  private final Policy policy;
  private final URI table;
  private final String tableName;
  private final WireServer server;

  /**
   * @param table where DynamoDB Local is
   * @param tableName the name of the stack's table there
   */
  PolicyProxy(Policy policy, URI table, String tableName) throws IOException {
    this.policy = policy;
    this.table = table;
    this.tableName = tableName;
    server = WireServer.start(this::answer);
  }

  URI endpoint() {
    return URI.create("http://" + server.hostAndPort());
  }

  /** The calls that went through. */
  Set<Call> allowed() {
    return allowed;
  }

  /** The calls that did not. */
  Set<Call> refused() {
    return refused;
  }

  @Override
  public void close() {
    server.close();
  }

  private Answer answer(Request request) throws IOException, InterruptedException {
    String target = request.headers().getOrDefault("x-amz-target", "");
    if (!target.startsWith(TARGET)) {
      return error("UnknownOperationException", "no request to DynamoDB");
    }
    Set<Call> calls = Call.of(
        Call.action("DynamoDb", target.substring(TARGET.length())),
        JSON.readTree(request.body()),
        tableName);
    if (!calls.stream().allMatch(policy::allows)) {
      refused.addAll(calls);
      return error("AccessDeniedException", "the policy of the role does not allow " + calls);
    }
    allowed.addAll(calls);
    return passedOn(request);
  }

  private Answer passedOn(Request request) throws IOException, InterruptedException {
    HttpRequest.Builder next = HttpRequest.newBuilder(table);
    PASSED_ON.stream()
        .filter(request.headers()::containsKey)
        .forEach(name -> next.header(name, request.headers().get(name)));
    HttpResponse<byte[]> response = http.send(
        next.POST(BodyPublishers.ofByteArray(request.body())).build(), BodyHandlers.ofByteArray());
    String type = response.headers().firstValue("content-type").orElse("");
    return new Answer(response.statusCode(), Map.of("Content-Type", type), response.body());
  }

  private static Answer error(String type, String message) {
    String body =
        "{\"__type\":\"com.amazon.coral.service#" + type + "\",\"message\":\"" + message + "\"}";
    return new Answer(
        400,
        Map.of("Content-Type", "application/x-amz-json-1.0"),
        body.getBytes(StandardCharsets.UTF_8));
  }
}
