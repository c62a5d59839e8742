package dev.hardstop.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The event of an invocation in its envelope: a request to the HTTP API, or a question that somebody
 * asked by {@code lambda:Invoke}, which is the body of {@code POST /v1/check} and nothing around it.
 * This is the one place that tells the two apart, and each is answered in the form it came in.
 */
final class IncomingEvent {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * What API Gateway puts into every event, in payload format 1.0 or 2.0 (API Gateway developer
   * guide, "Create AWS Lambda proxy integrations for HTTP APIs"), and no question has.
   */
  private static final String[] OF_AN_API = {"requestContext", "rawPath", "httpMethod"};

  private final byte[] bytes;
  private final JsonNode event;

  private IncomingEvent(byte[] bytes, JsonNode event) {
    this.bytes = bytes;
    this.event = event;
  }

  static IncomingEvent of(byte[] bytes) {
    return new IncomingEvent(bytes, tree(bytes));
  }

  /** Whether it came by {@code lambda:Invoke}, without the HTTP API: then nobody says who asks. */
  boolean isDirect() {
    return Stream.of(OF_AN_API).noneMatch(event::has);
  }

  /**
   * The request that it is.
   *
   * @param invocation Lambda's id of the invocation, by which a direct question is known
   * @throws ProblemException when it is an event of the HTTP API in another payload format than 2.0
   */
  HttpRequest request(String invocation) {
    return isDirect() ? question(invocation) : PayloadV2.read(event);
  }

  /** What the function returns: for a direct question the body alone, a problem included. */
  byte[] write(HttpResponse answer) {
    return isDirect() ? answer.text().getBytes(StandardCharsets.UTF_8) : PayloadV2.write(answer);
  }

  private HttpRequest question(String invocation) {
    return new HttpRequest(
        Route.CHECK.method(),
        Route.CHECK.template(),
        Optional.empty(),
        "",
        new RequestBody(new String(bytes, StandardCharsets.UTF_8), false),
        Optional.empty(),
        invocation);
  }

  private static JsonNode tree(byte[] bytes) {
    try {
      return JSON.readTree(bytes);
    } catch (IOException noJson) {
      return JsonNodeFactory.instance.missingNode();
    }
  }

  /** Not the event: it names addresses. */
  @Override
  public String toString() {
    return "IncomingEvent[" + bytes.length + "]";
  }
}
