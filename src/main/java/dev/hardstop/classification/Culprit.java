package dev.hardstop.classification;

/** The party that caused a bounce. Only an address or domain that caused it is suppressed. */
public enum Culprit {
  /** The address: it does not exist, or its owner does not want our mail. */
  ADDRESS,
  /** The whole domain of the recipient. */
  DOMAIN,
  /** The mailbox exists but accepts no mail now. */
  MAILBOX,
  /** The message: its content, form or size. */
  MESSAGE,
  /** The sender, which is us: IP address, domain, authentication or reputation. */
  SENDER,
  /** A policy of the receiver that does not depend on whether the address is valid. */
  POLICY,
  /** The route to the receiver: connections, DNS, relays. */
  ROUTE,
  /** Nobody, as far as the reply shows. */
  NOBODY
}
