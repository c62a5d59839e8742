package dev.hardstop.ses;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.notification.FeedbackReader;
import dev.hardstop.notification.NotUnderstoodException;
import dev.hardstop.ses.BatchItem.Carrier;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes an invocation apart: a batch of SQS or SNS ({@code Records}; AWS Lambda developer guide,
 * "Using Lambda with Amazon SQS" and "… SNS"), an event of EventBridge, an envelope of SNS alone, or
 * an event of SES alone.
 */
final class LambdaEvent {
  private LambdaEvent() {}

  /**
   * The items of an event, in their order.
   *
   * @throws NotUnderstoodException when it is none of these
   */
  static List<BatchItem> items(JsonNode event) {
    if (event.path("Records").isArray()) {
      List<BatchItem> items = new ArrayList<>();
      event.path("Records").forEach(each -> items.add(ofBatch(each)));
      return items;
    }
    return List.of(alone(event));
  }

  private static BatchItem ofBatch(JsonNode each) {
    if (each.path("Sns").isObject()) {
      return alone(each.path("Sns"));
    }
    boolean isOfSqs = each.path("eventSource").asText("").equals("aws:sqs");
    Carrier carrier = isOfSqs ? Carrier.SQS : Carrier.UNKNOWN;
    return new BatchItem(carrier, each.path("messageId").asText(""), each.path("body"));
  }

  private static BatchItem alone(JsonNode event) {
    if (Envelope.isOfSns(event)) {
      return new BatchItem(Carrier.SNS, event.path("MessageId").asText(""), event);
    }
    if (Envelope.isOfEventBridge(event)) {
      return new BatchItem(Carrier.EVENT_BRIDGE, event.path("id").asText(""), event);
    }
    if (FeedbackReader.isNotification(event)) {
      return new BatchItem(Carrier.SES, FeedbackReader.messageId(event), event);
    }
    throw new NotUnderstoodException("the event is none of SQS, SNS, EventBridge or SES");
  }
}
