package dev.hardstop.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.Complaint;
import dev.hardstop.feedback.Delivery;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.feedback.Mail;
import dev.hardstop.scenario.Scenario;
import dev.hardstop.smtp.EmailAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A scenario as the feedback function gets it: SES's events in batches of the queue. It is moved by
 * whole days, so that the day on which it is looked at is today; an hour of it may lie ahead.
 */
final class ScenarioEvents {
  /** As many as template.yaml lets the queue hand over at once. */
  private static final int BATCH = 100;

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Scenario scenario;
  private final Duration shift;

  ScenarioEvents(Scenario scenario, Instant now) {
    this.scenario = scenario;
    this.shift = Duration.ofDays(ChronoUnit.DAYS.between(day(scenario.now()), day(now)));
  }

  /** The events for {@code POST /feedback}, in their order. */
  List<String> batches() {
    List<String> batches = new ArrayList<>();
    List<Feedback> all = scenario.feedback();
    for (int from = 0; from < all.size(); from += BATCH) {
      ObjectNode batch = JSON.objectNode();
      ArrayNode records = batch.putArray("Records");
      for (Feedback one : all.subList(from, Math.min(from + BATCH, all.size()))) {
        records
            .addObject()
            .put("messageId", UUID.randomUUID().toString())
            .put("eventSource", "aws:sqs")
            .put("body", event(one).toString());
      }
      batches.add(batch.toString());
    }
    return batches;
  }

  private ObjectNode event(Feedback feedback) {
    if (feedback instanceof Bounce bounce) {
      return bounce(bounce);
    }
    if (feedback instanceof Complaint complaint) {
      return complaint(complaint);
    }
    Delivery delivery = (Delivery) feedback;
    ObjectNode event = event("Delivery", delivery.mail());
    add(event.putObject("delivery").putArray("recipients"), delivery.recipient());
    return event;
  }

  private ObjectNode bounce(Bounce bounce) {
    ObjectNode event = event("Bounce", bounce.mail());
    ObjectNode object = event.putObject("bounce");
    object
        .put("bounceType", bounce.type().type())
        .put("bounceSubType", bounce.type().subType());
    ObjectNode recipient = object.putArray("bouncedRecipients").addObject();
    recipient.put("emailAddress", text(bounce.recipient()));
    putIfAny(recipient, "action", bounce.report().action());
    putIfAny(recipient, "status", bounce.report().status());
    putIfAny(recipient, "diagnosticCode", bounce.report().diagnosticCode());
    putIfAny(object, "reportingMTA", bounce.report().reportingMta());
    putIfAny(object, "remoteMtaIp", bounce.report().remoteMtaIp());
    object.put("timestamp", moved(bounce.mail().timestamp().plusSeconds(2)));
    object.put("feedbackId", bounce.feedbackId());
    return event;
  }

  private ObjectNode complaint(Complaint complaint) {
    ObjectNode event = event("Complaint", complaint.mail());
    ObjectNode object = event.putObject("complaint");
    object
        .putArray("complainedRecipients")
        .addObject()
        .put("emailAddress", text(complaint.recipient()));
    object.put("timestamp", moved(complaint.timestamp()));
    object.put("feedbackId", complaint.feedbackId()).put("complaintFeedbackType", "abuse");
    return event;
  }

  private ObjectNode event(String type, Mail mail) {
    ObjectNode event = JSON.objectNode().put("eventType", type);
    ObjectNode object = event.putObject("mail").put("timestamp", moved(mail.timestamp()));
    object.put("source", "news@example.com").put("messageId", mail.messageId());
    ArrayNode destination = object.putArray("destination");
    mail.destination().forEach(address -> destination.add(address.canonical()));
    return event;
  }

  private String moved(Instant at) {
    return at.plus(shift).truncatedTo(ChronoUnit.MILLIS).toString();
  }

  private static void add(ArrayNode array, Optional<EmailAddress> address) {
    address.ifPresent(it -> array.add(it.canonical()));
  }

  private static String text(Optional<EmailAddress> address) {
    return address.map(EmailAddress::canonical).orElse("");
  }

  private static void putIfAny(ObjectNode object, String name, String text) {
    if (!text.isEmpty()) {
      object.put(name, text);
    }
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }
}
