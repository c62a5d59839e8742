package dev.hardstop.feedback;

import static java.util.Objects.requireNonNull;

import dev.hardstop.smtp.EmailAddress;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The message that feedback is about: the parts of SES's {@code mail} object that Hardstop needs.
 *
 * @param messageId SES's id of the message
 * @param timestamp when SES accepted the message, by the clock of SES
 * @param destination the addresses that the message was sent to
 * @param unreadable the number of further destinations that are not valid addresses, although a server may accept
 *     them
 * @param tags the message tags; {@link MessageTags#NONE} in an identity notification
 * @param senderDomain the domain of the MAIL FROM address, in lower case; empty if unknown
 * @param imported for feedback that was imported from a file, the id of the file's format, such as {@code
 *     sendgrid-bounces}; empty for feedback that SES sent. An entry of another provider's list says nothing
 *     about a message: its message id is empty, its time is that of the entry, and its only destination is
 *     the address of the entry
 */
public record Mail(
    String messageId,
    Instant timestamp,
    Set<EmailAddress> destination,
    int unreadable,
    MessageTags tags,
    String senderDomain,
    String imported) {
  public Mail {
    requireNonNull(messageId, "messageId is null");
    requireNonNull(timestamp, "timestamp is null");
    requireNonNull(tags, "tags is null");
    requireNonNull(senderDomain, "senderDomain is null");
    requireNonNull(imported, "imported is null");
    destination = Collections.unmodifiableSet(new LinkedHashSet<>(destination));
  }

  /** A message without tags to valid addresses from an unknown sender. */
  public Mail(String messageId, Instant timestamp, Collection<EmailAddress> destination) {
    this(messageId, timestamp, destination, MessageTags.NONE);
  }

  /** A message to valid addresses from an unknown sender. */
  public Mail(
      String messageId, Instant timestamp, Collection<EmailAddress> destination, MessageTags tags) {
    this(messageId, timestamp, new LinkedHashSet<>(destination), 0, tags, "", "");
  }

  /**
   * This message, marked as read from an imported file.
   *
   * @param format see {@link #imported()}
   */
  public Mail importedFrom(String format) {
    return new Mail(messageId, timestamp, destination, unreadable, tags, senderDomain, format);
  }

  /** Whether it was read from an imported file, and not from a notification that SES sent. */
  public boolean isImported() {
    return !imported.isEmpty();
  }

  /** Whether the message was sent to exactly one address. */
  public boolean hasOneDestination() {
    return destination.size() == 1 && unreadable == 0;
  }

  /** A destination as the sender spelled it; empty if the message was not sent to it. */
  public Optional<String> spelling(EmailAddress address) {
    return destination.stream()
        .filter(address::equals)
        .map(EmailAddress::spelling)
        .findFirst();
  }

  /** The UTC day on which the message was sent; its feedback counts on this day. */
  public LocalDate day() {
    return LocalDate.ofInstant(timestamp, ZoneOffset.UTC);
  }

  /** Omits the addresses, which are personal data. */
  @Override
  public String toString() {
    return "Mail[" + messageId + ", " + timestamp + ", to " + destination.size() + "]";
  }
}
