package dev.hardstop.ses;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.sesevent.FeedbackReader;
import dev.hardstop.sesevent.InvalidSesEventException;
import dev.hardstop.sesevent.Notification;
import dev.hardstop.sesevent.Notification.NotForUs;
import dev.hardstop.sesevent.Notification.Told;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What SES's notification can come in: the one place that tells the envelopes apart and takes the
 * notification out of them. One may be in another; a redriven dead letter of Lambda is a whole
 * invocation in a message of SQS.
 */
enum Envelope {
  /**
   * The records of an invocation (AWS Lambda developer guide, "Using Lambda with Amazon SQS" and "…
   * SNS"), or a list of them without {@code Records} (Amazon EventBridge Pipes).
   */
  BATCH,
  /** A record of SNS in a batch. */
  SNS_RECORD,
  /** A record of SQS in a batch. */
  SQS_RECORD,
  /**
   * An asynchronous invocation that failed, as Lambda hands it to a destination (AWS Lambda
   * developer guide, "Retaining records of asynchronous invocations").
   */
  FAILED_INVOCATION,
  /** Amazon SNS developer guide, "Parsing message formats"; some senders leave parts of it out. */
  SNS,
  /** Amazon EventBridge user guide, "AWS service event metadata". */
  EVENT_BRIDGE,
  /** None: the notification itself, or something else. */
  NONE;

  /** EventBridge to SNS to Lambda, which failed, is three; more is not of this world. */
  private static final int DEEPEST = 4;

  private static final String TOPIC_VALIDATION = "Successfully validated SNS topic";
  private static final String RECORDS = "Records";
  private static final String PAYLOAD = "requestPayload";

  /** Which envelope this is. */
  static Envelope of(JsonNode content) {
    if (content.isArray() || content.path(RECORDS).isArray()) {
      return BATCH;
    }
    if (content.path("Sns").isObject()) {
      return SNS_RECORD;
    }
    if (content.path("eventSource").asText("").equals("aws:sqs")) {
      return SQS_RECORD;
    }
    if (content.path(PAYLOAD).isContainerNode()) {
      return FAILED_INVOCATION;
    }
    if (content.has("Message") || (content.has("TopicArn") && content.has("Type"))) {
      return SNS;
    }
    return content.has("detail-type") && content.has("source") ? EVENT_BRIDGE : NONE;
  }

  /** The records of a batch, in their order. */
  static JsonNode records(JsonNode batch) {
    return batch.isArray() ? batch : batch.path(RECORDS);
  }

  /** The event of a failed invocation. */
  static JsonNode payload(JsonNode failedInvocation) {
    return failedInvocation.path(PAYLOAD);
  }

  /**
   * What the notification inside tells.
   *
   * @param content JSON, or a text that has JSON in it
   * @throws InvalidSesEventException when there is no readable notification of SES's inside
   */
  static Notification open(JsonNode content) {
    return open(content, DEEPEST);
  }

  private static Notification open(JsonNode content, int deepest) {
    if (deepest == 0) {
      throw new InvalidSesEventException("too many envelopes within envelopes");
    }
    if (content.isTextual()) {
      return openText(content.textValue(), deepest);
    }
    return switch (of(content)) {
      case BATCH -> openBatch(content, deepest);
      case SNS_RECORD -> openSns(content.path("Sns"), deepest);
      case SQS_RECORD -> open(content.path("body"), deepest - 1);
      case FAILED_INVOCATION -> openPayload(payload(content), deepest - 1);
      case SNS -> openSns(content, deepest);
      case EVENT_BRIDGE -> openEventBridge(content, deepest);
      case NONE -> FeedbackReader.read(content);
    };
  }

  /** SES checks a topic by publishing one line of plain text. */
  private static Notification openText(String text, int deepest) {
    if (text.stripLeading().startsWith(TOPIC_VALIDATION)) {
      return new NotForUs("Topic validation");
    }
    JsonNode json = Json.read(text);
    if (json.isTextual()) {
      throw new InvalidSesEventException("a text within a text");
    }
    return open(json, deepest);
  }

  /** Only an invocation is a list without {@code Records}; no message is. */
  private static Notification openPayload(JsonNode payload, int deepest) {
    return payload.isArray() ? openRecords(payload, deepest) : open(payload, deepest);
  }

  private static Notification openBatch(JsonNode batch, int deepest) {
    if (batch.isArray()) {
      throw new InvalidSesEventException("a message that is a list");
    }
    return openRecords(records(batch), deepest);
  }

  /** A batch inside an item fails as one with it. */
  private static Notification openRecords(JsonNode records, int deepest) {
    List<Feedback> feedback = new ArrayList<>();
    Notification last = new NotForUs("Empty batch");
    for (JsonNode each : records) {
      if (of(each) == BATCH) {
        throw new InvalidSesEventException("a batch within a batch");
      }
      last = open(each, deepest);
      feedback.addAll(last instanceof Told told ? told.feedback() : List.of());
    }
    return feedback.isEmpty() ? last : new Told(feedback);
  }

  private static Notification openSns(JsonNode envelope, int deepest) {
    String type = envelope.path("Type").asText("Notification");
    if (!type.equals("Notification")) {
      return new NotForUs(type);
    }
    JsonNode message = envelope.path("Message");
    if (!message.isTextual() && !message.isObject()) {
      throw new InvalidSesEventException("the SNS message has no text");
    }
    return open(message, deepest - 1);
  }

  private static Notification openEventBridge(JsonNode event, int deepest) {
    String type = event.path("detail-type").asText("");
    if (!event.path("source").asText("").equals("aws.ses") || !isAboutMail(type)) {
      return new NotForUs(type);
    }
    return open(event.path("detail"), deepest - 1);
  }

  /** "Email Bounced" is; "Sending Status Enabled" and what SES advises are not. */
  private static boolean isAboutMail(String detailType) {
    return detailType.toLowerCase(Locale.ROOT).startsWith("email ");
  }
}
