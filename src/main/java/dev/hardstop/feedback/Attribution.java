package dev.hardstop.feedback;

import static java.util.Objects.requireNonNull;

import dev.hardstop.smtp.EmailAddress;
import java.util.Optional;

/**
 * The address that feedback is about.
 *
 * <p>A bounced recipient is the Final-Recipient of a delivery status notification (RFC 3464 section 2.3.2), which
 * an unknown server wrote. Evidence is never held against an address that the message was not sent to.
 *
 * <p>There is one exception: a line of an imported list names an address but no message, so nobody can check
 * whether the address was mailed. The person who imports the list is trusted, and the address itself counts
 * as the destination. Such feedback is {@linkplain Mail#imported() marked}, and so is its evidence.
 */
public sealed interface Attribution {
  /** The domain of a forward whose recipient is unknown (RFC 2606). */
  String NO_DOMAIN = "invalid";

  /** The message was sent to this address. */
  record Direct(EmailAddress address) implements Attribution {
    public Direct {
      requireNonNull(address, "address is null");
    }
  }

  /**
   * The message was sent to this address only, which forwarded it to the named recipient.
   *
   * @param address the address that the message was sent to
   * @param via the domain of the named recipient; {@link #NO_DOMAIN} if the recipient is not an address, or
   *     if it is unknown which of several recipients bounced
   */
  record Forwarded(EmailAddress address, String via) implements Attribution {
    public Forwarded {
      requireNonNull(address, "address is null");
      requireNonNull(via, "via is null");
    }
  }

  /** The message was sent to several addresses, and the named recipient is not among them. */
  record Nobody() implements Attribution {}

  /**
   * Attributes feedback about a named recipient to an address of the destination.
   *
   * @param recipient the named recipient; empty if it is not an address
   */
  static Attribution of(Optional<EmailAddress> recipient, Mail mail) {
    if (recipient.isPresent() && mail.destination().contains(recipient.get())) {
      return new Direct(recipient.get());
    }
    if (mail.hasOneDestination()) {
      String via = recipient.map(EmailAddress::domain).orElse(NO_DOMAIN);
      return new Forwarded(mail.destination().iterator().next(), via);
    }
    return new Nobody();
  }
}
