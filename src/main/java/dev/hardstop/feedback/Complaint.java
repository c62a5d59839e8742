package dev.hardstop.feedback;

import static java.util.Objects.requireNonNull;

import dev.hardstop.smtp.EmailAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A complaint of one recipient: an entry of SES's {@code complainedRecipients}.
 *
 * @param mail the message
 * @param feedbackId SES's id of the notification; empty if absent
 * @param recipient the recipient; empty if it is not an address
 * @param kind the kind of complaint
 * @param timestamp when the complaint was sent, according to the notification
 */
public record Complaint(
    Mail mail,
    String feedbackId,
    Optional<EmailAddress> recipient,
    ComplaintKind kind,
    Instant timestamp)
    implements Feedback {

  /** A later complaint counts as if it had come this long after its message was sent. */
  private static final Duration LATEST = Duration.ofDays(90);

  public Complaint {
    requireNonNull(mail, "mail is null");
    requireNonNull(feedbackId, "feedbackId is null");
    requireNonNull(recipient, "recipient is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(timestamp, "timestamp is null");
  }

  /**
   * The time at which the complaint counts: its timestamp, limited to 0 to 90 days after the message was
   * sent.
   */
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
