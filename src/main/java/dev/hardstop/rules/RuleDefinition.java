package dev.hardstop.rules;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.DeliveryStatus;
import dev.hardstop.classification.Rule;
import java.util.List;

/**
 * A rule with its place in the rule files and its examples.
 *
 * @param file the name of the file, such as {@code 20-microsoft.toml}
 * @param line the line of its id, counted from 1
 * @param rule the rule
 * @param examples texts that it must answer, at least one
 * @param counterExamples texts that it must not answer
 */
public record RuleDefinition(
    String file, int line, Rule rule, List<Example> examples, List<Example> counterExamples) {
  public RuleDefinition {
    requireNonNull(file, "file is null");
    requireNonNull(rule, "rule is null");
    examples = List.copyOf(examples);
    counterExamples = List.copyOf(counterExamples);
  }

  /**
   * A reply that a server may write.
   *
   * @param text the diagnostic code as the rule file writes it, unmasked
   * @param deliveryStatus the delivery status that SES would report for it, masked
   */
  public record Example(String text, DeliveryStatus deliveryStatus) {
    public Example {
      requireNonNull(text, "text is null");
      requireNonNull(deliveryStatus, "deliveryStatus is null");
    }
  }
}
