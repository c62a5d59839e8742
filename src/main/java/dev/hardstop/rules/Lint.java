package dev.hardstop.rules;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.Condition;
import dev.hardstop.classification.DeliveryStatus;
import dev.hardstop.classification.MaskedText;
import dev.hardstop.classification.Phrase;
import dev.hardstop.classification.Rule;
import dev.hardstop.classification.RuleBook;
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
public final class Lint {
  private static final int FEWEST_EXAMPLES = 2;
  private static final int SHORTEST = 3;

  private final RuleBook book;
  private final Map<String, Integer> places = new HashMap<>();
  private final List<Finding> findings = new ArrayList<>();

  private Lint(RuleBook book) {
    this.book = book;
    book.rules().forEach(rule -> places.put(rule.id(), places.size()));
  }

  /**
   * Something that is not in order.
   *
   * @param claim the rule and its place
   * @param what what is not in order about it
   */
  public record Finding(Claim claim, String what) {
    public Finding {
      requireNonNull(claim, "claim is null");
      requireNonNull(what, "what is null");
    }

    /** {@code file:line: rule: what}, as editors jump to it. */
    @Override
    public String toString() {
      return claim.file() + ":" + claim.line() + ": " + claim.rule().id() + ": " + what;
    }
  }

  /** All findings, in the order of the rules; none where the book is in order. */
  public static List<Finding> of(List<Claim> claims) {
    Lint lint = new Lint(RuleFiles.bookOf(claims));
    for (Claim claim : claims) {
      lint.checkExamples(claim);
      lint.checkPhrasesAmongThemselves(claim);
      lint.checkReach(claim);
    }
    return lint.findings;
  }

  private void checkExamples(Claim claim) {
    if (claim.examples().size() < FEWEST_EXAMPLES) {
      find(claim, "has fewer than two examples");
    }
    for (Example example : claim.examples()) {
      String answers = book.classify(example.said()).ruleId();
      if (!answers.equals(claim.rule().id())) {
        find(claim, "its example is answered by " + answers + ": " + shown(example));
      }
    }
    for (Example counter : claim.counterExamples()) {
      if (book.classify(counter.said()).ruleId().equals(claim.rule().id())) {
        find(claim, "it answers its counter-example: " + shown(counter));
      }
    }
  }

  private void checkPhrasesAmongThemselves(Claim claim) {
    Condition condition = claim.rule().condition();
    condition.words().stream()
        .filter(Lint::isFoundEverywhere)
        .forEach(phrase -> find(claim, "so short that it is found everywhere: " + phrase));
    checkPhrases(claim, condition.words());
    checkPhrases(claim, condition.and());
    checkPhrases(claim, condition.without());
  }

  private void checkPhrases(Claim claim, List<Phrase> phrases) {
    Set<Phrase> known = new HashSet<>();
    for (Phrase phrase : phrases) {
      if (!known.add(phrase)) {
        find(claim, "twice the same phrase: " + phrase);
      }
      phrases.stream()
          .filter(other -> !other.equals(phrase) && phrase.implies(other))
          .findFirst()
          .ifPresent(other -> find(claim, "\"" + phrase + "\" adds nothing to \"" + other + "\""));
    }
  }

  private static boolean isFoundEverywhere(Phrase phrase) {
    String text = phrase.text();
    return text.length() < SHORTEST && text.chars().allMatch(c -> c < 0x2e80);
  }

  /** Whether a rule, or a part of it, always comes too late. */
  private void checkReach(Claim claim) {
    Condition condition = claim.rule().condition();
    Set<String> late = condition.words().stream()
        .filter(phrase -> phrase.samples().stream()
            .allMatch(words -> isAnsweredEarlier(claim, saying("", words))))
        .map(Phrase::text)
        .collect(Collectors.toSet());
    if (!late.isEmpty() && late.size() == condition.words().size()) {
      find(claim, "can never answer: earlier rules answer all of its words");
      return;
    }
    late.stream().sorted().forEach(phrase -> find(claim, "can never decide: \"" + phrase + "\""));
    if (condition.words().isEmpty()) {
      condition.statuses().stream()
          .filter(pattern -> !pattern.isOpen() && isAnsweredEarlier(claim, saying(pattern)))
          .forEach(pattern -> find(claim, "can never decide: " + pattern.text()));
    }
  }

  /** Whether an earlier rule answers this whatever else is said. */
  private boolean isAnsweredEarlier(Claim claim, DeliveryStatus said) {
    Rule rule = book.rule(book.classify(said).ruleId()).orElseThrow();
    Condition other = rule.condition();
    boolean whatever = other.without().isEmpty()
        && other.replies().isEmpty()
        && other.labels().isEmpty()
        && other.networks().isEmpty()
        && (said.status().isEmpty() ? other.statuses().isEmpty() : other.words().isEmpty());
    int place = places.getOrDefault(rule.id(), places.size());
    return whatever && place < places.get(claim.rule().id());
  }

  private static DeliveryStatus saying(StatusPattern pattern) {
    return saying(pattern.sample().toString(), "");
  }

  private static DeliveryStatus saying(String status, String words) {
    return new DeliveryStatus(status, "", MaskedText.stored(words), BounceType.NONE, "", "");
  }

  private static String shown(Example example) {
    return example.said().words().value();
  }

  private void find(Claim claim, String what) {
    findings.add(new Finding(claim, what));
  }
}
