package dev.hardstop.sesevent;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes SES's events for tests, with defaults that a test can change. */
public final class SesEvent {
  public static final String SENT = "2026-11-20T10:00:00.000Z";
  public static final String MESSAGE_ID = "0107019ab0000001-5e7a1c00-000000";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectNode json;

  private SesEvent(ObjectNode json) {
    this.json = json;
  }

  /** A bounce of messages to these recipients, each failed with {@code 550 5.1.1 User unknown}. */
  public static SesEvent bounce(String... recipients) {
    SesEvent event = about("Bounce", recipients);
    ObjectNode bounce = event.json.putObject("bounce");
    bounce.put("bounceType", "Permanent").put("bounceSubType", "General");
    bounce.put("feedbackId", "0107019ac0000001").put("timestamp", SENT);
    ArrayNode bounced = bounce.putArray("bouncedRecipients");
    for (String recipient : recipients) {
      bounced
          .addObject()
          .put("emailAddress", recipient)
          .put("action", "failed")
          .put("status", "5.1.1")
          .put("diagnosticCode", "smtp; 550 5.1.1 User unknown");
    }
    return event;
  }

  /** A complaint that names these recipients. */
  public static SesEvent complaint(String... recipients) {
    SesEvent event = about("Complaint", recipients);
    ObjectNode complaint = event.json.putObject("complaint");
    complaint.put("complaintFeedbackType", "abuse").putNull("complaintSubType");
    complaint.put("feedbackId", "0107019ac0000002").put("timestamp", SENT);
    ArrayNode complained = complaint.putArray("complainedRecipients");
    for (String recipient : recipients) {
      complained.addObject().put("emailAddress", recipient);
    }
    return event;
  }

  /** A delivery to these recipients. */
  public static SesEvent delivery(String... recipients) {
    SesEvent event = about("Delivery", recipients);
    ObjectNode delivery = event.json.putObject("delivery");
    delivery.put("timestamp", SENT).put("smtpResponse", "250 2.0.0 OK");
    strings(delivery.putArray("recipients"), recipients);
    return event;
  }

  /** An event of any type, without an object of its own. */
  public static SesEvent about(String type, String... destination) {
    ObjectNode json = JSON.createObjectNode().put("eventType", type);
    ObjectNode mail = json.putObject("mail");
    mail.put("timestamp", SENT).put("messageId", MESSAGE_ID).put("source", "orders@example.com");
    strings(mail.putArray("destination"), destination);
    return new SesEvent(json);
  }

  /** The same in the format of identity notifications. */
  public SesEvent asIdentityNotification() {
    json.set("notificationType", json.remove("eventType"));
    return this;
  }

  /** The same event of a message sent to other destinations than the named recipients. */
  public SesEvent sentTo(String... destination) {
    strings(((ObjectNode) json.get("mail")).putArray("destination"), destination);
    return this;
  }

  /** The same with another value, which may be a JSON node, at a JSON pointer. */
  public SesEvent with(String pointer, Object value) {
    JsonPointer at = JsonPointer.compile(pointer);
    JsonNode node = JSON.valueToTree(value);
    JsonNode parent = json.at(at.head());
    if (parent instanceof ArrayNode array) {
      array.set(at.last().getMatchingIndex(), node);
    } else {
      ((ObjectNode) parent).set(at.last().getMatchingProperty(), node);
    }
    return this;
  }

  /** The same without what stands at a JSON pointer. */
  public SesEvent without(String pointer) {
    JsonPointer at = JsonPointer.compile(pointer);
    ((ObjectNode) json.at(at.head())).remove(at.last().getMatchingProperty());
    return this;
  }

  public JsonNode json() {
    return json;
  }

  /** The JSON as text. */
  @Override
  public String toString() {
    return json.toString();
  }

  private static void strings(ArrayNode array, String... values) {
    for (String value : values) {
      array.add(value);
    }
  }
}
