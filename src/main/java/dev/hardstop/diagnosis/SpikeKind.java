package dev.hardstop.diagnosis;

import static dev.hardstop.classification.BounceReason.ACCESS_DENIED;
import static dev.hardstop.classification.BounceReason.AUTHENTICATION;
import static dev.hardstop.classification.BounceReason.CONTENT;
import static dev.hardstop.classification.BounceReason.INVALID_DOMAIN;
import static dev.hardstop.classification.BounceReason.INVALID_RECIPIENT;
import static dev.hardstop.classification.BounceReason.MAILBOX_INACTIVE;
import static dev.hardstop.classification.BounceReason.POLICY;
import static dev.hardstop.classification.BounceReason.RATE_LIMITED;
import static dev.hardstop.classification.BounceReason.SENDER_REFUSED;
import static dev.hardstop.classification.BounceReason.SENDER_REPUTATION;
import static dev.hardstop.classification.BounceReason.SES_PERMANENT;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.diagnosis.Diagnosis.Name;
import java.util.EnumSet;
import java.util.Set;

/** What many organisations can turn to at once, and what it then says of us; the graver first. */
enum SpikeKind {
  /** They call us a bad sender. */
  REPUTATION(Name.SENDER_REPUTATION, EnumSet.of(SENDER_REPUTATION)),
  /** They refuse recipients at the edge that they took before: they do not want us. */
  DENIED(Name.SENDER_REPUTATION, EnumSet.of(ACCESS_DENIED)),
  /** They take what we write for spam. */
  SPAM(Name.SENDER_REPUTATION, EnumSet.of(CONTENT)),
  /** Their rules turn against us. */
  POLICIES(Name.SENDER_REPUTATION, EnumSet.of(POLICY)),
  /** They cannot tell that it is us, or refuse our sender address. */
  AUTHENTICITY(Name.SENDER_AUTHENTICATION, EnumSet.of(AUTHENTICATION, SENDER_REFUSED)),
  /** We are too fast for them. */
  SPEED(Name.RATE, EnumSet.of(RATE_LIMITED)),
  /** They do not know whom we mail: a stale list. */
  STALE(
      Name.DEAD_ADDRESSES,
      EnumSet.of(
          INVALID_RECIPIENT, ACCESS_DENIED, MAILBOX_INACTIVE, INVALID_DOMAIN, SES_PERMANENT));

  private final Name name;
  private final Set<BounceReason> reasons;

  SpikeKind(Name name, EnumSet<BounceReason> reasons) {
    this.name = name;
    this.reasons = reasons;
  }

  Name diagnosis() {
    return name;
  }

  Set<BounceReason> reasons() {
    return EnumSet.copyOf(reasons);
  }

  /** How many organisations make it a spike: more of what is said somewhere every day. */
  int least(Thresholds.Spike spike) {
    return switch (this) {
      case REPUTATION, DENIED, AUTHENTICITY -> spike.organisations();
      case SPAM, POLICIES, SPEED, STALE -> spike.commonOrganisations();
    };
  }

  /** Whether an organisation's sighting counts: 5.4.1 for strangers speaks of the list, not of us. */
  boolean counts(OrganisationHit sighting) {
    return this != DENIED || sighting.known();
  }
}
