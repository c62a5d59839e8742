package dev.hardstop.http;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What a caller asks.
 *
 * @param method as it was sent; case-sensitive (RFC 9110 section 9.1)
 * @param path decoded, without the API's stage
 * @param pathParameter what API Gateway read in the place of the path's parameter, decoded; empty
 *     where the request came by another route
 * @param query the raw query string, empty where there is none
 * @param body as it came in
 * @param caller the IAM identity that signed the request, empty where nobody did and in a direct
 *     invocation, which does not say who it was
 * @param id API Gateway's id of the request, of a direct invocation Lambda's; at most 64 printable
 *     ASCII characters
 */
record HttpRequest(
    String method,
    String path,
    Optional<String> pathParameter,
    String query,
    RequestBody body,
    Optional<String> caller,
    String id) {
  HttpRequest {
    requireNonNull(method, "method is null");
    requireNonNull(path, "path is null");
    requireNonNull(pathParameter, "pathParameter is null");
    requireNonNull(query, "query is null");
    requireNonNull(body, "body is null");
    requireNonNull(caller, "caller is null");
    requireNonNull(id, "id is null");
  }

  /** Nothing of what was sent: it may name addresses. */
  @Override
  public String toString() {
    return "Request[" + id + "]";
  }
}
