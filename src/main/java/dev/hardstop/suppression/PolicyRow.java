package dev.hardstop.suppression;

import dev.hardstop.classification.Classification;
import dev.hardstop.classification.Confidence;
import dev.hardstop.feedback.ComplaintKind;

/**
 * How a kind of evidence is treated: a row of the policy's table, mildest first. Evidence of one
 * treatment adds up, whatever its reasons.
 */
enum PolicyRow {
  /** Never held against the address; kept for diagnosis. */
  NOT_HELD,
  /** Not held either, but said: the address left a contact list. */
  UNSUBSCRIBED,
  /** Came by a forward: watched at most. */
  FORWARDED,
  /** The way or a policy is in the way, or a bare code refuses: held when it repeats. */
  BLOCKED,
  /** The whole domain is at fault: held while its incident is new. */
  INCIDENT,
  /** The mailbox refuses: suppressed when it repeats. */
  REFUSED,
  /** SES's global list: short, SES forgets it by itself. */
  SES_GLOBAL_LIST,
  /** Strong evidence, but not proof. */
  RECHECKABLE,
  /** A complaint that may be somebody else's. */
  AMBIGUOUS_COMPLAINT,
  /** Another list of SES: no message is tried until the address is off it. */
  SES_LIST,
  /** The mailbox does not exist, in so many words. */
  NO_SUCH_MAILBOX,
  /** A complaint that only this recipient can have made. */
  COMPLAINT,
  /** A person said so: whatever else is known, that stands first. */
  MANUAL;

  /** The rules of SES's global list: of a reason's meanings, the one that SES forgets by itself. */
  private static final String GLOBAL_LIST_RULES = "ses.global-list";

  /** The treatment of a bounce. */
  static PolicyRow of(Classification classification) {
    return switch (classification.reason()) {
      case INVALID_RECIPIENT ->
        classification.confidence() == Confidence.HIGH ? NO_SUCH_MAILBOX : RECHECKABLE;
      case ACCESS_DENIED, MAILBOX_INACTIVE, SES_PERMANENT, INVALID_DOMAIN -> RECHECKABLE;
      case MAILBOX_FULL, RECIPIENT_REFUSED ->
        classification.confidence() == Confidence.LOW ? BLOCKED : REFUSED;
      case POLICY, ROUTING, NETWORK -> BLOCKED;
      case SUPPRESSED_BY_SES ->
        classification.ruleId().startsWith(GLOBAL_LIST_RULES) ? SES_GLOBAL_LIST : SES_LIST;
      case UNSUBSCRIBED -> UNSUBSCRIBED;
      case SENDER_REFUSED,
          SENDER_REPUTATION,
          AUTHENTICATION,
          CONTENT,
          MESSAGE_SIZE,
          RATE_LIMITED,
          AUTO_REPLY,
          UNDETERMINED -> NOT_HELD;
    };
  }

  /** The treatment of a complaint. */
  static PolicyRow of(ComplaintKind kind) {
    return switch (kind) {
      case SOLE -> COMPLAINT;
      case ONE_OF_SEVERAL -> AMBIGUOUS_COMPLAINT;
      case ON_ACCOUNT_LIST -> SES_LIST;
      case NOT_SPAM, AUTH_FAILURE, VIRUS -> NOT_HELD;
    };
  }

  /** Whether a bounce of this treatment is held against the address at all. */
  boolean isHeld() {
    return compareTo(FORWARDED) > 0;
  }

  /** Whether a release must name complaints to lift it. */
  boolean isComplaint() {
    return this == AMBIGUOUS_COMPLAINT || this == COMPLAINT;
  }

  /** Whether no later delivery lifts it: a dead mailbox, and what a person complained about. */
  boolean outlastsDeliveries() {
    return this == NO_SUCH_MAILBOX || isComplaint();
  }
}
