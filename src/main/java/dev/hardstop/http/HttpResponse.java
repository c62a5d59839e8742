package dev.hardstop.http;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * The answer to a request. It must not be cached, because the next notification may change it.
 *
 * @param status the HTTP status code
 * @param headers names in lower case
 * @param body JSON; empty if there is no body
 */
record HttpResponse(int status, Map<String, String> headers, String body) {
  HttpResponse {
    TreeMap<String, String> all = new TreeMap<>(headers);
    all.put("cache-control", "no-store");
    headers = Map.copyOf(all);
    body = withoutLoneSurrogates(requireNonNull(body, "body is null"));
  }

  static HttpResponse ok(String json) {
    return new HttpResponse(200, Map.of("content-type", "application/json"), json);
  }

  /** The answer to OPTIONS. */
  static HttpResponse allow(String methods) {
    return new HttpResponse(204, Map.of("allow", methods), "");
  }

  static HttpResponse problem(int status, Map<String, String> headers, String json) {
    TreeMap<String, String> all = new TreeMap<>(headers);
    all.put("content-type", "application/problem+json");
    return new HttpResponse(status, all, json);
  }

  /** The answer to HEAD. */
  HttpResponse withoutBody() {
    return new HttpResponse(status, headers, "");
  }

  /** The body alone: the answer to a direct invocation. */
  byte[] bodyBytes() {
    return body.getBytes(StandardCharsets.UTF_8);
  }

  /** The response in API Gateway's payload format 2.0. */
  byte[] payloadV2() {
    ObjectNode response = JsonNodeFactory.instance.objectNode();
    response.put("statusCode", status);
    ObjectNode all = response.putObject("headers");
    headers.forEach(all::put);
    response.put("body", body);
    response.put("isBase64Encoded", false);
    return response.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Replaces unpaired surrogates, which the JSON of a request can contain as escape sequences, but UTF-8 cannot
   * encode.
   */
  private static String withoutLoneSurrogates(String body) {
    StringBuilder text = null;
    for (int i = 0; i < body.length(); i++) {
      char c = body.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < body.length()
          && Character.isLowSurrogate(body.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        text = text == null ? new StringBuilder(body) : text;
        text.setCharAt(i, '\ufffd');
      }
    }
    return text == null ? body : text.toString();
  }

  /** Omits the body, which contains addresses. */
  @Override
  public String toString() {
    return "HttpResponse[" + status + "]";
  }
}
