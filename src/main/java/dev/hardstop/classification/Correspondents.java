package dev.hardstop.classification;

import static java.util.Objects.requireNonNull;

import dev.hardstop.feedback.Bounce;
import dev.hardstop.smtp.DomainName;
import dev.hardstop.smtp.EmailAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The sender and the recipient of a message. A reply may print their names, and the names show whose domain a
 * reply is about.
 *
 * @param localParts local parts of the recipient's addresses
 * @param recipientDomains domains of the recipient's addresses, as A-labels in lower case; empty if the
 *     recipient is unknown
 * @param senderDomain the domain of the MAIL FROM address, as A-labels in lower case; empty if it is unknown
 */
public record Correspondents(
    List<String> localParts, List<String> recipientDomains, String senderDomain) {
  /** Unknown correspondents. */
  public static final Correspondents UNKNOWN = new Correspondents(List.of(), List.of(), "");

  public Correspondents {
    localParts = List.copyOf(localParts);
    recipientDomains = List.copyOf(recipientDomains);
    requireNonNull(senderDomain, "senderDomain is null");
  }

  /** The correspondents of a bounce: the bounced recipient, and the destination if the message had only one. */
  public static Correspondents of(Bounce bounce) {
    Set<EmailAddress> destination = bounce.mail().destination();
    Stream<EmailAddress> sentTo = destination.size() == 1 ? destination.stream() : Stream.empty();
    List<EmailAddress> recipients =
        Stream.concat(bounce.recipient().stream(), sentTo).distinct().toList();
    return of(recipients, bounce.mail().senderDomain());
  }

  /**
   * The correspondents with these recipient addresses and this sender domain, which is empty if it is
   * unknown.
   */
  public static Correspondents of(List<EmailAddress> recipients, String senderDomain) {
    return new Correspondents(
        recipients.stream().map(EmailAddress::localPart).distinct().toList(),
        recipients.stream().map(EmailAddress::domain).distinct().toList(),
        senderDomain);
  }

  /**
   * Whether a host may belong to the recipient: it is the recipient's domain, or one of the two is a
   * subdomain of the other. Every host may belong to an unknown recipient. So may every name with letters
   * that are not ASCII, because it cannot be compared with A-labels.
   */
  boolean isRecipients(String host) {
    return recipientDomains.isEmpty()
        || !DomainName.isAscii(host)
        || recipientDomains.stream().anyMatch(domain -> isRelated(host, domain));
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
