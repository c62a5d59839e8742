package dev.hardstop.http;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What a caller asks.
 *
 * @param method as it was sent; case-sensitive (RFC 9110 section 9.1)
 * @param path decoded, without the API's stage
 * @param addressParameter what API Gateway read at {@code {address}}, decoded; empty where the
 *     request came by another route
 * @param query the raw query string, empty where there is none
 * @param body as it came in
 * @param caller the IAM identity that signed the request, empty where nobody did
 * @param id API Gateway's id of the request, at most 64 printable ASCII characters
 */
record Request(
    String method,
    String path,
    Optional<String> addressParameter,
    String query,
    Body body,
    Optional<String> caller,
    String id) {
  Request {
    requireNonNull(method, "method is null");
    requireNonNull(path, "path is null");
    requireNonNull(addressParameter, "addressParameter is null");
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
