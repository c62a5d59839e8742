package dev.hardstop.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import dev.hardstop.console.LoopbackServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What an HTTP API makes of a function's answer: payload format 2.0 (API Gateway developer guide,
 * "Create AWS Lambda proxy integrations for HTTP APIs"), and of a function that fails.
 */
record HttpApiAnswer(int status, Map<String, String> headers, byte[] body) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static HttpApiAnswer of(LocalReply reply) {
    if (reply instanceof LocalReply.Answer answer) {
      try {
        return of(JSON.readTree(answer.body()));
      } catch (IOException | IllegalArgumentException notAnAnswer) {
        return failed();
      }
    }
    return failed();
  }

  /** An answer of API Gateway's own. */
  static HttpApiAnswer message(int status, String message) {
    String json = JsonNodeFactory.instance.objectNode().put("message", message).toString();
    return new HttpApiAnswer(
        status, Map.of("content-type", "application/json"), json.getBytes(StandardCharsets.UTF_8));
  }

  void send(HttpExchange exchange) throws IOException {
    headers.forEach(exchange.getResponseHeaders()::set);
    LoopbackServer.answer(exchange, status, body);
  }

  /** API Gateway does not say what failed; the function's log has the reason. */
  private static HttpApiAnswer failed() {
    return message(500, "Internal Server Error");
  }

  private static HttpApiAnswer of(JsonNode answer) {
    if (!answer.path("statusCode").isInt()) {
      return failed();
    }
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("content-type", "text/plain; charset=utf-8");
    answer
        .path("headers")
        .properties()
        .forEach(header -> headers.put(
            header.getKey().toLowerCase(Locale.ROOT), header.getValue().asText()));
    return new HttpApiAnswer(answer.path("statusCode").asInt(), headers, body(answer));
  }

  private static byte[] body(JsonNode answer) {
    byte[] text = answer.path("body").asText("").getBytes(StandardCharsets.UTF_8);
    return answer.path("isBase64Encoded").asBoolean() ? Base64.getDecoder().decode(text) : text;
  }
}
