package dev.hardstop.diagnosis;

/** Asks the name service where a domain's mail goes. Bounded in time; never throws for its answer. */
public interface MailRouting {
  /**
   * @param domain A-labels, lower case
   */
  MailRoute routeOf(String domain);
}
