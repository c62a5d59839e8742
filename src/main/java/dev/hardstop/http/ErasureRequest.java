package dev.hardstop.http;

import static java.util.Objects.requireNonNull;

import dev.hardstop.suppression.Subject;
import java.util.List;

/** The body of {@code POST /v1/erase}. Every fault of the body is a problem 400. */
record ErasureRequest(Subject.Address subject, String why) {
  private static final List<String> KEYS = List.of("subject", "why");

  ErasureRequest {
    requireNonNull(subject, "subject is null");
    requireNonNull(why, "why is null");
  }

  static ErasureRequest of(JsonBody body) {
    body.only(KEYS);
    if (!(ManualActionRequest.subject(body) instanceof Subject.Address address)) {
      throw ProblemException.badRequest(
          "subject must be one address. A domain is no person: erase its"
              + " addresses one by one.");
    }
    return new ErasureRequest(address, ManualActionRequest.why(body));
  }

  /** Omits both, which are personal data. */
  @Override
  public String toString() {
    return "ErasureRequest[]";
  }
}
