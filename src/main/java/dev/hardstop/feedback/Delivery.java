package dev.hardstop.feedback;

import static java.util.Objects.requireNonNull;

import dev.hardstop.smtp.EmailAddress;
import java.util.Optional;

/**
 * One recipient whose server accepted the message: an entry of SES's {@code delivery.recipients}.
 * Accepted is not yet delivered: gateways take a message first and bounce it minutes later.
 *
 * @param mail the message
 * @param recipient the recipient, empty where it is no address
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
