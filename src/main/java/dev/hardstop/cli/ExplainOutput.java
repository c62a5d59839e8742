package dev.hardstop.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.classification.Classification;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.suppression.BounceExplanation;
import dev.hardstop.suppression.SuppressionPolicy;

/** A forecast, for a machine and for a person. */
record ExplainOutput(BounceExplanation forecast) {
  ExplainOutput {
    requireNonNull(forecast, "forecast is null");
  }

  static ExplainOutput of(Bounce bounce, RuleBook book, SuppressionPolicy policy) {
    return new ExplainOutput(BounceExplanation.of(bounce, book, policy));
  }

  /** As an answer to a line; its words are those that decided. */
  ObjectNode json(JsonNode id) {
    Classification classification = forecast.classification();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("id", id);
    return json.put("reason", classification.reason().name())
        .put("culprit", forecast.culprit())
        .put("ruleId", classification.ruleId())
        .put("confidence", forecast.confidence())
        .put("decision", forecast.decision())
        .put("words", classification.decidedBy());
  }

  /** To be read by a person, some lines. */
  String text() {
    Classification classification = forecast.classification();
    return """
        %s
          culprit     %s
          rule        %s (confidence: %s)
          decided by  %s
          words       %s
          verdict     %s
          advice      %s
        """.formatted(
            classification.reason(),
            forecast.culprit(),
            classification.ruleId(),
            forecast.confidence(),
            printable(classification.decidedBy()),
            printable(forecast.deliveryStatus().words().value()),
            forecast.explanation(),
            classification.advice());
  }

  /** A stranger's words must not move the cursor, nor turn the direction of the line. */
  static String printable(String words) {
    StringBuilder text = new StringBuilder(words.length());
    words
        .codePoints()
        .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? ' ' : c)
        .forEach(text::appendCodePoint);
    return text.toString();
  }
}
