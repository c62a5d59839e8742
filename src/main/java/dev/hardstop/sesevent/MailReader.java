package dev.hardstop.sesevent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.feedback.Mail;
import dev.hardstop.smtp.AddressField;
import dev.hardstop.smtp.EmailAddress;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Reads SES's {@code mail} object: which message, when it was sent, by whom and to whom. */
final class MailReader {
  /** More than any address has, so that one that is too long stays too long. */
  static final int LONGEST_ADDRESS = 2_000;

  private MailReader() {}

  /**
   * @throws InvalidSesEventException when it has no readable {@code timestamp}, which is the day that
   *     everything counts on, or no {@code destination}, without which nobody can be meant
   */
  static Mail read(SesObject mail) {
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
    return new Mail(mail.id("messageId"), sent, destination, unreadable, senderDomain);
  }

  static Optional<EmailAddress> address(JsonNode written) {
    return AddressField.find(SesObject.text(written, LONGEST_ADDRESS));
  }
}
