package dev.hardstop.rules;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.DeliveryStatus;
import dev.hardstop.classification.MaskedText;
import dev.hardstop.classification.Phrase;
import dev.hardstop.classification.Rule;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.classification.RuleCondition;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.rules.RuleFiles.RuleDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks a rule book for faults that a reviewer would overlook: examples that another rule answers,
 * rules and phrases that can never decide because an earlier rule always answers first, and redundant
 * phrases.
 */
public final class RuleBookLint {
  private static final int FEWEST_EXAMPLES = 2;
  private static final int SHORTEST_PHRASE = 3;

  /** The first of the CJK radicals. From this character on, a single character can be a word. */
  private static final char WRITTEN_WITHOUT_BLANKS = 0x2e80;

  private final RuleBook book;
  private final Map<String, Integer> places = new HashMap<>();
  private final List<LintMessage> messages = new ArrayList<>();

  private RuleBookLint(RuleBook book) {
    this.book = book;
    book.rules().forEach(rule -> places.put(rule.id(), places.size()));
  }

  /**
   * A fault of a rule.
   *
   * @param definition the rule and its place
   * @param problem a description of the fault
   */
  public record LintMessage(RuleDefinition definition, String problem) {
    public LintMessage {
      requireNonNull(definition, "definition is null");
      requireNonNull(problem, "problem is null");
    }

    /** {@code file:line: rule: problem}, in the form that editors turn into links. */
    @Override
    public String toString() {
      return definition.file() + ":" + definition.line() + ": "
          + definition.rule().id() + ": " + problem;
    }
  }

  /** The faults of these rules, in their order; empty if there are none. */
  public static List<LintMessage> of(List<RuleDefinition> definitions) {
    RuleBookLint lint = new RuleBookLint(RuleFiles.bookOf(definitions));
    for (RuleDefinition definition : definitions) {
      lint.checkExamples(definition);
      lint.checkPhrases(definition);
      lint.checkReach(definition);
    }
    return lint.messages;
  }

  private void checkExamples(RuleDefinition definition) {
    if (definition.examples().size() < FEWEST_EXAMPLES) {
      report(definition, "fewer than two examples");
    }
    for (RuleDefinition.Example example : definition.examples()) {
      String answers = book.classify(example.deliveryStatus()).ruleId();
      if (!answers.equals(definition.rule().id())) {
        report(definition, "example answered by " + answers + ": " + shown(example));
      }
    }
    for (RuleDefinition.Example counter : definition.counterExamples()) {
      if (book.classify(counter.deliveryStatus())
          .ruleId()
          .equals(definition.rule().id())) {
        report(definition, "counter-example answered by its own rule: " + shown(counter));
      }
    }
  }

  private void checkPhrases(RuleDefinition definition) {
    RuleCondition condition = definition.rule().condition();
    condition.words().stream()
        .filter(RuleBookLint::isTooShort)
        .forEach(phrase -> report(definition, "phrase too short: " + phrase));
    checkRedundancy(definition, condition.words());
    checkRedundancy(definition, condition.and());
    checkRedundancy(definition, condition.without());
  }

  private void checkRedundancy(RuleDefinition definition, List<Phrase> phrases) {
    Set<Phrase> known = new HashSet<>();
    for (Phrase phrase : phrases) {
      if (!known.add(phrase)) {
        report(definition, "duplicate phrase: " + phrase);
      }
      phrases.stream()
          .filter(other -> !other.equals(phrase) && phrase.implies(other))
          .findFirst()
          .ifPresent(
              other -> report(definition, "\"" + phrase + "\" adds nothing to \"" + other + "\""));
    }
  }

  private static boolean isTooShort(Phrase phrase) {
    String text = phrase.text();
    return text.length() < SHORTEST_PHRASE
        && text.chars().allMatch(c -> c < WRITTEN_WITHOUT_BLANKS);
  }

  /**
   * Reports a rule that earlier rules always pre-empt, or its pre-empted phrases and status codes.
   */
  private void checkReach(RuleDefinition definition) {
    RuleCondition condition = definition.rule().condition();
    Set<String> preempted = condition.words().stream()
        .filter(phrase -> phrase.samples().stream()
            .allMatch(words -> isAnsweredEarlier(definition, statusWith("", words))))
        .map(Phrase::text)
        .collect(Collectors.toSet());
    if (!preempted.isEmpty() && preempted.size() == condition.words().size()) {
      report(definition, "can never answer: earlier rules answer all of its words");
      return;
    }
    preempted.stream()
        .sorted()
        .forEach(phrase -> report(definition, "can never decide: \"" + phrase + "\""));
    if (condition.words().isEmpty()) {
      condition.statuses().stream()
          .filter(
              pattern -> !pattern.isOpen() && isAnsweredEarlier(definition, statusWith(pattern)))
          .forEach(pattern -> report(definition, "can never decide: " + pattern.text()));
    }
  }

  /** Whether an earlier rule always answers this status, independently of its other fields. */
  private boolean isAnsweredEarlier(RuleDefinition definition, DeliveryStatus status) {
    Rule rule = book.rule(book.classify(status).ruleId()).orElseThrow();
    RuleCondition other = rule.condition();
    boolean always = other.without().isEmpty()
        && other.replies().isEmpty()
        && other.bounceTypes().isEmpty()
        && other.networks().isEmpty()
        && (status.status().isEmpty()
            ? other.statuses().isEmpty()
            : other.words().isEmpty());
    int place = places.getOrDefault(rule.id(), places.size());
    return always && place < places.get(definition.rule().id());
  }

  private static DeliveryStatus statusWith(RuleCondition.StatusPattern pattern) {
    return statusWith(pattern.sample().toString(), "");
  }

  private static DeliveryStatus statusWith(String status, String words) {
    return new DeliveryStatus(status, "", MaskedText.stored(words), BounceType.NONE, "", "");
  }

  private static String shown(RuleDefinition.Example example) {
    return example.deliveryStatus().words().value();
  }

  private void report(RuleDefinition definition, String problem) {
    messages.add(new LintMessage(definition, problem));
  }
}
