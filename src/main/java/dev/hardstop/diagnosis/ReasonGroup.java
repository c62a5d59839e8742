package dev.hardstop.diagnosis;

import dev.hardstop.classification.BounceReason;

/** What kinds of refusal belong together when many recipients are looked at. */
enum ReasonGroup {
  /** Our address or domain, or what we write. */
  REPUTATION,
  /** SPF, DKIM, DMARC, PTR, and sender addresses that are refused. */
  AUTHENTICATION,
  /** Too fast for the receiver. */
  RATE,
  /** The addresses. */
  DEAD,
  /** Rules of the receiver. */
  RESTRICTED,
  /** The way to the mailboxes. */
  ROUTE,
  /** A refusal that names no cause: it counts where everybody gets one. */
  UNEXPLAINED,
  /** Nothing that follows a pattern: full mailboxes, large messages, what SES did not try. */
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
      case MAILBOX_FULL, MESSAGE_SIZE, SUPPRESSED_BY_SES, UNSUBSCRIBED, AUTO_REPLY, UNDETERMINED ->
        OTHER;
    };
  }

  /** Whether it is about us. */
  boolean isSenders() {
    return this == REPUTATION || this == AUTHENTICATION || this == RATE;
  }

  /** Whether a fault of the receiver's whole domain can show itself so. */
  boolean isDomains() {
    return this == DEAD || this == RESTRICTED || this == ROUTE || this == UNEXPLAINED;
  }
}
