package dev.hardstop.classification;

import static dev.hardstop.classification.BounceReason.ACCESS_DENIED;
import static dev.hardstop.classification.BounceReason.INVALID_DOMAIN;
import static dev.hardstop.classification.BounceReason.INVALID_RECIPIENT;
import static dev.hardstop.classification.BounceReason.MAILBOX_INACTIVE;
import static dev.hardstop.classification.BounceReason.NETWORK;
import static dev.hardstop.classification.BounceReason.RECIPIENT_REFUSED;
import static dev.hardstop.classification.BounceReason.SES_PERMANENT;

import java.util.Collection;
import java.util.Map;

/**
 * What a temporary reply (4yz, RFC 5321 section 4.2.1; class 4, RFC 3463 section 2) means where its
 * words alone would prove that an address or a domain is gone. The server asks to be tried again, so
 * nothing is proven: the answer is one of the rules here. A rule that names a source which says
 * otherwise ({@link Rule#temporarySource()}) is the only exception.
 *
 * <p>These rules have ids of their own: evidence is kept by rule, and a temporary reply must never
 * change what a permanent one with the same words has proven.
 */
final class TemporaryReply {
  private static final String SOURCE = "RFC 5321 section 4.2.1";

  private static final Map<BounceReason, Rule> INSTEAD_OF = Map.of(
      INVALID_RECIPIENT,
      rule(
          "temporary.unknown-recipient",
          RECIPIENT_REFUSED,
          Confidence.MEDIUM,
          "The receiver does not know the recipient at present, and asks to be tried again: wait."),
      MAILBOX_INACTIVE,
      rule(
          "temporary.mailbox-inactive",
          RECIPIENT_REFUSED,
          Confidence.MEDIUM,
          "The mailbox is closed at present, and the receiver asks to be tried again: wait."),
      ACCESS_DENIED,
      rule(
          "temporary.access-denied",
          RECIPIENT_REFUSED,
          Confidence.LOW,
          "The receiver refuses the recipient at present, and asks to be tried again: wait."),
      INVALID_DOMAIN,
      rule(
          "temporary.unknown-domain",
          NETWORK,
          Confidence.MEDIUM,
          "The domain cannot be found at present: check its spelling and its name servers."),
      SES_PERMANENT,
      rule(
          "temporary.unexplained",
          RECIPIENT_REFUSED,
          Confidence.LOW,
          "SES calls it permanent, the receiver's code does not: wait."));

  private TemporaryReply() {}

  /** What answers a temporary reply that fits this rule. */
  static Rule answer(Rule fitting) {
    return fitting.temporarySource().isPresent()
        ? fitting
        : INSTEAD_OF.getOrDefault(fitting.reason(), fitting);
  }

  /** All rules that answer in the place of others. */
  static Collection<Rule> rules() {
    return INSTEAD_OF.values();
  }

  private static Rule rule(String id, BounceReason reason, Confidence confidence, String advice) {
    return new Rule(id, RuleCondition.ALWAYS, reason, confidence, advice, SOURCE);
  }
}
