package dev.hardstop.feedback;

import static java.util.Objects.requireNonNull;

import dev.hardstop.smtp.EmailAddress;
import java.util.Optional;

/**
 * Who is meant by the recipient that feedback names.
 *
 * <p>A bounced recipient is the Final-Recipient of a delivery status notification (RFC 3464 section
 * 2.3.2), written by a stranger's server. Nothing is ever held against an address that the message
 * was not sent to.
 */
public sealed interface Attribution {
  /** Stands for the domain of a recipient that is no address (RFC 2606). */
  String NO_DOMAIN = "invalid";

  /** The message was sent to this very address. */
  record Direct(EmailAddress address) implements Attribution {
    public Direct {
      requireNonNull(address, "address is null");
    }
  }

  /**
   * The message was sent to this address alone, which passed it on to the one that is named.
   *
   * @param address the address the message was sent to
   * @param via the domain of the recipient that is named, {@link #NO_DOMAIN} where that is no
   *     address, or where nobody knows who of several bounced
   */
  record Forwarded(EmailAddress address, String via) implements Attribution {
    public Forwarded {
      requireNonNull(address, "address is null");
      requireNonNull(via, "via is null");
    }
  }

  /** The message went to several addresses, and the one that is named is none of them. */
  record Nobody() implements Attribution {}

  /**
   * Who of a message's destination is meant.
   *
   * @param recipient the recipient named, empty where the name is no address
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
