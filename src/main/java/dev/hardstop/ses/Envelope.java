package dev.hardstop.ses;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.notification.FeedbackReader;
import dev.hardstop.notification.NotUnderstoodException;
import dev.hardstop.notification.Notification;
import dev.hardstop.notification.Notification.NotForUs;
import java.util.Locale;

/**
 * Takes SES's notification out of whatever it came in: an envelope of SNS, an event of EventBridge,
 * one in the other, or nothing at all (raw message delivery).
 */
final class Envelope {
  /** EventBridge to SNS to SQS is three; more is not of this world. */
  private static final int DEEPEST = 4;

  private static final String TOPIC_VALIDATION = "Successfully validated SNS topic";

  private Envelope() {}

  /**
   * What the notification inside tells.
   *
   * @param content JSON, or a text that has JSON in it
   * @throws NotUnderstoodException when there is no readable notification of SES's inside
   */
  static Notification open(JsonNode content) {
    return open(content, DEEPEST);
  }

  private static Notification open(JsonNode content, int deepest) {
    if (deepest == 0) {
      throw new NotUnderstoodException("too many envelopes within envelopes");
    }
    if (content.isTextual()) {
      return openText(content.textValue(), deepest);
    }
    if (isOfSns(content)) {
      return openSns(content, deepest);
    }
    if (isOfEventBridge(content)) {
      return openEventBridge(content, deepest);
    }
    return FeedbackReader.read(content);
  }

  /** SES checks a topic by publishing one line of plain text. */
  private static Notification openText(String text, int deepest) {
    if (text.stripLeading().startsWith(TOPIC_VALIDATION)) {
      return new NotForUs("Topic validation");
    }
    JsonNode json = Json.read(text);
    if (json.isTextual()) {
      throw new NotUnderstoodException("a text within a text");
    }
    return open(json, deepest);
  }

  private static Notification openSns(JsonNode envelope, int deepest) {
    String type = envelope.path("Type").asText("Notification");
    if (!type.equals("Notification")) {
      return new NotForUs(type);
    }
    JsonNode message = envelope.path("Message");
    if (!message.isTextual()) {
      throw new NotUnderstoodException("the SNS message has no text");
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

  /** Amazon SNS developer guide, "Parsing message formats". */
  static boolean isOfSns(JsonNode content) {
    return content.has("TopicArn") && (content.has("Message") || content.has("Type"));
  }

  /** Amazon EventBridge user guide, "AWS service event metadata". */
  static boolean isOfEventBridge(JsonNode content) {
    return content.has("detail-type") && content.has("source");
  }
}
