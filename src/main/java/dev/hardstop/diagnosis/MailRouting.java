package dev.hardstop.diagnosis;

/** Looks up in the DNS where the mail for a domain is delivered. */
public interface MailRouting {
  /**
   * Looks up a domain, in bounded time. A failure of the DNS is a {@link MailRoute.State} and no
   * exception.
   *
   * @param domain A-labels, lower case
   */
  MailRoute routeOf(String domain);
}
