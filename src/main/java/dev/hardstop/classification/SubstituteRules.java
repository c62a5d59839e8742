package dev.hardstop.classification;

import static dev.hardstop.classification.BounceReason.ACCESS_DENIED;
import static dev.hardstop.classification.BounceReason.INVALID_DOMAIN;
import static dev.hardstop.classification.BounceReason.INVALID_RECIPIENT;
import static dev.hardstop.classification.BounceReason.MAILBOX_INACTIVE;
import static dev.hardstop.classification.BounceReason.NETWORK;
import static dev.hardstop.classification.BounceReason.RECIPIENT_REFUSED;
import static dev.hardstop.classification.BounceReason.ROUTING;
import static dev.hardstop.classification.BounceReason.SENDER_REFUSED;
import static dev.hardstop.classification.BounceReason.SES_PERMANENT;

import dev.hardstop.classification.Classification.Confidence;
import dev.hardstop.smtp.DiagnosticCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The rules that answer in place of a matching rule, where the reply does not prove what the words of that
 * rule say:
 *
 * <ul>
 *   <li>A temporary reply (4yz, RFC 5321 section 4.2.1; class 4, RFC 3463 section 2) asks to be tried
 *       again, so it never proves that an address or a domain is gone. A rule with a {@linkplain
 *       Rule#temporarySource() source} that says otherwise is the only exception.
 *   <li>A relay may name the sender's domain, its own next hop or the domain to which the mail is
 *       forwarded. A reply that names only such a domain proves nothing about the recipient's domain.
 * </ul>
 *
 * <p>They have ids of their own, because evidence is stored by rule: a temporary reply must never change
 * what a permanent one with the same words has proven.
 */
final class SubstituteRules {
  private static final Map<BounceReason, Rule> OF_TEMPORARY_REPLY = Map.of(
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

  private static final Rule SENDERS_DOMAIN = new Rule(
      "other-domain.sender",
      RuleCondition.ALWAYS,
      SENDER_REFUSED,
      Confidence.MEDIUM,
      "The receiver cannot find the domain that the message came from: check its DNS records.",
      "RFC 3463 section 3.2");

  private static final Rule ANOTHER_DOMAIN = new Rule(
      "other-domain.unknown",
      RuleCondition.ALWAYS,
      ROUTING,
      Confidence.MEDIUM,
      "A domain on the way to the recipient cannot be found: the recipient's administrator has to find out why.",
      "RFC 3463 section 3.2");

  private SubstituteRules() {}

  /** The rule for a temporary reply that matches this rule. */
  static Rule ofTemporaryReply(Rule matching) {
    return matching.temporarySource().isPresent()
        ? matching
        : OF_TEMPORARY_REPLY.getOrDefault(matching.reason(), matching);
  }

  /** All substitutes. */
  static List<Rule> rules() {
    List<Rule> rules = new ArrayList<>(OF_TEMPORARY_REPLY.values());
    rules.add(SENDERS_DOMAIN);
    rules.add(ANOTHER_DOMAIN);
    return rules;
  }

  private static Rule rule(String id, BounceReason reason, Confidence confidence, String advice) {
    return new Rule(id, RuleCondition.ALWAYS, reason, confidence, advice, "RFC 5321 section 4.2.1");
  }

  /** Whether this rule depends on whose domain the text names: it finds an invalid domain by words. */
  static boolean dependsOnNamedDomain(Rule rule) {
    return rule.reason() == INVALID_DOMAIN && !rule.condition().words().isEmpty();
  }

  /** The rule for a normalised text that calls only a domain other than the recipient's nonexistent. */
  static Rule ofNamedDomain(String text) {
    boolean senders =
        text.contains(Placeholder.SENDER_HOST) || text.contains(Placeholder.SENDER_ADDRESS);
    return senders ? SENDERS_DOMAIN : ANOTHER_DOMAIN;
  }

  /** Whether a normalised text names a domain that is not the recipient's. */
  static boolean namesAnotherDomain(String text) {
    return text.contains(Placeholder.OTHER_HOST)
        || text.contains(Placeholder.SENDER_HOST)
        || text.contains(Placeholder.SENDER_ADDRESS);
  }

  /**
   * A normalised text without the words of each server that names another domain but not the recipient's. The
   * words of a relay and the reply that it quotes are the words of two servers.
   */
  static String withoutOtherDomains(String text) {
    int reply = DiagnosticCode.startOfDeciding(text);
    StringBuilder kept = new StringBuilder();
    int from = 0;
    for (int at = 0; at < text.length(); at++) {
      if (at + 1 == text.length() || at + 1 == reply || endsWordsOfRelay(text, at)) {
        String words = text.substring(from, at + 1);
        kept.append(
            namesAnotherDomain(words) && !words.contains(Placeholder.HOST) ? " ... " : words);
        from = at + 1;
      }
    }
    return kept.toString();
  }

  /** An arrow or {@code said:} precedes the reply that a relay quotes. */
  private static boolean endsWordsOfRelay(String text, int at) {
    return text.startsWith("->", at - 1) || text.startsWith("said:", at - 4);
  }
}
