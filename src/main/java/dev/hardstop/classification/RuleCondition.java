package dev.hardstop.classification;

import java.util.List;
import java.util.stream.Stream;

/**
 * When a rule answers: where every matcher that is given fits. In each list one entry is enough.
 *
 * @param statuses the deciding enhanced status
 * @param replies the deciding reply code
 * @param words phrases, one of which the words contain
 * @param and further phrases, one of which they contain as well
 * @param without phrases of which they contain none
 * @param labels SES's label
 * @param networks whose server answered
 */
public record RuleCondition(
    List<StatusPattern> statuses,
    List<ReplyPattern> replies,
    List<Phrase> words,
    List<Phrase> and,
    List<Phrase> without,
    List<LabelPattern> labels,
    List<ReceiverNetwork> networks) {
  public RuleCondition {
    statuses = List.copyOf(statuses);
    replies = List.copyOf(replies);
    words = List.copyOf(words);
    and = List.copyOf(and);
    without = List.copyOf(without);
    labels = List.copyOf(labels);
    networks = List.copyOf(networks);
  }

  /** Fits everything; a rule adds its matchers to it. */
  public static final RuleCondition ALWAYS = new RuleCondition(
      List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

  /** The same, where the words contain one of these phrases. */
  public RuleCondition words(String... phrases) {
    List<Phrase> any = Stream.of(phrases).map(Phrase::of).toList();
    return new RuleCondition(statuses, replies, any, and, without, labels, networks);
  }

  /** The same, where the words contain none of these phrases. */
  public RuleCondition without(String... phrases) {
    List<Phrase> none = Stream.of(phrases).map(Phrase::of).toList();
    return new RuleCondition(statuses, replies, words, and, none, labels, networks);
  }

  /** The same, where the deciding status is one of these. */
  public RuleCondition status(String... patterns) {
    List<StatusPattern> any = Stream.of(patterns).map(StatusPattern::of).toList();
    return new RuleCondition(any, replies, words, and, without, labels, networks);
  }

  /** Whether anything at all is asked: what a rule must not be without. */
  public boolean hasMatcher() {
    return Stream.of(statuses, replies, words, and, labels, networks).anyMatch(l -> !l.isEmpty());
  }
}
