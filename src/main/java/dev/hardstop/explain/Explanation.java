package dev.hardstop.explain;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.classification.Classification;
import dev.hardstop.classification.DeliveryStatus;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.suppression.Consequence;
import dev.hardstop.suppression.State;
import dev.hardstop.suppression.SuppressionPolicy;
import java.util.Locale;

/**
 * What one bounce means, and what follows from it alone.
 *
 * @param said what was classified: masked
 */
record Explanation(DeliveryStatus said, Classification classification, Consequence consequence) {
  private static final Consequence DELAYED =
      new Consequence(State.CLEAR, "clear: delayed is not bounced, the attempt goes on");

  Explanation {
    requireNonNull(said, "said is null");
    requireNonNull(classification, "classification is null");
    requireNonNull(consequence, "consequence is null");
  }

  static Explanation of(Bounce bounce, RuleBook book, SuppressionPolicy policy) {
    DeliveryStatus said = DeliveryStatus.of(bounce);
    Classification classification = book.classify(said);
    return new Explanation(
        said, classification, bounce.isDelayed() ? DELAYED : policy.consequence(classification));
  }

  /** As an answer to a line; its words are those that decided. */
  ObjectNode json(JsonNode id) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("id", id);
    return json.put("reason", classification.reason().name())
        .put("culprit", word(classification.culprit()))
        .put("ruleId", classification.ruleId())
        .put("confidence", word(classification.confidence()))
        .put("decision", word(consequence.state()))
        .put("words", classification.decidedBy());
  }

  /** To be read by a person, some lines. */
  String text() {
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
            word(classification.culprit()),
            classification.ruleId(),
            word(classification.confidence()),
            printable(classification.decidedBy()),
            printable(said.words().value()),
            consequence.inWords(),
            classification.advice());
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
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
