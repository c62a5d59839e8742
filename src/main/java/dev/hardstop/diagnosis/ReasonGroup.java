package dev.hardstop.diagnosis;

import dev.hardstop.classification.BounceReason;

/** Reasons that belong together when the bounces of many recipients are compared. */
enum ReasonGroup {
  /** Our IP address, our domain, or the content of our messages. */
  REPUTATION,
  /** SPF, DKIM, DMARC and PTR, and sender addresses that are refused. */
  AUTHENTICATION,
  /** We send faster than the receiver accepts. */
  RATE,
  /** Addresses that do not exist. */
  DEAD,
  /** Restrictions of the receiver. */
  RESTRICTED,
  /** The route to the mailboxes. */
  ROUTE,
  /** A refusal without a cause, which counts only where nearly all recipients are refused. */
  UNEXPLAINED,
  /** Reasons without a pattern: full mailboxes, large messages, what SES did not try. */
  OTHER;

  static ReasonGroup of(BounceReason reason) {
    return switch (reason) {
      case SENDER_REPUTATION, CONTENT -> REPUTATION;
      case AUTHENTICATION, SENDER_REFUSED -> AUTHENTICATION;
      case RATE_LIMITED -> RATE;
      case INVALID_RECIPIENT, ACCESS_DENIED, MAILBOX_INACTIVE, SES_PERMANENT -> DEAD;
      case POLICY -> RESTRICTED;
      case ROUTING, NETWORK, INVALID_DOMAIN -> ROUTE;
      case RECIPIENT_REFUSED -> UNEXPLAINED;
      case MAILBOX_FULL,
          MESSAGE_SIZE,
          SUPPRESSED_BY_SES,
          IMPORTED_BOUNCE,
          IMPORTED_BLOCK,
          UNSUBSCRIBED,
          AUTO_REPLY,
          UNDETERMINED -> OTHER;
    };
  }

  /** Whether a fault of the receiver's whole domain can cause bounces of this group. */
  boolean isDomains() {
    return this == DEAD || this == RESTRICTED || this == ROUTE || this == UNEXPLAINED;
  }
}
