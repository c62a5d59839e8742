package dev.hardstop.feedback;

import dev.hardstop.smtp.EmailAddress;
import java.util.Optional;

/** What SES told us about one message and one recipient of it. */
public sealed interface Feedback permits Bounce, Complaint, Delivery {
  /** The message that was sent. */
  Mail mail();

  /** The recipient as the feedback names it; empty where what it names is no address. */
  Optional<EmailAddress> recipient();

  /** Which address of the message's destination is meant. */
  default Attribution attribution() {
    return Attribution.of(recipient(), mail());
  }
}
