package dev.hardstop.classification;

/** Whose fault a bounce is. Only the guilty party is suppressed. */
public enum Culprit {
  /** The address: nobody reads mail there, or its owner wants none of ours. */
  ADDRESS,
  /** The whole domain of the recipient. */
  DOMAIN,
  /** The mailbox lives, but takes no mail now. */
  MAILBOX,
  /** What we sent: its content, form or size. */
  MESSAGE,
  /** We: our IP address, our domain, our authentication, our reputation. */
  SENDER,
  /** A rule of the receiver that has nothing to do with the address's being valid. */
  POLICY,
  /** The way between: connections, name service, relays. */
  ROUTE,
  /** Nobody that the words would show. */
  NOBODY
}
