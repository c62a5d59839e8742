package dev.hardstop.rules;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.Rule;
import java.util.List;

/**
 * A rule with what a rule file says beside it.
 *
 * @param file the name of the file, such as {@code 20-microsoft.toml}
 * @param line the line of its id, counted from 1
 * @param rule the rule
 * @param examples texts that it must answer, at least one
 * @param counterExamples texts that it must not answer
 */
public record RuleDefinition(
    String file,
    int line,
    Rule rule,
    List<RuleExample> examples,
    List<RuleExample> counterExamples) {
  public RuleDefinition {
    requireNonNull(file, "file is null");
    requireNonNull(rule, "rule is null");
    examples = List.copyOf(examples);
    counterExamples = List.copyOf(counterExamples);
  }
}
