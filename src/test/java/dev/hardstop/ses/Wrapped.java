package dev.hardstop.ses;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes the envelopes of SES's events: SNS, SQS, EventBridge and Lambda. */
public final class Wrapped {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TOPIC = "arn:aws:sns:eu-central-1:123456789012:feedback";

  private Wrapped() {}

  /** SNS's envelope, as SQS gets it. */
  public static String sns(Object message) {
    return snsEnvelope("sns-1", message).toString();
  }

  /** SNS's envelope as some senders write it by hand: the message is an object, the topic is left out. */
  static String snsByHand(Object message) {
    ObjectNode envelope = JSON.createObjectNode().put("Type", "Notification");
    envelope.put("MessageId", "sns-1").set("Message", Envelope.parse(message.toString()));
    return envelope.toString();
  }

  /** The same without the topic only. */
  static String snsWithoutTopic(Object message) {
    return ((ObjectNode) Envelope.parse(sns(message))).without("TopicArn").toString();
  }

  /** SQS → EventBridge Pipes → Lambda: the records without {@code Records}. */
  static String pipes(Object... bodies) {
    return Envelope.parse(sqs(bodies)).path("Records").toString();
  }

  /** What Lambda hands to the destination of failures of a function that was given this event. */
  static String failedInvocation(String event) {
    ObjectNode record = JSON.createObjectNode().put("version", "1.0");
    record.putObject("requestContext").put("condition", "RetriesExhausted");
    record.set("requestPayload", Envelope.parse(event));
    record.putObject("responseContext").put("functionError", "Unhandled");
    return record.toString();
  }

  /** SNS → Lambda; the messages are sns-1, sns-2, … */
  static String snsToLambda(Object... messages) {
    ObjectNode event = JSON.createObjectNode();
    ArrayNode records = event.putArray("Records");
    for (Object message : messages) {
      ObjectNode record = records.addObject().put("EventSource", "aws:sns");
      record.put("EventVersion", "1.0").put("EventSubscriptionArn", TOPIC + ":1");
      record.set("Sns", snsEnvelope("sns-" + records.size(), message));
    }
    return event.toString();
  }

  /** SQS → Lambda; the messages are sqs-1, sqs-2, … */
  static String sqs(Object... bodies) {
    ObjectNode event = JSON.createObjectNode();
    ArrayNode records = event.putArray("Records");
    for (Object body : bodies) {
      ObjectNode record = records.addObject().put("messageId", "sqs-" + records.size());
      record.put("body", body.toString()).put("eventSource", "aws:sqs");
    }
    return event.toString();
  }

  /** EventBridge, from this source. */
  public static String eventBridge(String source, String detailType, Object detail) {
    ObjectNode event = JSON.createObjectNode().put("version", "0").put("id", "eventbridge-1");
    event.put("detail-type", detailType).put("source", source).put("region", "eu-central-1");
    event.set("detail", Envelope.parse(detail.toString()));
    return event.toString();
  }

  private static ObjectNode snsEnvelope(String id, Object message) {
    return JSON.createObjectNode()
        .put("Type", "Notification")
        .put("MessageId", id)
        .put("TopicArn", TOPIC)
        .put("Message", message.toString());
  }
}
