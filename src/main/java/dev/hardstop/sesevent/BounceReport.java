package dev.hardstop.sesevent;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.Bounce.RecipientReport;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.feedback.DeliveryReport;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.feedback.Mail;
import dev.hardstop.sesevent.SesEventReader.InvalidSesEventException;
import dev.hardstop.smtp.EmailAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A bounce in one of the forms that people paste for {@code explain}: SES's JSON, optionally in the
 * envelope of SNS or EventBridge; a bounce mail or the fields of its delivery status (RFC 3464); or
 * only the reply of a server. {@link SesEventReader} reads the events of the queue.
 *
 * @param bounce the bounce of the first recipient that failed, or of the first recipient if none failed
 * @param recipients how many recipients the report names; 0 if the report is only a reply
 */
public record BounceReport(Bounce bounce, int recipients) {
  /** The longest report that is read, in characters. */
  public static final int LONGEST_REPORT = 1 << 16;

  /** The most envelopes that are opened: SNS around EventBridge, and one more. */
  private static final int MOST_ENVELOPES = 3;

  private static final JsonMapper JSON = JsonMapper.builder()
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build();

  public BounceReport {
    requireNonNull(bounce, "bounce is null");
  }

  /**
   * Reads a report.
   *
   * @param text at most {@value #LONGEST_REPORT} characters
   * @param type SES's bounce type, {@link BounceType#NONE} if unknown; ignored for SES's JSON, which
   *     contains the type
   * @param remoteMtaIp the IP address of the server that replied, empty if unknown; used if the report
   *     does not contain one
   * @throws InvalidSesEventException if the text is too long, or is JSON but not a bounce of SES; the
   *     message repeats nothing of the text
   */
  public static BounceReport of(String text, BounceType type, String remoteMtaIp) {
    if (text.length() > LONGEST_REPORT) {
      throw new InvalidSesEventException(
          "the report has more than " + LONGEST_REPORT + " characters");
    }
    return text.stripLeading().startsWith("{")
        ? ofEvent(event(text))
        : ofWords(text, type, remoteMtaIp);
  }

  private static BounceReport ofWords(String text, BounceType type, String remoteMtaIp) {
    List<Bounce> bounces = DeliveryReport.recipientsIn(text).stream()
        .map(named -> bounce(named.address(), type, named.report(), remoteMtaIp))
        .toList();
    if (!bounces.isEmpty()) {
      return firstFailed(bounces);
    }
    String reply = SesObject.cut(DeliveryReport.withoutMailHeader(text).strip());
    RecipientReport alone = new RecipientReport("", "", reply, "", "");
    return new BounceReport(bounce(Optional.empty(), type, alone, remoteMtaIp), 0);
  }

  private static BounceReport firstFailed(List<Bounce> bounces) {
    Bounce first =
        bounces.stream().filter(Bounce::isFailed).findFirst().orElseGet(() -> bounces.get(0));
    return new BounceReport(first, bounces.size());
  }

  private static Bounce bounce(
      Optional<EmailAddress> recipient, BounceType type, RecipientReport report, String ip) {
    RecipientReport complete = report.remoteMtaIp().isEmpty()
        ? new RecipientReport(
            report.action(), report.status(), report.diagnosticCode(), report.reportingMta(), ip)
        : report;
    return new Bounce(new Mail("", Instant.EPOCH, List.of()), "", recipient, type, complete);
  }

  private static BounceReport ofEvent(JsonNode event) {
    if (SesEventReader.isNotification(event)) {
      return firstFailed(bounces(SesEventReader.read(event)));
    }
    if (!event.path("bouncedRecipients").isEmpty()) {
      return firstFailed(entries(event));
    }
    if (event.path("diagnosticCode").isTextual()) {
      return firstFailed(List.of(entry(event, event)));
    }
    throw new InvalidSesEventException("the report is JSON, but no bounce event of SES");
  }

  private static List<Bounce> bounces(Notification notification) {
    List<Bounce> bounces = new ArrayList<>();
    if (notification instanceof Notification.Reported reported) {
      for (Feedback feedback : reported.feedback()) {
        if (feedback instanceof Bounce bounce) {
          bounces.add(bounce);
        }
      }
    }
    if (bounces.isEmpty()) {
      throw new InvalidSesEventException("the event has no bounce");
    }
    return bounces;
  }

  /** Reads the entries of SES's object {@code bounce}. */
  private static List<Bounce> entries(JsonNode bounce) {
    List<Bounce> entries = new ArrayList<>();
    bounce.path("bouncedRecipients").forEach(entry -> entries.add(entry(entry, bounce)));
    return entries;
  }

  private static Bounce entry(JsonNode entry, JsonNode bounce) {
    return SesEventReader.bounce(
        entry, SesEventReader.bounceType(bounce), bounce.path("remoteMtaIp").asText());
  }

  /** Returns SES's event without the envelopes of SNS and EventBridge. */
  private static JsonNode event(String text) {
    JsonNode event = json(text);
    for (int i = 0; i < MOST_ENVELOPES && !SesEventReader.isNotification(event); i++) {
      if (event.path("Message").isTextual()) {
        event = json(event.path("Message").textValue());
      } else if (event.path("detail").isObject()) {
        event = event.path("detail");
      }
    }
    return event;
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException malformed) {
      throw new InvalidSesEventException("the report starts like JSON, but is not JSON");
    }
  }
}
