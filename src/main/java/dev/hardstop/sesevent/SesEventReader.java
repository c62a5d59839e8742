package dev.hardstop.sesevent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.Bounce.RecipientReport;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.feedback.Complaint;
import dev.hardstop.feedback.ComplaintKind;
import dev.hardstop.feedback.Delivery;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.feedback.Mail;
import dev.hardstop.feedback.MessageTags;
import dev.hardstop.sesevent.Notification.Ignored;
import dev.hardstop.sesevent.Notification.Reported;
import dev.hardstop.smtp.AddressField;
import dev.hardstop.smtp.EmailAddress;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads SES's notifications and events: one {@link Feedback} for each recipient.
 *
 * <p>Both formats are read: identity notifications ({@code notificationType}; Amazon SES developer
 * guide, "Amazon SNS notification contents") and event publishing ({@code eventType}; "Amazon SNS
 * event contents"). Types are compared without regard to case. Subtypes are an open vocabulary.
 */
public final class SesEventReader {
  /**
   * The most characters of a diagnostic code that are read. A line of a reply has up to 512 octets (RFC
   * 5321 section 4.5.3.1.5), and a reply may have several lines.
   */
  static final int LONGEST_DIAGNOSTIC_CODE = 8_192;

  /** The longest id, in characters. Ids of SES, SNS, SQS and EventBridge are shorter. */
  static final int LONGEST_ID = 128;

  /** The most characters of any other text that are read. */
  private static final int LONGEST_FIELD = 512;

  private static final int LONGEST_TYPE = 64;

  /** The message tag by which a sender names the stream of a message. */
  static final String STREAM_TAG = "hardstop-stream";

  /** Longer than any valid address, so that an address that is too long is not cut into a valid one. */
  private static final int LONGEST_ADDRESS = 2_000;

  private SesEventReader() {}

  /**
   * Reads a notification.
   *
   * @param event SES's JSON object itself, without any envelope
   * @throws InvalidSesEventException if the event is not a notification of SES, or has no message,
   *     sending time, destination or list of recipients; the exception's message repeats nothing of the
   *     event
   */
  public static Notification read(JsonNode event) {
    return read(event, "");
  }

  /**
   * Reads a notification that was imported.
   *
   * @param imported the id of the format; see {@link Mail#imported()}
   */
  static Notification read(JsonNode event, String imported) {
    SesObject notification = new SesObject("the event", event);
    String type = typeOf(notification);
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "bounce" ->
        reported(bounces(mailOf(notification, imported), notification.object("bounce")));
      case "complaint" ->
        reported(complaints(mailOf(notification, imported), notification.object("complaint")));
      case "delivery" ->
        reported(deliveries(mailOf(notification, imported), notification.object("delivery")));
      case "" -> throw new InvalidSesEventException("the event has no type");
      default -> new Ignored(type);
    };
  }

  /**
   * Reads a bounce without its message, so that the bounce can be explained. The result has everything
   * that classification needs. Its message has no id and no destination, and was sent at the
   * {@linkplain Instant#EPOCH epoch}.
   *
   * @param recipient an entry of SES's {@code bouncedRecipients}; a member whose type differs from
   *     SES's documentation counts as absent
   * @param type SES's bounce type, {@link BounceType#NONE} if there is none; see {@link
   *     #bounceType(JsonNode)}
   * @param remoteMtaIp the IP address of the server that replied, empty if unknown
   * @throws InvalidSesEventException if the entry is not a JSON object
   */
  public static Bounce bounce(JsonNode recipient, BounceType type, String remoteMtaIp) {
    Mail noMail = new Mail("", Instant.EPOCH, List.of());
    SesObject entry = new SesObject("the recipient", recipient);
    return new Bounce(noMail, "", recipient(entry), type, report(entry, "", remoteMtaIp));
  }

  /**
   * Reads SES's bounce type from an object with {@code bounceType} and {@code bounceSubType}, such as a
   * {@code bounce}. The result is {@link BounceType#NONE} if the object has neither.
   *
   * @throws InvalidSesEventException if it is not a JSON object
   */
  public static BounceType bounceType(JsonNode bounce) {
    return bounceType(new SesObject("the bounce", bounce));
  }

  /** Returns whether this is a JSON object with a type, as all notifications of SES are. */
  public static boolean isNotification(JsonNode event) {
    return event.isObject() && !typeOf(new SesObject("the event", event)).isEmpty();
  }

  /**
   * Returns whether a text has at most 128 characters and consists only of characters that ids of AWS
   * have. Other texts are neither kept nor logged as ids. The empty text counts as an id.
   */
  public static boolean isPlainId(String id) {
    boolean isPlain = id.length() <= LONGEST_ID;
    // A stream of characters would take one percent of the time for an event.
    for (int i = 0; isPlain && i < id.length(); i++) {
      isPlain = isIdCharacter(id.charAt(i));
    }
    return isPlain;
  }

  private static boolean isIdCharacter(char c) {
    return c < 0x7f && Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.';
  }

  /** Returns SES's id of the message that a notification is about; empty if it has none. */
  public static String messageId(JsonNode event) {
    JsonNode mail = event.path("mail");
    return mail.isObject() ? new SesObject("mail", mail).id("messageId") : "";
  }

  private static Notification reported(List<? extends Feedback> feedback) {
    return new Reported(List.copyOf(feedback));
  }

  private static String typeOf(SesObject notification) {
    String type = notification.text("eventType", LONGEST_TYPE);
    return type.isEmpty() ? notification.text("notificationType", LONGEST_TYPE) : type;
  }

  /**
   * Reads the {@code mail} object.
   *
   * @throws InvalidSesEventException if the object has no readable {@code timestamp}, which gives the
   *     day of all evidence, or no {@code destination}, without which no recipient can be identified
   */
  private static Mail mailOf(SesObject notification, String imported) {
    SesObject mail = notification.object("mail");
    Instant sent = mail.time("timestamp")
        .orElseThrow(() -> new InvalidSesEventException("mail has no readable timestamp"));
    Set<EmailAddress> destination = new LinkedHashSet<>();
    int unreadable = 0;
    for (JsonNode written : mail.list("destination")) {
      Optional<EmailAddress> address = address(written);
      address.ifPresent(destination::add);
      unreadable += address.isPresent() ? 0 : 1;
    }
    String senderDomain = AddressField.find(mail.text("source", LONGEST_ADDRESS))
        .map(EmailAddress::domain)
        .orElse("");
    return new Mail(
        mail.id("messageId"), sent, destination, unreadable, tagsOf(mail), senderDomain, imported);
  }

  /** Returns the tags that Hardstop uses. An identity notification has none. */
  private static MessageTags tagsOf(SesObject mail) {
    return new MessageTags(
        mail.tag(STREAM_TAG), mail.tag("ses:configuration-set"), mail.tag("ses:tenant-name"));
  }

  /** Returns one bounce for each entry of {@code bouncedRecipients}. */
  private static List<Bounce> bounces(Mail mail, SesObject bounce) {
    String feedbackId = bounce.id("feedbackId");
    BounceType type = bounceType(bounce);
    String reportingMta = bounce.text("reportingMTA", LONGEST_FIELD);
    String remoteMtaIp = bounce.text("remoteMtaIp", LONGEST_FIELD);
    return bounce.entries("bouncedRecipients").stream()
        .map(entry -> new Bounce(
            mail, feedbackId, recipient(entry), type, report(entry, reportingMta, remoteMtaIp)))
        .toList();
  }

  private static BounceType bounceType(SesObject bounce) {
    return new BounceType(
        bounce.text("bounceType", LONGEST_FIELD), bounce.text("bounceSubType", LONGEST_FIELD));
  }

  private static RecipientReport report(SesObject entry, String reportingMta, String remoteMtaIp) {
    return new RecipientReport(
        entry.text("action", LONGEST_FIELD),
        entry.text("status", LONGEST_FIELD),
        entry.text("diagnosticCode", LONGEST_DIAGNOSTIC_CODE),
        reportingMta,
        remoteMtaIp);
  }

  /**
   * Returns one complaint for each entry of {@code complainedRecipients}. A complaint without a
   * readable time counts on the day on which its message was sent.
   */
  private static List<Complaint> complaints(Mail mail, SesObject complaint) {
    String feedbackId = complaint.id("feedbackId");
    Instant timestamp = complaint.time("timestamp").orElse(mail.timestamp());
    List<Optional<EmailAddress>> recipients = complaint.entries("complainedRecipients").stream()
        .map(SesEventReader::recipient)
        .toList();
    ComplaintKind kind = ComplaintKind.of(
        complaint.text("complaintFeedbackType", LONGEST_FIELD),
        complaint.text("complaintSubType", LONGEST_FIELD),
        countDifferent(recipients));
    return recipients.stream()
        .map(recipient -> new Complaint(mail, feedbackId, recipient, kind, timestamp))
        .toList();
  }

  /**
   * Returns how many recipients are named. Each distinct address counts once, and so does each text
   * that is not an address.
   */
  private static int countDifferent(List<Optional<EmailAddress>> recipients) {
    Set<EmailAddress> addresses = new HashSet<>();
    int unreadable = 0;
    for (Optional<EmailAddress> recipient : recipients) {
      recipient.ifPresent(addresses::add);
      unreadable += recipient.isPresent() ? 0 : 1;
    }
    return addresses.size() + unreadable;
  }

  /** Returns one delivery for each entry of {@code recipients}. */
  private static List<Delivery> deliveries(Mail mail, SesObject delivery) {
    return delivery.elements("recipients").stream()
        .map(recipient -> new Delivery(mail, address(recipient)))
        .toList();
  }

  /** Returns the address of an entry; empty if its text is not an address. */
  private static Optional<EmailAddress> recipient(SesObject entry) {
    return AddressField.find(entry.text("emailAddress", LONGEST_ADDRESS));
  }

  private static Optional<EmailAddress> address(JsonNode written) {
    return AddressField.find(SesObject.text(written, LONGEST_ADDRESS));
  }

  /**
   * Thrown if the input does not follow the documentation of SES, so that nothing can be concluded from
   * it about any address. The message states what is wrong, and repeats nothing of the input.
   */
  public static final class InvalidSesEventException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param reason what is wrong, without text from the input
     */
    public InvalidSesEventException(String reason) {
      super(reason);
    }
  }
}
