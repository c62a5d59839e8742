package dev.hardstop.feedback;

import static java.util.Objects.requireNonNull;

import dev.hardstop.smtp.EmailAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One complained recipient: an entry of SES's {@code complainedRecipients}.
 *
 * @param mail the message
 * @param feedbackId SES's id of the notification, empty where absent
 * @param recipient the recipient, empty where it is no address
 * @param kind what kind of complaint it is
 * @param timestamp when the complaint was sent, as the notification says
 */
public record Complaint(
    Mail mail,
    String feedbackId,
    Optional<EmailAddress> recipient,
    ComplaintKind kind,
    Instant timestamp)
    implements Feedback {

  /** A complaint later than this after its message was sent counts as if it came then. */
  private static final Duration LATEST = Duration.ofDays(90);

  public Complaint {
    requireNonNull(mail, "mail is null");
    requireNonNull(feedbackId, "feedbackId is null");
    requireNonNull(recipient, "recipient is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(timestamp, "timestamp is null");
  }

  /** When it counts: its own time, clamped to 0 to 90 days after the message was sent. */
  public Instant countsAt() {
    Instant latest = mail.timestamp().plus(LATEST);
    if (timestamp.isBefore(mail.timestamp())) {
      return mail.timestamp();
    }
    return timestamp.isAfter(latest) ? latest : timestamp;
  }

  @Override
  public String toString() {
    return "Complaint[" + mail + ", " + kind + "]";
  }
}
