package dev.hardstop.http;

import dev.hardstop.smtp.DomainName;
import dev.hardstop.smtp.InvalidAddressException;

/** A domain as a caller writes it: in Unicode or A-labels, in any case. */
final class DomainText {
  private DomainText() {}

  /**
   * The domain of a path.
   *
   * @throws ProblemException 400 when there is none, or it may not be the one that was meant
   */
  static String ofPath(HttpRequest request) {
    String written =
        request.pathParameter().orElseGet(() -> Route.DOMAIN.parameterIn(request.path()));
    if (written.chars().anyMatch(AddressPath::isUnreliable)) {
      throw wrong("it has a character that no domain can have");
    }
    return of(written);
  }

  /**
   * The domain of a text, in A-labels.
   *
   * @throws ProblemException 400 when it is none
   */
  static String of(String text) {
    try {
      return DomainName.canonical(text);
    } catch (InvalidAddressException invalid) {
      throw wrong(invalid.getMessage());
    }
  }

  private static ProblemException wrong(String why) {
    return new ProblemException(
        Problem.badRequest("The domain must be one such as contoso.com: " + why + "."));
  }
}
