package dev.hardstop.http;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.classification.Classification;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.sesevent.FeedbackReader;
import dev.hardstop.suppression.BounceExplanation;
import dev.hardstop.suppression.SuppressionPolicy;
import java.util.List;

/**
 * Explains what one bounce means, without recording anything. It is asked with a diagnostic code
 * alone or with an entry of SES's {@code bouncedRecipients}, and beside it, where known, SES's
 * label and the address of the server that answered. Keys that SES may add are ignored.
 */
final class ExplainRequest {
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

  private final RuleBook book;
  private final SuppressionPolicy policy;

  ExplainRequest(RuleBook book, SuppressionPolicy policy) {
    this.book = requireNonNull(book, "book is null");
    this.policy = requireNonNull(policy, "policy is null");
  }

  HttpResponse of(HttpRequest request) {
    return HttpResponse.ok(json(BounceExplanation.of(bounce(JsonBody.of(request)), book, policy)));
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

  private static ObjectNode json(BounceExplanation explanation) {
    Classification classification = explanation.classification();
    return JsonNodeFactory.instance
        .objectNode()
        .put("reason", classification.reason().name())
        .put("culprit", explanation.culprit())
        .put("rule", classification.ruleId())
        .put("confidence", explanation.confidence())
        .put("words", VerdictJson.orNull(explanation.deliveryStatus().words().value()))
        .put("decidedBy", VerdictJson.orNull(classification.decidedBy()))
        .put(
            "sesBounceType",
            VerdictJson.orNull(explanation.deliveryStatus().sesBounceType().toString()))
        .put("decision", explanation.decision())
        .put("explanation", explanation.explanation())
        .put("advice", classification.advice());
  }
}
