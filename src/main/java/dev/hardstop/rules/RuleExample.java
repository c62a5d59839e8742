package dev.hardstop.rules;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.DeliveryStatus;

/**
 * What a server may say, as a rule file writes it.
 *
 * @param text the diagnostic code, as written
 * @param said the delivery status that SES would report for it
 */
public record RuleExample(String text, DeliveryStatus said) {
  public RuleExample {
    requireNonNull(text, "text is null");
    requireNonNull(said, "said is null");
  }
}
