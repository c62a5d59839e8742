package dev.hardstop.classification;

import static java.util.Objects.requireNonNull;

import dev.hardstop.feedback.Bounce;
import dev.hardstop.smtp.EmailAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who sent a message to whom: the names that a reply may print, and that tell whose domain it names.
 *
 * @param localParts local parts of the recipient's addresses
 * @param recipientDomains domains of the recipient's addresses, as A-labels in lower case; empty where
 *     the recipient is not known
 * @param senderDomain the domain of the MAIL FROM address, likewise; empty where it is not known
 */
public record Correspondents(
    List<String> localParts, List<String> recipientDomains, String senderDomain) {
  /** Nobody is known. */
  public static final Correspondents UNKNOWN = new Correspondents(List.of(), List.of(), "");

  public Correspondents {
    localParts = List.copyOf(localParts);
    recipientDomains = List.copyOf(recipientDomains);
    requireNonNull(senderDomain, "senderDomain is null");
  }

  /** Those of a bounce. Its recipient can be another one than the only address that the message was sent to. */
  public static Correspondents of(Bounce bounce) {
    Set<EmailAddress> destination = bounce.mail().destination();
    Stream<EmailAddress> sentTo = destination.size() == 1 ? destination.stream() : Stream.empty();
    List<EmailAddress> recipients =
        Stream.concat(bounce.recipient().stream(), sentTo).distinct().toList();
    return of(recipients, bounce.mail().senderDomain());
  }

  /** A message to a recipient with these addresses, from this domain, empty where it is not known. */
  public static Correspondents of(List<EmailAddress> recipients, String senderDomain) {
    return new Correspondents(
        recipients.stream().map(EmailAddress::localPart).distinct().toList(),
        recipients.stream().map(EmailAddress::domain).distinct().toList(),
        senderDomain);
  }

  /**
   * Whether a host is the recipient's as far as is known: it is the recipient's domain, or one of the two
   * is in the other. Where no recipient is known, every host may be the recipient's, and so may a name in
   * letters that are not ASCII.
   */
  boolean isRecipients(String host) {
    return recipientDomains.isEmpty()
        || !isAscii(host)
        || recipientDomains.stream().anyMatch(domain -> isRelated(host, domain));
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /** Whether a host is the sender's and not the recipient's. */
  boolean isSendersOnly(String host) {
    return !senderDomain.isEmpty() && isRelated(host, senderDomain) && !isRecipients(host);
  }

  private static boolean isRelated(String host, String domain) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.equals(domain) || name.endsWith("." + domain) || domain.endsWith("." + name);
  }
}
