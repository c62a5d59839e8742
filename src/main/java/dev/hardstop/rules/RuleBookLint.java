package dev.hardstop.rules;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.DeliveryStatus;
import dev.hardstop.classification.MaskedText;
import dev.hardstop.classification.Phrase;
import dev.hardstop.classification.Rule;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.classification.RuleCondition;
import dev.hardstop.classification.StatusPattern;
import dev.hardstop.feedback.BounceType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks through a book for what a reviewer would not see: examples that another rule answers, rules
 * and phrases that can never decide because an earlier rule always answers first, phrases that say
 * nothing new.
 */
public final class RuleBookLint {
  private static final int FEWEST_EXAMPLES = 2;
  private static final int SHORTEST = 3;

  private final RuleBook book;
  private final Map<String, Integer> places = new HashMap<>();
  private final List<LintMessage> findings = new ArrayList<>();

  private RuleBookLint(RuleBook book) {
    this.book = book;
    book.rules().forEach(rule -> places.put(rule.id(), places.size()));
  }

  /**
   * Something that is not in order.
   *
   * @param definition the rule and its place
   * @param what what is not in order about it
   */
  public record LintMessage(RuleDefinition definition, String what) {
    public LintMessage {
      requireNonNull(definition, "claim is null");
      requireNonNull(what, "what is null");
    }

    /** {@code file:line: rule: what}, as editors jump to it. */
    @Override
    public String toString() {
      return definition.file() + ":" + definition.line() + ": "
          + definition.rule().id() + ": " + what;
    }
  }

  /** All findings, in the order of the rules; none where the book is in order. */
  public static List<LintMessage> of(List<RuleDefinition> definitions) {
    RuleBookLint lint = new RuleBookLint(RuleFiles.bookOf(definitions));
    for (RuleDefinition definition : definitions) {
      lint.checkExamples(definition);
      lint.checkPhrasesAmongThemselves(definition);
      lint.checkReach(definition);
    }
    return lint.findings;
  }

  private void checkExamples(RuleDefinition definition) {
    if (definition.examples().size() < FEWEST_EXAMPLES) {
      find(definition, "has fewer than two examples");
    }
    for (RuleExample example : definition.examples()) {
      String answers = book.classify(example.said()).ruleId();
      if (!answers.equals(definition.rule().id())) {
        find(definition, "its example is answered by " + answers + ": " + shown(example));
      }
    }
    for (RuleExample counter : definition.counterExamples()) {
      if (book.classify(counter.said()).ruleId().equals(definition.rule().id())) {
        find(definition, "it answers its counter-example: " + shown(counter));
      }
    }
  }

  private void checkPhrasesAmongThemselves(RuleDefinition definition) {
    RuleCondition condition = definition.rule().condition();
    condition.words().stream()
        .filter(RuleBookLint::isFoundEverywhere)
        .forEach(phrase -> find(definition, "so short that it is found everywhere: " + phrase));
    checkPhrases(definition, condition.words());
    checkPhrases(definition, condition.and());
    checkPhrases(definition, condition.without());
  }

  private void checkPhrases(RuleDefinition definition, List<Phrase> phrases) {
    Set<Phrase> known = new HashSet<>();
    for (Phrase phrase : phrases) {
      if (!known.add(phrase)) {
        find(definition, "twice the same phrase: " + phrase);
      }
      phrases.stream()
          .filter(other -> !other.equals(phrase) && phrase.implies(other))
          .findFirst()
          .ifPresent(
              other -> find(definition, "\"" + phrase + "\" adds nothing to \"" + other + "\""));
    }
  }

  private static boolean isFoundEverywhere(Phrase phrase) {
    String text = phrase.text();
    return text.length() < SHORTEST && text.chars().allMatch(c -> c < 0x2e80);
  }

  /** Whether a rule, or a part of it, always comes too late. */
  private void checkReach(RuleDefinition definition) {
    RuleCondition condition = definition.rule().condition();
    Set<String> late = condition.words().stream()
        .filter(phrase -> phrase.samples().stream()
            .allMatch(words -> isAnsweredEarlier(definition, saying("", words))))
        .map(Phrase::text)
        .collect(Collectors.toSet());
    if (!late.isEmpty() && late.size() == condition.words().size()) {
      find(definition, "can never answer: earlier rules answer all of its words");
      return;
    }
    late.stream()
        .sorted()
        .forEach(phrase -> find(definition, "can never decide: \"" + phrase + "\""));
    if (condition.words().isEmpty()) {
      condition.statuses().stream()
          .filter(pattern -> !pattern.isOpen() && isAnsweredEarlier(definition, saying(pattern)))
          .forEach(pattern -> find(definition, "can never decide: " + pattern.text()));
    }
  }

  /** Whether an earlier rule answers this whatever else is said. */
  private boolean isAnsweredEarlier(RuleDefinition definition, DeliveryStatus said) {
    Rule rule = book.rule(book.classify(said).ruleId()).orElseThrow();
    RuleCondition other = rule.condition();
    boolean whatever = other.without().isEmpty()
        && other.replies().isEmpty()
        && other.labels().isEmpty()
        && other.networks().isEmpty()
        && (said.status().isEmpty() ? other.statuses().isEmpty() : other.words().isEmpty());
    int place = places.getOrDefault(rule.id(), places.size());
    return whatever && place < places.get(definition.rule().id());
  }

  private static DeliveryStatus saying(StatusPattern pattern) {
    return saying(pattern.sample().toString(), "");
  }

  private static DeliveryStatus saying(String status, String words) {
    return new DeliveryStatus(status, "", MaskedText.stored(words), BounceType.NONE, "", "");
  }

  private static String shown(RuleExample example) {
    return example.said().words().value();
  }

  private void find(RuleDefinition definition, String what) {
    findings.add(new LintMessage(definition, what));
  }
}
