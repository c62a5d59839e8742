package dev.hardstop.feedback;

import static java.util.Objects.requireNonNull;

import dev.hardstop.smtp.EmailAddress;
import java.util.Optional;

/**
 * A recipient whose server accepted the message: an entry of SES's {@code delivery.recipients}. Gateways may
 * accept a message and bounce it minutes later.
 *
 * @param mail the message
 * @param recipient the recipient; empty if it is not an address
 */
public record Delivery(Mail mail, Optional<EmailAddress> recipient) implements Feedback {
  public Delivery {
    requireNonNull(mail, "mail is null");
    requireNonNull(recipient, "recipient is null");
  }

  @Override
  public String toString() {
    return "Delivery[" + mail + "]";
  }
}
