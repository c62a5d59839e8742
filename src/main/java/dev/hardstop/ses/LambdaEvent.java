package dev.hardstop.ses;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.ses.BatchItem.Carrier;
import dev.hardstop.sesevent.FeedbackReader;
import dev.hardstop.sesevent.InvalidSesEventException;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes an invocation apart into items that fail on their own: the records of a batch, or the one
 * event that it is. {@link Envelope} tells which is which.
 */
final class LambdaEvent {
  private LambdaEvent() {}

  /**
   * The items of an event, in their order.
   *
   * @throws InvalidSesEventException when it is none that this function takes
   */
  static List<BatchItem> items(JsonNode event) {
    JsonNode invocation =
        Envelope.of(event) == Envelope.FAILED_INVOCATION ? Envelope.payload(event) : event;
    boolean isEmptyList = invocation.isArray() && invocation.isEmpty();
    if (Envelope.of(invocation) != Envelope.BATCH || isEmptyList) {
      return List.of(alone(invocation));
    }
    List<BatchItem> items = new ArrayList<>();
    Envelope.records(invocation).forEach(each -> items.add(ofBatch(each)));
    return items;
  }

  private static BatchItem ofBatch(JsonNode each) {
    return switch (Envelope.of(each)) {
      case SQS_RECORD ->
        new BatchItem(Carrier.SQS, each.path("messageId").asText(""), each.path("body"));
      case SNS_RECORD -> ofSns(each.path("Sns"));
      case SNS -> ofSns(each);
      case EVENT_BRIDGE -> ofEventBridge(each);
      case BATCH, FAILED_INVOCATION, NONE ->
        FeedbackReader.isNotification(each)
            ? ofSes(each)
            : new BatchItem(Carrier.UNKNOWN, each.path("messageId").asText(""), each);
    };
  }

  private static BatchItem alone(JsonNode event) {
    return switch (Envelope.of(event)) {
      case SNS -> ofSns(event);
      case EVENT_BRIDGE -> ofEventBridge(event);
      default -> {
        if (!FeedbackReader.isNotification(event)) {
          throw new InvalidSesEventException("the event is none of SQS, SNS, EventBridge or SES");
        }
        yield ofSes(event);
      }
    };
  }

  private static BatchItem ofSns(JsonNode envelope) {
    return new BatchItem(Carrier.SNS, envelope.path("MessageId").asText(""), envelope);
  }

  private static BatchItem ofEventBridge(JsonNode event) {
    return new BatchItem(Carrier.EVENT_BRIDGE, event.path("id").asText(""), event);
  }

  private static BatchItem ofSes(JsonNode notification) {
    return new BatchItem(Carrier.SES, FeedbackReader.messageId(notification), notification);
  }
}
