package dev.hardstop.classification;

import java.util.List;
import java.util.function.ToIntFunction;

/** A rule with its phrases as numbers of the book's phrase index. */
final class CompiledRule {
  private final Rule rule;
  private final StatusPattern[] statuses;
  private final ReplyPattern[] replies;
  private final LabelPattern[] labels;
  private final ReceiverNetwork[] networks;

  /** By network: the phrases that name its hosts. */
  private final int[][] placeholders;

  private final int[] words;
  private final int[] and;
  private final int[] without;

  CompiledRule(Rule rule, ToIntFunction<Phrase> numbers) {
    RuleCondition condition = rule.condition();
    this.rule = rule;
    this.statuses = condition.statuses().toArray(StatusPattern[]::new);
    this.replies = condition.replies().toArray(ReplyPattern[]::new);
    this.labels = condition.labels().toArray(LabelPattern[]::new);
    this.networks = condition.networks().toArray(ReceiverNetwork[]::new);
    this.words = numbers(condition.words(), numbers);
    this.and = numbers(condition.and(), numbers);
    this.without = numbers(condition.without(), numbers);
    this.placeholders = condition.networks().stream()
        .map(network -> numbers(network.placeholders(), numbers))
        .toArray(int[][]::new);
  }

  /** The rule that answers this reading, which fits: itself, or what its words mean in a temporary reply or of another's domain. */
  Rule answer(ParsedDeliveryStatus reading) {
    Rule meant = reading.isTemporary() ? TemporaryReply.answer(rule) : rule;
    boolean othersDomain = OthersDomain.concerns(meant)
        && reading.withoutOthersDomains().filter(rest -> !answers(rest)).isPresent();
    return othersDomain ? OthersDomain.answer(reading.text()) : meant;
  }

  /** The phrases without one of which it cannot answer; empty where it needs none. */
  int[] words() {
    return words;
  }

  /** Whether it answers by words, and not with low confidence. */
  boolean isSure() {
    return words.length > 0 && rule.confidence() != Confidence.LOW;
  }

  /** Whether it answers by words that only one provider, gateway or server uses. */
  boolean isOfOneServer() {
    return words.length > 0 && !rule.isGeneral();
  }

  /** Whether it blames the recipient's address, domain or mailbox. */
  boolean isAgainstRecipient() {
    Culprit culprit = rule.reason().culprit();
    return culprit == Culprit.ADDRESS || culprit == Culprit.DOMAIN || culprit == Culprit.MAILBOX;
  }

  boolean answers(ParsedDeliveryStatus reading) {
    return fitsWords(reading)
        && fitsStatus(reading)
        && fitsReply(reading)
        && fitsLabel(reading)
        && fitsNetwork(reading);
  }

  /** The phrases or codes that decided. */
  String decidedBy(ParsedDeliveryStatus reading) {
    StringBuilder decided = new StringBuilder();
    if (statuses.length > 0) {
      decided.append(reading.status());
    } else if (replies.length > 0) {
      decided.append(reading.reply());
    }
    appendPhrase(decided, words, reading);
    appendPhrase(decided, and, reading);
    if (decided.length() == 0) {
      decided.append(labels.length > 0 ? reading.label().key() : networks[0].id());
    }
    return decided.toString();
  }

  private static void appendPhrase(
      StringBuilder decided, int[] phrases, ParsedDeliveryStatus reading) {
    int first = reading.firstOf(phrases);
    if (first >= 0) {
      decided.append(decided.length() == 0 ? "" : " + ").append(reading.phrase(first));
    }
  }

  private boolean fitsWords(ParsedDeliveryStatus reading) {
    return (words.length == 0 || reading.firstOf(words) >= 0)
        && (and.length == 0 || reading.firstOf(and) >= 0)
        && reading.firstOf(without) < 0;
  }

  private boolean fitsStatus(ParsedDeliveryStatus reading) {
    for (StatusPattern pattern : statuses) {
      if (reading.status() != null && pattern.matches(reading.status())) {
        return true;
      }
    }
    return statuses.length == 0;
  }

  private boolean fitsReply(ParsedDeliveryStatus reading) {
    for (ReplyPattern pattern : replies) {
      if (reading.reply() != null && pattern.matches(reading.reply())) {
        return true;
      }
    }
    return replies.length == 0;
  }

  private boolean fitsLabel(ParsedDeliveryStatus reading) {
    for (LabelPattern pattern : labels) {
      if (pattern.matches(reading.label())) {
        return true;
      }
    }
    return labels.length == 0;
  }

  private boolean fitsNetwork(ParsedDeliveryStatus reading) {
    for (int i = 0; i < networks.length; i++) {
      if (reading.firstOf(placeholders[i]) >= 0 || reading.isFrom(networks[i])) {
        return true;
      }
    }
    return networks.length == 0;
  }

  private static int[] numbers(List<Phrase> phrases, ToIntFunction<Phrase> numbers) {
    return phrases.stream().mapToInt(numbers).toArray();
  }
}
