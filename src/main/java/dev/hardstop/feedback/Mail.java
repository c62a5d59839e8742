package dev.hardstop.feedback;

import static java.util.Objects.requireNonNull;

import dev.hardstop.smtp.EmailAddress;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The message that feedback is about: SES's {@code mail} object, as far as Hardstop needs it.
 *
 * @param messageId SES's id of the message
 * @param timestamp when SES took the message, by SES's own clock
 * @param destination the addresses the message was sent to, canonical
 * @param unreadable how many more SES names that are no addresses: a server may take them
 * @param senderDomain the domain of the MAIL FROM address, in lower case; empty where unknown
 */
public record Mail(
    String messageId,
    Instant timestamp,
    Set<EmailAddress> destination,
    int unreadable,
    String senderDomain) {
  public Mail {
    requireNonNull(messageId, "messageId is null");
    requireNonNull(timestamp, "timestamp is null");
    requireNonNull(senderDomain, "senderDomain is null");
    destination = Collections.unmodifiableSet(new LinkedHashSet<>(destination));
  }

  /** A message sent to addresses only, by a sender that is not known. */
  public Mail(String messageId, Instant timestamp, Collection<EmailAddress> destination) {
    this(messageId, timestamp, new LinkedHashSet<>(destination), 0, "");
  }

  /** Whether the message was sent to one address and nobody else. */
  public boolean hasOneDestination() {
    return destination.size() == 1 && unreadable == 0;
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
