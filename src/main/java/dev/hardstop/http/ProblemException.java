package dev.hardstop.http;

import static java.util.Objects.requireNonNull;

import dev.hardstop.suppression.Streams;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;

/**
 * A request that is answered with a problem document, {@code application/problem+json} (RFC 9457). Status codes and
 * titles are those of RFC 9110. The detail says what to do, and repeats no part of the request.
 */
final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final String RETRY_AFTER_SECONDS = "5";

  private final int status;
  private final String title;
  private final String detail;
  private final transient Map<String, String> headers;

  private ProblemException(
      int status,
      String title,
      String detail,
      Map<String, String> headers,
      RuntimeException cause) {
    super(title, cause);
    this.status = status;
    this.title = requireNonNull(title, "title is null");
    this.detail = requireNonNull(detail, "detail is null");
    this.headers = Map.copyOf(headers);
  }

  private ProblemException(int status, String title, String detail) {
    this(status, title, detail, Map.of(), null);
  }

  static ProblemException badRequest(String detail) {
    return new ProblemException(400, "Bad Request", detail);
  }

  /** Requires that the stream of a question or an action is listed. */
  static void requireListed(String stream, Streams listed) {
    if (!listed.contains(stream)) {
      throw badRequest(
          listed.names().isEmpty()
              ? "No streams are listed in the parameter Streams: leave the stream out."
              : "The stream must be one of those in the parameter Streams: "
                  + String.join(", ", listed.names()) + ".");
    }
  }

  static ProblemException forbidden(String detail) {
    return new ProblemException(403, "Forbidden", detail);
  }

  static ProblemException notFound(String detail) {
    return new ProblemException(404, "Not Found", detail);
  }

  /**
   * @param allow the methods that the path has
   */
  static ProblemException methodNotAllowed(String allow) {
    return new ProblemException(
        405,
        "Method Not Allowed",
        "This path answers " + allow + ".",
        Map.of("allow", allow),
        null);
  }

  static ProblemException tooLarge(String detail) {
    return new ProblemException(413, "Content Too Large", detail);
  }

  /** The API sent the request to a function that does not answer this route. */
  static ProblemException misdirected(String detail) {
    return new ProblemException(421, "Misdirected Request", detail);
  }

  /**
   * Hardstop or the data in the table has a fault, which remains until a person repairs it.
   *
   * @param cause what failed
   */
  static ProblemException broken(String detail, RuntimeException cause) {
    return new ProblemException(500, "Internal Server Error", detail, Map.of(), cause);
  }

  /**
   * The table cannot be reached. The caller may try again.
   *
   * @param cause what failed
   */
  static ProblemException unavailable(String detail, RuntimeException cause) {
    return new ProblemException(
        503, "Service Unavailable", detail, Map.of("retry-after", RETRY_AFTER_SECONDS), cause);
  }

  /** The status code of the answer. */
  int status() {
    return status;
  }

  /** The headers that belong to the problem; names in lower case. */
  Map<String, String> headers() {
    return headers;
  }

  /** @param requestId the id of the request in the log */
  Problem problem(String requestId) {
    return new Problem("about:blank", title, status, detail, requestId);
  }

  /**
   * The body of an answer that is an error (RFC 9457 section 3.1).
   *
   * @param type always {@code about:blank}: the status says what kind of problem it is
   * @param title the name of the status
   * @param status the HTTP status code
   * @param detail what is wrong with this request
   * @param requestId the id of the request in the log
   */
  @RegisterForReflection
  record Problem(String type, String title, int status, String detail, String requestId) {}
}
