package dev.hardstop.sesevent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.feedback.Mail;
import dev.hardstop.smtp.AddressField;
import dev.hardstop.smtp.EmailAddress;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads SES's notifications: one {@link Feedback} per recipient.
 *
 * <p>Both formats are read: identity notifications ({@code notificationType}; Amazon SES developer
 * guide, "Amazon SNS notification contents") and event publishing ({@code eventType}; "Amazon SNS
 * event contents"). Types are compared without regard to case, subtypes are an open vocabulary.
 */
public final class FeedbackReader {
  private FeedbackReader() {}

  /**
   * What a notification tells.
   *
   * @param event SES's JSON object itself, out of every envelope
   * @throws InvalidSesEventException when it is no notification of SES's, names no message, no time
   *     it was sent, no destination or no list of recipients; the message repeats nothing of it
   */
  public static Notification read(JsonNode event) {
    SesObject notification = new SesObject("the event", event);
    String type = typeOf(notification);
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "bounce" -> told(BounceReader.read(mail(notification), notification.object("bounce")));
      case "complaint" ->
        told(ComplaintReader.read(mail(notification), notification.object("complaint")));
      case "delivery" ->
        told(DeliveryReader.read(mail(notification), notification.object("delivery")));
      case "" -> throw new InvalidSesEventException("the event has no type");
      default -> new Notification.NotForUs(type);
    };
  }

  /**
   * A bounce of no particular message, to be explained: it has all that classification looks at;
   * its message has no id, no destination and was sent at the {@linkplain Instant#EPOCH epoch}.
   *
   * @param recipient an entry of SES's {@code bouncedRecipients}; whatever is missing in it, or of
   *     another type than SES documents, counts as absent
   * @param label SES's label, {@link BounceType#NONE} where there is none; see {@link
   *     #label(JsonNode)}
   * @param remoteMtaIp the address of the server that answered, empty where unknown
   * @throws InvalidSesEventException when the entry is no JSON object
   */
  public static Bounce bounce(JsonNode recipient, BounceType label, String remoteMtaIp) {
    Mail none = new Mail("", Instant.EPOCH, List.of());
    SesObject entry = new SesObject("the recipient", recipient);
    return BounceReader.bounce(none, "", label, entry, "", remoteMtaIp);
  }

  /**
   * SES's label in an object with {@code bounceType} and {@code bounceSubType}, such as a {@code
   * bounce}; {@link BounceType#NONE} where it has none.
   *
   * @throws InvalidSesEventException when it is no JSON object
   */
  public static BounceType label(JsonNode bounce) {
    return BounceReader.label(new SesObject("the bounce", bounce));
  }

  /** Whether this is a JSON object that says of itself, as SES's do, which type it is of. */
  public static boolean isNotification(JsonNode event) {
    return event.isObject() && !typeOf(new SesObject("the event", event)).isEmpty();
  }

  /** SES's id of the message that a notification is about; empty where it names none. */
  public static String messageId(JsonNode event) {
    JsonNode mail = event.path("mail");
    return mail.isObject() ? new SesObject("mail", mail).id("messageId") : "";
  }

  private static String typeOf(SesObject notification) {
    String type = notification.text("eventType", 64);
    return type.isEmpty() ? notification.text("notificationType", 64) : type;
  }

  private static Mail mail(SesObject notification) {
    return MailReader.read(notification.object("mail"));
  }

  private static Notification told(List<? extends Feedback> feedback) {
    return new Notification.Told(List.copyOf(feedback));
  }

  /** The address that an entry names, empty where what it names is no address. */
  static Optional<EmailAddress> recipient(SesObject entry) {
    return AddressField.find(entry.text("emailAddress", MailReader.LONGEST_ADDRESS));
  }
}
