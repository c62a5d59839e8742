package dev.hardstop.http;

import static java.util.Objects.requireNonNull;

import dev.hardstop.suppression.Subject;
import java.util.List;

/** The body of {@code POST /v1/erase}. Every error in the body is a problem 400. */
record ErasureRequest(Subject.Address subject, String why, boolean keepsSuppression) {
  private static final String KEEP = "keepSuppression";
  private static final List<String> KEYS = List.of("subject", "why", KEEP);

  ErasureRequest {
    requireNonNull(subject, "subject is null");
    requireNonNull(why, "why is null");
  }

  /**
   * @param canKeep whether there is an erasure key
   */
  static ErasureRequest of(JsonBody body, boolean canKeep) {
    body.only(KEYS);
    if (!(ManualActionRequest.subject(body) instanceof Subject.Address address)) {
      throw ProblemException.badRequest(
          "subject must be one address. A domain is not a person: erase its"
              + " addresses one by one.");
    }
    if (body.flag(KEEP) && !canKeep) {
      throw ProblemException.badRequest(
          "keepSuppression needs the parameter ErasureKeyArn: there is no key under which anything could"
              + " be kept.");
    }
    return new ErasureRequest(address, ManualActionRequest.why(body), body.flag(KEEP));
  }

  /** Omits the address and the reason, which are personal data. */
  @Override
  public String toString() {
    return "ErasureRequest[]";
  }
}
