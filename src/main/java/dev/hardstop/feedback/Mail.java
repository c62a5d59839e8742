package dev.hardstop.feedback;

import static java.util.Objects.requireNonNull;

import dev.hardstop.smtp.EmailAddress;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * The message that feedback is about: SES's {@code mail} object, as far as Hardstop needs it.
 *
 * @param messageId SES's id of the message
 * @param timestamp when SES took the message, by SES's own clock
 * @param destination the addresses the message was sent to, canonical; those SES wrote that are no
 *     addresses are left out
 */
public record Mail(String messageId, Instant timestamp, List<EmailAddress> destination) {
  public Mail {
    requireNonNull(messageId, "messageId is null");
    requireNonNull(timestamp, "timestamp is null");
    destination = destination.stream().distinct().toList();
  }

  /** The UTC day on which the message was sent: the day that its feedback counts on. */
  public LocalDate day() {
    return LocalDate.ofInstant(timestamp, ZoneOffset.UTC);
  }

  /** No addresses: they are personal data. */
  @Override
  public String toString() {
    return "Mail[" + messageId + ", " + timestamp + ", to " + destination.size() + "]";
  }
}
