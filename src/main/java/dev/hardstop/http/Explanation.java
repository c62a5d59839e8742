package dev.hardstop.http;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.classification.Classification;
import dev.hardstop.classification.DeliveryStatus;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.notification.FeedbackReader;
import dev.hardstop.suppression.Consequence;
import dev.hardstop.suppression.State;
import dev.hardstop.suppression.SuppressionPolicy;
import java.util.List;

/**
 * Explains what one bounce means, without recording anything. It is asked with a diagnostic code
 * alone or with an entry of SES's {@code bouncedRecipients}, and beside it, where known, SES's
 * label and the address of the server that answered. Keys that SES may add are ignored.
 */
final class Explanation {
  private static final String REMOTE_MTA_IP = "remoteMtaIp";
  private static final List<String> KEYS = List.of(
      "diagnosticCode",
      "status",
      "bounceType",
      "bounceSubType",
      "action",
      "emailAddress",
      REMOTE_MTA_IP);

  /** One of these must be there: nothing follows from the others alone. */
  private static final List<String> TELLING = KEYS.subList(0, 3);

  private static final Consequence DELAYED =
      new Consequence(State.CLEAR, "clear: delayed is not bounced, the attempt goes on");

  private final RuleBook book;
  private final SuppressionPolicy policy;

  Explanation(RuleBook book, SuppressionPolicy policy) {
    this.book = requireNonNull(book, "book is null");
    this.policy = requireNonNull(policy, "policy is null");
  }

  Answer of(Request request) {
    Bounce bounce = bounce(JsonBody.of(request));
    DeliveryStatus said = DeliveryStatus.of(bounce);
    Classification classification = book.classify(said);
    Consequence consequence = bounce.isDelayed() ? DELAYED : policy.consequence(classification);
    return Answer.ok(json(said, classification, consequence));
  }

  private static Bounce bounce(JsonBody body) {
    KEYS.forEach(body::optionalText);
    if (TELLING.stream().allMatch(key -> body.optionalText(key).orElse("").isBlank())) {
      throw new ProblemException(
          Problem.badRequest("The body needs one of the keys " + String.join(", ", TELLING) + "."));
    }
    return FeedbackReader.bounce(
        body.object(),
        FeedbackReader.label(body.object()),
        body.optionalText(REMOTE_MTA_IP).orElse(""));
  }

  private static ObjectNode json(
      DeliveryStatus said, Classification classification, Consequence consequence) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("reason", classification.reason().name())
        .put("culprit", VerdictJson.word(classification.culprit()))
        .put("rule", classification.ruleId())
        .put("confidence", VerdictJson.word(classification.confidence()))
        .put("words", VerdictJson.orNull(said.words().value()))
        .put("decidedBy", VerdictJson.orNull(classification.decidedBy()))
        .put("sesSaid", VerdictJson.orNull(said.sesSaid().toString()))
        .put("decision", VerdictJson.word(consequence.state()))
        .put("decisionInWords", consequence.inWords())
        .put("advice", classification.advice());
  }
}
