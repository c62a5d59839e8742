package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import dev.hardstop.smtp.DomainName;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.smtp.InvalidAddressException;

/** What a dossier is about: an address or a whole domain. */
public sealed interface Subject extends Comparable<Subject> {
  /** {@code bob@contoso.com} or {@code @contoso.com}: the key of the dossier. */
  String key();

  /** The domain of the address, or the domain itself; A-labels, lower case. */
  String domain();

  /** The address as a subject. */
  static Subject of(EmailAddress address) {
    return new Address(address);
  }

  /** The domain of the address as a subject. */
  static Subject domainOf(EmailAddress address) {
    return new Domain(address.domain());
  }

  /**
   * Parses an address, or a domain after an {@code @}.
   *
   * @throws InvalidAddressException if it is neither; the message does not repeat the text
   */
  static Subject parse(String text) {
    String key = text.strip();
    if (key.startsWith("@")) {
      return new Domain(DomainName.canonical(key.substring(1)));
    }
    return of(EmailAddress.of(key));
  }

  @Override
  default int compareTo(Subject other) {
    return key().compareTo(other.key());
  }

  /** One address. */
  record Address(EmailAddress address) implements Subject {
    public Address {
      requireNonNull(address, "address is null");
    }

    @Override
    public String key() {
      return address.canonical();
    }

    @Override
    public String domain() {
      return address.domain();
    }

    @Override
    public String toString() {
      return address.toString();
    }
  }

  /** All addresses of a domain. */
  record Domain(String domain) implements Subject {
    public Domain {
      requireNonNull(domain, "domain is null");
    }

    @Override
    public String key() {
      return "@" + domain;
    }

    @Override
    public String toString() {
      return key();
    }
  }
}
