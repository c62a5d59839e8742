package dev.hardstop.http;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a caller is told. It is never to be cached: the next notification may change it.
 *
 * @param status the HTTP status code
 * @param headers names in lower case
 * @param body JSON, empty where there is none to send
 */
record HttpResponse(int status, Map<String, String> headers, Optional<ObjectNode> body) {
  private static final String CONTENT_TYPE = "content-type";

  HttpResponse {
    TreeMap<String, String> all = new TreeMap<>(headers);
    all.put("cache-control", "no-store");
    headers = Map.copyOf(all);
    requireNonNull(body, "body is null");
  }

  static HttpResponse ok(ObjectNode body) {
    return new HttpResponse(200, Map.of(CONTENT_TYPE, "application/json"), Optional.of(body));
  }

  /** What a path can be asked. */
  static HttpResponse allow(String methods) {
    return new HttpResponse(204, Map.of("allow", methods), Optional.empty());
  }

  static HttpResponse of(Problem problem, String requestId) {
    TreeMap<String, String> headers = new TreeMap<>(problem.headers());
    headers.put(CONTENT_TYPE, "application/problem+json");
    return new HttpResponse(problem.status(), headers, Optional.of(problem.json(requestId)));
  }

  /** The answer to HEAD. */
  HttpResponse withoutBody() {
    return new HttpResponse(status, headers, Optional.empty());
  }

  /**
   * The body as it is sent, empty where there is none. Half a surrogate pair, which JSON can carry
   * in, is no character to be carried out.
   */
  String text() {
    StringBuilder text = new StringBuilder(body.map(ObjectNode::toString).orElse(""));
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        text.setCharAt(i, '\ufffd');
      }
    }
    return text.toString();
  }

  /** Not the body: it names addresses. */
  @Override
  public String toString() {
    return "Answer[" + status + "]";
  }
}
