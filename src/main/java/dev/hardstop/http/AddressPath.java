package dev.hardstop.http;

import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.smtp.InvalidAddressException;

/**
 * The address in a path. API Gateway passes paths on decoded, so nothing is decoded here: a second
 * time would make another address of {@code bob%2Btag@example.com}. Characters that do not survive
 * every way there are refused, because an answer about another address than the one that was meant
 * would be worse than none.
 */
final class AddressPath {
  /** Cut the path, end it, may be an escape, or may have been a plus sign. */
  private static final String UNRELIABLE = "/?% ";

  private static final String ASK_ELSEWHERE = " Ask POST /v1/check, which takes every address.";

  private AddressPath() {}

  /**
   * The address that the request asks about.
   *
   * @throws ProblemException 400 when there is none, or it may not be the one that was meant
   */
  static EmailAddress of(HttpRequest request) {
    String written = written(request);
    if (!request.query().isEmpty() || written.chars().anyMatch(AddressPath::isUnreliable)) {
      throw new ProblemException(Problem.badRequest(
          "A slash, question mark, percent sign or blank does not travel safely in a path."
              + ASK_ELSEWHERE));
    }
    try {
      return EmailAddress.of(written);
    } catch (InvalidAddressException invalid) {
      throw new ProblemException(Problem.badRequest(
          "The path has no address: " + invalid.getMessage() + "." + ASK_ELSEWHERE));
    }
  }

  /** What stands in the path, as it came. */
  static String written(HttpRequest request) {
    return request.pathParameter().orElseGet(() -> Route.ADDRESS.parameterIn(request.path()));
  }

  /** Whether a character may have been another before it came here. */
  static boolean isUnreliable(int c) {
    return UNRELIABLE.indexOf(c) >= 0 || Character.isISOControl(c) || Character.isWhitespace(c);
  }
}
