package dev.hardstop.scenario;

/** Why the server of a receiver refuses a recipient. */
public enum BounceCause {
  /** There is no such mailbox. */
  UNKNOWN_USER,
  /** The mailbox is full. */
  FULL,
  /** The mailbox is closed. */
  CLOSED,
  /** Greylisting or throttling until the message expired. */
  SLOW_DOWN,
  /** The server does not answer until the message expires. */
  UNREACHABLE,
  /** The message is taken for spam. */
  SPAM,
  /** The recipient accepts mail from members or internal senders only. */
  RESTRICTED,
  /** Our address is on a blocklist or banned. */
  LISTED,
  /** Our authentication does not pass. */
  UNAUTHENTICATED,
  /** The edge server refuses the recipient: it is not in the directory, or we are blocked. */
  EDGE,
  /** The server does not accept mail for the domain. */
  RELAY,
  /** A refusal without a cause. */
  UNCLEAR
}
