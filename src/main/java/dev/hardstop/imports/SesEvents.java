package dev.hardstop.imports;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.sesevent.Notification;
import dev.hardstop.sesevent.SesEventReader;
import dev.hardstop.sesevent.SesEventReader.InvalidSesEventException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * SES's events and notifications in the envelopes in which users keep them (SNS, the body of an SQS
 * message, EventBridge, the records of a Lambda invocation), and the message insights of SES's API,
 * which are turned into events.
 */
final class SesEvents {
  static final String FORMAT = "ses-events";
  static final String INSIGHTS = "ses-message-insights";

  /** The most envelopes that are opened. An SNS message in an SQS message in an array of records has three. */
  private static final int MOST_ENVELOPES = 6;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final FileReading reading;

  SesEvents(FileReading reading) {
    this.reading = requireNonNull(reading, "reading is null");
  }

  /** Whether an object is an event, or an envelope that may contain one. */
  static boolean isEventOrEnvelope(JsonNode json) {
    return json.isObject()
        && (SesEventReader.isNotification(json)
            || json.has("detail-type") && json.has("detail")
            || json.has("Type") && json.has("Message")
            || json.has("Sns")
            || json.path("Records").isArray()
            || json.path("Messages").isArray()
            || json.path("body").isTextual()
            || json.path("Body").isTextual());
  }

  /** Whether an object is an answer of {@code GetMessageInsights}. */
  static boolean isInsights(JsonNode json) {
    return json.has("MessageId") && json.path("Insights").isArray();
  }

  /**
   * Reports the events in an object, or the reason why it has none.
   *
   * @param format {@link #FORMAT}, or the format of the program that stored the event
   */
  void read(JsonNode json, String format, SourcePosition position) {
    read(json, format, position, 0);
  }

  private void read(JsonNode json, String format, SourcePosition position, int envelopes) {
    if (envelopes > MOST_ENVELOPES) {
      reading.unreadable(position, "it has too many envelopes");
    } else if (json.isTextual()) {
      Optional<JsonNode> content = JsonTrees.find(json.textValue());
      if (content.filter(JsonNode::isContainerNode).isEmpty()) {
        notAnEvent(json, format, position);
      } else {
        read(content.get(), format, position, envelopes + 1);
      }
    } else if (json.isArray()) {
      json.forEach(element -> read(element, format, position, envelopes + 1));
    } else if (SesEventReader.isNotification(json)) {
      event(json, format, position);
    } else if (json.has("detail")) {
      read(json.get("detail"), format, position, envelopes + 1);
    } else if (json.has("Sns")) {
      read(json.get("Sns"), format, position, envelopes + 1);
    } else {
      readContent(json, format, position, envelopes);
    }
  }

  private void readContent(JsonNode json, String format, SourcePosition position, int envelopes) {
    for (String content : List.of("Message", "body", "Body", "Records", "Messages")) {
      if (json.has(content)) {
        read(json.get(content), format, position, envelopes + 1);
        return;
      }
    }
    reading.unreadable(position, "it is not an event of SES");
  }

  /** Ignores the sentence that SES and SNS send when a topic is set up. */
  private void notAnEvent(JsonNode text, String format, SourcePosition position) {
    boolean isSetUp = text.textValue().startsWith("Successfully validated SNS topic")
        || text.textValue().startsWith("You have chosen to subscribe to the topic");
    if (isSetUp) {
      reading.ignored(format, position, "a topic was set up");
    } else {
      reading.unreadable(position, "the message in the envelope is not JSON, or it is too long");
    }
  }

  private void event(JsonNode written, String format, SourcePosition position) {
    try {
      JsonNode event = JsonTrees.printable(written);
      Notification notification = SesEventReader.read(event);
      if (notification instanceof Notification.Ignored ignored) {
        reading.ignored(format, position, ignored.type());
      } else if (notification instanceof Notification.Reported reported) {
        reported(event, reported.feedback(), format, position);
      }
    } catch (InvalidSesEventException invalid) {
      reading.unreadable(position, invalid.getMessage());
    }
  }

  private void reported(
      JsonNode event, List<Feedback> feedback, String format, SourcePosition position) {
    if (feedback.isEmpty()) {
      reading.ignored(format, position, "a delivery without recipients");
      return;
    }
    Instant sent = feedback.get(0).mail().timestamp();
    if (sent.isAfter(reading.options().now())) {
      reading.unreadable(position, "its time is in the future");
    } else {
      reading.sesEvent(format, position, sent, event);
    }
  }

  /**
   * Reports what happened to each recipient of a message, as events of SES (Amazon SES API v2 reference,
   * GetMessageInsights). The time of sending is an event of its own in the insights.
   */
  void readInsights(JsonNode insights, SourcePosition position) {
    for (JsonNode recipient : insights.path("Insights")) {
      Optional<Instant> sent = Optional.empty();
      for (JsonNode event : recipient.path("Events")) {
        if (type(event).equals("SEND")) {
          sent = time(event);
        }
      }
      for (JsonNode event : recipient.path("Events")) {
        readInsight(insights, recipient, event, sent, position);
      }
    }
  }

  private void readInsight(
      JsonNode insights,
      JsonNode recipient,
      JsonNode insight,
      Optional<Instant> sent,
      SourcePosition position) {
    String address = recipient.path("Destination").asText("");
    ObjectNode event = NODES.objectNode();
    ObjectNode mail = event.putObject("mail");
    sent.or(() -> time(insight)).ifPresent(at -> mail.put("timestamp", at.toString()));
    mail.put("messageId", insights.path("MessageId").asText(""));
    mail.putArray("destination").add(address);
    tags(insights.path("EmailTags"), mail);
    switch (type(insight)) {
      case "BOUNCE" -> bounce(event, address, insight.path("Details").path("Bounce"));
      case "COMPLAINT" -> complaint(event, address, insight);
      case "DELIVERY" -> {
        event.put("eventType", "Delivery");
        event.putObject("delivery").putArray("recipients").add(address);
      }
      default -> {
        reading.ignored(INSIGHTS, position, insight.path("Type").asText(""));
        return;
      }
    }
    event(event, INSIGHTS, position);
  }

  private static void bounce(ObjectNode event, String address, JsonNode details) {
    event.put("eventType", "Bounce");
    ObjectNode bounce = event.putObject("bounce");
    bounce.put("bounceType", inTitleCase(details.path("BounceType").asText("")));
    bounce.put("bounceSubType", inTitleCase(details.path("BounceSubType").asText("")));
    ArrayNode recipients = bounce.putArray("bouncedRecipients");
    recipients
        .addObject()
        .put("emailAddress", address)
        .put("diagnosticCode", details.path("DiagnosticCode").asText(""));
  }

  private static void complaint(ObjectNode event, String address, JsonNode insight) {
    JsonNode details = insight.path("Details").path("Complaint");
    event.put("eventType", "Complaint");
    ObjectNode complaint = event.putObject("complaint");
    complaint.putArray("complainedRecipients").addObject().put("emailAddress", address);
    time(insight).ifPresent(at -> complaint.put("timestamp", at.toString()));
    complaint.put("complaintFeedbackType", details.path("ComplaintFeedbackType").asText(""));
    complaint.put(
        "complaintSubType", inTitleCase(details.path("ComplaintSubType").asText("")));
  }

  private static void tags(JsonNode emailTags, ObjectNode mail) {
    ObjectNode tags = NODES.objectNode();
    for (JsonNode tag : emailTags) {
      tags.putArray(tag.path("Name").asText("")).add(tag.path("Value").asText(""));
    }
    if (!tags.isEmpty()) {
      mail.set("tags", tags);
    }
  }

  /** Converts {@code ON_ACCOUNT_SUPPRESSION_LIST} to the spelling of events, {@code OnAccountSuppressionList}. */
  private static String inTitleCase(String name) {
    if (!name.equals(name.toUpperCase(Locale.ROOT))) {
      return name;
    }
    StringBuilder title = new StringBuilder(name.length());
    boolean isFirst = true;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '_') {
        isFirst = true;
      } else {
        title.append(isFirst ? c : Character.toLowerCase(c));
        isFirst = false;
      }
    }
    return title.toString();
  }

  private static String type(JsonNode event) {
    return event.path("Type").asText("").toUpperCase(Locale.ROOT);
  }

  private static Optional<Instant> time(JsonNode event) {
    return ImportedTime.find(event.path("Timestamp").asText("")).map(ImportedTime::instant);
  }
}
