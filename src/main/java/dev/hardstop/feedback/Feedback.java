package dev.hardstop.feedback;

import dev.hardstop.smtp.EmailAddress;
import java.util.Optional;

/** A report of SES about one recipient of one message. */
public sealed interface Feedback permits Bounce, Complaint, Delivery {
  /** The message that was sent. */
  Mail mail();

  /** The recipient that the feedback names; empty if it is not an address. */
  Optional<EmailAddress> recipient();

  /** The address of the destination that the feedback is about. */
  default Attribution attribution() {
    return Attribution.of(recipient(), mail());
  }
}
