package dev.hardstop.http;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * What went wrong, as {@code application/problem+json} (RFC 9457). Its type is {@code about:blank}:
 * the status says the kind, the detail what to do.
 *
 * @param status the HTTP status code (RFC 9110)
 * @param title the status in words
 * @param detail what is wrong with this request; repeats nothing of it
 * @param headers that belong to the answer
 */
record Problem(int status, String title, String detail, Map<String, String> headers) {
  private static final String RETRY_AFTER_SECONDS = "5";

  Problem {
    requireNonNull(title, "title is null");
    requireNonNull(detail, "detail is null");
    headers = Map.copyOf(headers);
  }

  private Problem(int status, String title, String detail) {
    this(status, title, detail, Map.of());
  }

  static Problem badRequest(String detail) {
    return new Problem(400, "Bad Request", detail);
  }

  static Problem forbidden(String detail) {
    return new Problem(403, "Forbidden", detail);
  }

  static Problem notFound(String detail) {
    return new Problem(404, "Not Found", detail);
  }

  /**
   * @param allow the methods that the path has
   */
  static Problem methodNotAllowed(String allow) {
    return new Problem(
        405, "Method Not Allowed", "This path answers " + allow + ".", Map.of("allow", allow));
  }

  static Problem tooLarge(String detail) {
    return new Problem(413, "Content Too Large", detail);
  }

  /** The API sent a request to a function that does not answer it. */
  static Problem misdirected(String detail) {
    return new Problem(421, "Misdirected Request", detail);
  }

  /** A fault of ours; whoever reads the log finds it by the request's id. */
  static Problem unexpected() {
    return broken("The request was not answered. Do not take it for a yes.");
  }

  /** Something of ours is broken, and stays so until a person mends it. */
  static Problem broken(String detail) {
    return new Problem(500, "Internal Server Error", detail);
  }

  /** The table cannot be reached. */
  static Problem unavailable(String detail) {
    return new Problem(
        503, "Service Unavailable", detail, Map.of("retry-after", RETRY_AFTER_SECONDS));
  }

  /**
   * @param requestId by which the log knows the request
   */
  ObjectNode json(String requestId) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", "about:blank")
        .put("title", title)
        .put("status", status)
        .put("detail", detail)
        .put("requestId", requestId);
  }
}
