package dev.hardstop.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What SES has done to its own suppression list by the time it reports an event: a bounce that it
 * labels Permanent puts each bounced recipient on the list, whoever is to blame, and a complaint that
 * names one recipient puts that one on it (SES developer guide, "Using the Amazon SES account-level
 * suppression list").
 */
final class SesReports {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of the permanent bounces, those of messages that SES tried to deliver. */
  private static final Set<String> DELIVERY_ATTEMPTED = Set.of("General", "NoEmail");

  private final SesAccountStub account;

  SesReports(SesAccountStub account) {
    this.account = account;
  }

  /** Reads an event of {@code feedback} in any of its forms. What is not JSON reports nothing. */
  void read(byte[] event) {
    try {
      read(JSON.readTree(event));
    } catch (IOException noJson) {
      // The function answers what is wrong with it.
    }
  }

  /** An event of SES may be inside others: a record, the text of a message, the detail of an event. */
  private void read(JsonNode node) {
    if (node.has("mail") && node.at("/bounce/bounceType").asText().equals("Permanent")) {
      bounce(node);
    } else if (node.has("mail") && node.has("complaint")) {
      complaint(node);
    } else if (node.isContainerNode()) {
      node.forEach(this::read);
    } else if (node.isTextual() && node.asText().startsWith("{")) {
      nested(node.asText()).ifPresent(this::read);
    }
  }

  private static Optional<JsonNode> nested(String text) {
    try {
      return Optional.of(JSON.readTree(text));
    } catch (JsonProcessingException noJson) {
      return Optional.empty();
    }
  }

  private void bounce(JsonNode event) {
    JsonNode bounce = event.path("bounce");
    if (DELIVERY_ATTEMPTED.contains(bounce.path("bounceSubType").asText("General"))) {
      bounce
          .path("bouncedRecipients")
          .forEach(recipient -> account.bounces(
              recipient.path("emailAddress").asText(), messageId(event), time(bounce)));
    }
  }

  private void complaint(JsonNode event) {
    JsonNode complaint = event.path("complaint");
    JsonNode recipients = complaint.path("complainedRecipients");
    boolean isAbuse = !complaint.path("complaintFeedbackType").asText().equals("not-spam");
    if (isAbuse && recipients.size() == 1) {
      account.complains(
          recipients.at("/0/emailAddress").asText(), messageId(event), time(complaint));
    }
  }

  private static String messageId(JsonNode event) {
    return event.at("/mail/messageId").asText();
  }

  /** When SES reported it; now where the event does not say, or says a later time. */
  private static Instant time(JsonNode notification) {
    Instant now = Instant.now();
    try {
      Instant reported = Instant.parse(notification.path("timestamp").asText());
      return reported.isBefore(now) ? reported : now;
    } catch (DateTimeException noTime) {
      return now;
    }
  }
}
