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
public record Claim(
    String file, int line, Rule rule, List<Example> examples, List<Example> counterExamples) {
  public Claim {
    requireNonNull(file, "file is null");
    requireNonNull(rule, "rule is null");
    examples = List.copyOf(examples);
    counterExamples = List.copyOf(counterExamples);
  }
}
