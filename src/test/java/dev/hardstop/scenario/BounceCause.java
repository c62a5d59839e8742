package dev.hardstop.scenario;

/** Why a receiver's server refuses a recipient. */
public enum BounceCause {
  /** There is no such mailbox. */
  UNKNOWN_USER,
  /** The mailbox is full. */
  FULL,
  /** The mailbox is closed. */
  CLOSED,
  /** Greylisted or throttled until the message expired. */
  SLOW_DOWN,
  /** Nobody answers until the message expired. */
  UNREACHABLE,
  /** Taken for spam. */
  SPAM,
  /** Only for members, or from inside. */
  RESTRICTED,
  /** Our address is listed or banned. */
  LISTED,
  /** Our authentication does not pass. */
  UNAUTHENTICATED,
  /** The edge refuses the recipient: not in the directory, or nobody wants us. */
  EDGE,
  /** The server takes no mail for the domain. */
  RELAY,
  /** A refusal that says nothing. */
  UNCLEAR
}
