package dev.hardstop.smtp;

import static java.util.Objects.requireNonNull;

import java.util.Objects;
import java.util.Optional;

/**
 * A mailbox in its canonical form: the form under which two spellings of one address are the same.
 *
 * <p>The domain is lower case and in A-labels (RFC 5890), without a trailing dot; the local part is
 * NFC-normalised and lower case, unquoted where quoting says nothing (RFC 5321 section 4.1.2 lets
 * only the receiving server interpret it, but no server in use tells {@code Bob} from {@code bob}).
 * Tags and dots stay: {@code bob+news} may be another mailbox than {@code bob}. A misplaced dot is
 * read as if it stood in quotes, because such mailboxes exist: {@code foo..bar} is {@code
 * "foo..bar"}. The canonical form of a canonical form is itself.
 *
 * <p>Bounds are those of RFC 5321 section 4.5.3.1: local part 1 to 64 octets, domain 1 to 255. An
 * address is personal data, so {@link #toString()} hides the local part; {@link #canonical()} is
 * the whole of it.
 */
public final class EmailAddress implements Comparable<EmailAddress> {

  private final String localPart;
  private final String domain;

  EmailAddress(String localPart, String domain) {
    this.localPart = requireNonNull(localPart, "localPart is null");
    this.domain = requireNonNull(domain, "domain is null");
  }

  /**
   * The address that the text writes, alone ({@code bob@example.com}), in angle brackets or behind
   * a display name ({@code "Bob" <bob@example.com>}). A display name with one of {@code , ; : @ >}
   * must be quoted (RFC 5322 section 3.4). A list, a group, text behind the address or a line break
   * is no address.
   *
   * @throws InvalidAddressException when the text is no address, or more than one; its message says
   *     why and repeats nothing of the text
   */
  public static EmailAddress of(String text) {
    return AddressParser.parse(requireNonNull(text, "text is null"));
  }

  /** The same as {@link #of(String)}, empty where that would throw. */
  public static Optional<EmailAddress> find(String text) {
    try {
      return Optional.of(of(text));
    } catch (InvalidAddressException invalid) {
      return Optional.empty();
    }
  }

  /** The local part, canonical; quoted where it must be. */
  public String localPart() {
    return localPart;
  }

  /** The domain as A-labels in lower case, or an address literal such as {@code [192.0.2.1]}. */
  public String domain() {
    return domain;
  }

  /** {@code localPart@domain}: the key of an address. Personal data: not for logs. */
  public String canonical() {
    return localPart + '@' + domain;
  }

  @Override
  public int compareTo(EmailAddress other) {
    return canonical().compareTo(other.canonical());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EmailAddress that
        && localPart.equals(that.localPart)
        && domain.equals(that.domain);
  }

  @Override
  public int hashCode() {
    return Objects.hash(localPart, domain);
  }

  /** The address without its local part, for logs. */
  @Override
  public String toString() {
    return "***@" + domain;
  }
}
