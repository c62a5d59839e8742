package dev.hardstop.classification;

import dev.hardstop.classification.Classification.Confidence;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/** A rule whose phrases are numbers of the phrase index. */
final class CompiledRule {
  private final Rule rule;
  private final RuleCondition.StatusPattern[] statuses;
  private final RuleCondition.ReplyPattern[] replies;
  private final RuleCondition.BounceTypePattern[] bounceTypes;
  private final ReceiverNetwork[] networks;

  /** By network, the phrases that name its hosts. */
  private final int[][] placeholders;

  private final int[] words;
  private final int[] and;
  private final int[] without;

  CompiledRule(Rule rule, ToIntFunction<Phrase> numbers) {
    RuleCondition condition = rule.condition();
    this.rule = rule;
    this.statuses = condition.statuses().toArray(RuleCondition.StatusPattern[]::new);
    this.replies = condition.replies().toArray(RuleCondition.ReplyPattern[]::new);
    this.bounceTypes = condition.bounceTypes().toArray(RuleCondition.BounceTypePattern[]::new);
    this.networks = condition.networks().toArray(ReceiverNetwork[]::new);
    this.words = numbers(condition.words(), numbers);
    this.and = numbers(condition.and(), numbers);
    this.without = numbers(condition.without(), numbers);
    this.placeholders = condition.networks().stream()
        .map(network -> numbers(network.placeholders(), numbers))
        .toArray(int[][]::new);
  }

  /**
   * The rule that answers for a matching status: this rule, or a substitute if the status does not prove this
   * rule.
   */
  Rule answer(ParsedDeliveryStatus status) {
    Rule answer = status.isTemporary() ? SubstituteRules.ofTemporaryReply(rule) : rule;
    boolean otherDomain = SubstituteRules.dependsOnNamedDomain(answer)
        && status.withoutOtherDomains().filter(rest -> !matches(rest)).isPresent();
    return otherDomain ? SubstituteRules.ofNamedDomain(status.text()) : answer;
  }

  /** The phrases of which one must match; empty if the rule needs none. */
  int[] words() {
    return words;
  }

  /** Whether it matches words and has more than low confidence. */
  boolean isSure() {
    return words.length > 0 && rule.confidence() != Confidence.LOW;
  }

  /** Whether it matches words that only one provider, gateway or server uses. */
  boolean isServerSpecific() {
    return words.length > 0 && rule.serverSpecific();
  }

  /** Whether it blames the recipient's address, domain or mailbox. */
  boolean isAgainstRecipient() {
    return rule.reason().culprit().isRecipient();
  }

  boolean matches(ParsedDeliveryStatus status) {
    return matchesWords(status)
        && matchesStatus(status)
        && matchesReply(status)
        && matchesBounceType(status)
        && matchesNetwork(status);
  }

  /** The phrases or codes that match. */
  String decidedBy(ParsedDeliveryStatus status) {
    StringBuilder decided = new StringBuilder();
    if (statuses.length > 0) {
      decided.append(status.statusCode());
    } else if (replies.length > 0) {
      decided.append(status.replyCode());
    }
    appendPhrase(decided, words, status);
    appendPhrase(decided, and, status);
    if (decided.length() == 0) {
      decided.append(bounceTypes.length > 0 ? status.sesBounceType().key() : networks[0].id());
    }
    return decided.toString();
  }

  /** The ranges of the matching phrases in the masked reply; empty if only codes match. */
  List<TextRange> decidingRanges(ParsedDeliveryStatus status) {
    return TextRange.joined(Stream.of(words, and)
        .map(status::firstOf)
        .filter(phrase -> phrase >= 0)
        .flatMap(phrase -> status.rangesOf(phrase).stream())
        .toList());
  }

  private static void appendPhrase(
      StringBuilder decided, int[] phrases, ParsedDeliveryStatus status) {
    int first = status.firstOf(phrases);
    if (first >= 0) {
      decided.append(decided.length() == 0 ? "" : " + ").append(status.phrase(first));
    }
  }

  private boolean matchesWords(ParsedDeliveryStatus status) {
    return (words.length == 0 || status.firstOf(words) >= 0)
        && (and.length == 0 || status.firstOf(and) >= 0)
        && status.firstOf(without) < 0;
  }

  private boolean matchesStatus(ParsedDeliveryStatus status) {
    for (RuleCondition.StatusPattern pattern : statuses) {
      if (status.statusCode() != null && pattern.matches(status.statusCode())) {
        return true;
      }
    }
    return statuses.length == 0;
  }

  private boolean matchesReply(ParsedDeliveryStatus status) {
    for (RuleCondition.ReplyPattern pattern : replies) {
      if (status.replyCode() != null && pattern.matches(status.replyCode())) {
        return true;
      }
    }
    return replies.length == 0;
  }

  private boolean matchesBounceType(ParsedDeliveryStatus status) {
    for (RuleCondition.BounceTypePattern pattern : bounceTypes) {
      if (pattern.matches(status.sesBounceType())) {
        return true;
      }
    }
    return bounceTypes.length == 0;
  }

  private boolean matchesNetwork(ParsedDeliveryStatus status) {
    for (int i = 0; i < networks.length; i++) {
      if (status.firstOf(placeholders[i]) >= 0 || status.isFrom(networks[i])) {
        return true;
      }
    }
    return networks.length == 0;
  }

  private static int[] numbers(List<Phrase> phrases, ToIntFunction<Phrase> numbers) {
    return phrases.stream().mapToInt(numbers).toArray();
  }
}
