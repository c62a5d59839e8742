package dev.hardstop.classification;

import static dev.hardstop.classification.BounceReason.INVALID_DOMAIN;
import static dev.hardstop.classification.BounceReason.ROUTING;
import static dev.hardstop.classification.BounceReason.SENDER_REFUSED;

import dev.hardstop.smtp.DiagnosticCode;
import java.util.Collection;
import java.util.List;

/**
 * What words mean that say that a domain does not exist, where the domain they name is not the
 * recipient's. A server on the way may name the sender's domain, its own next hop or the place that the
 * mail is forwarded to. None of these proves anything about the recipient's domain.
 *
 * <p>A domain is taken to be the one that the words are about where the same server names it and does not
 * name the recipient's. What a relay says before the reply that it passes on is a server's words of their own.
 */
final class OthersDomain {
  private static final String SOURCE = "RFC 3463 section 3.2";

  private static final Rule OF_THE_SENDER = new Rule(
      "other-domain.sender",
      RuleCondition.ALWAYS,
      SENDER_REFUSED,
      Confidence.MEDIUM,
      "The receiver cannot find the domain that the message came from: check its DNS records.",
      SOURCE);

  private static final Rule OF_ANOTHER = new Rule(
      "other-domain.unknown",
      RuleCondition.ALWAYS,
      ROUTING,
      Confidence.MEDIUM,
      "A domain on the way to the recipient cannot be found: the recipient's administrator has to see why.",
      SOURCE);

  private OthersDomain() {}

  /** All rules that answer in the place of others. */
  static Collection<Rule> rules() {
    return List.of(OF_THE_SENDER, OF_ANOTHER);
  }

  /** Whether it makes a difference to this rule whose domain is named: it finds by words that one is invalid. */
  static boolean concerns(Rule rule) {
    return rule.reason() == INVALID_DOMAIN && !rule.condition().words().isEmpty();
  }

  /** What a normalised text means that says only of another's domain that it does not exist. */
  static Rule answer(String text) {
    boolean senders =
        text.contains(Placeholder.SENDER_HOST) || text.contains(Placeholder.SENDER_ADDRESS);
    return senders ? OF_THE_SENDER : OF_ANOTHER;
  }

  /** Whether a normalised text names a domain that is not the recipient's. */
  static boolean isNamed(String text) {
    return text.contains(Placeholder.OTHER_HOST)
        || text.contains(Placeholder.SENDER_HOST)
        || text.contains(Placeholder.SENDER_ADDRESS);
  }

  /** A normalised text without the words of servers that name others' domains and not the recipient's. */
  static String withoutItsNaming(String text) {
    int reply = DiagnosticCode.startOfDeciding(text);
    StringBuilder kept = new StringBuilder();
    int from = 0;
    for (int at = 0; at < text.length(); at++) {
      if (at + 1 == text.length() || at + 1 == reply || endsRelaysWords(text, at)) {
        String words = text.substring(from, at + 1);
        kept.append(isNamed(words) && !words.contains(Placeholder.HOST) ? " ... " : words);
        from = at + 1;
      }
    }
    return kept.toString();
  }

  /** An arrow and {@code said:} stand before the reply that a relay passes on. */
  private static boolean endsRelaysWords(String text, int at) {
    return text.startsWith("->", at - 1) || text.startsWith("said:", at - 4);
  }
}
