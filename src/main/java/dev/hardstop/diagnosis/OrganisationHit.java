package dev.hardstop.diagnosis;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.Optional;

/**
 * An organisation at which a reason was seen on a day.
 *
 * @param organisation its registered domain, A-labels, lower case
 * @param gateway who refused there
 * @param known whether somebody was refused who had been delivered to in the 14 days before
 */
public record OrganisationHit(String organisation, MailProvider gateway, boolean known)
    implements Comparable<OrganisationHit> {
  private static final String KNOWN = "known";
  private static final String STRANGERS = "strangers";

  public OrganisationHit {
    requireNonNull(organisation, "organisation is null");
    requireNonNull(gateway, "gateway is null");
  }

  /** What {@link #toString()} wrote; empty where it did not. */
  public static Optional<OrganisationHit> parse(String text) {
    String[] parts = text.split(" ", -1);
    if (parts.length != 3 || parts[0].isEmpty()) {
      return Optional.empty();
    }
    boolean known = parts[2].equals(KNOWN);
    if (!known && !parts[2].equals(STRANGERS)) {
      return Optional.empty();
    }
    return MailProvider.find(parts[1])
        .map(gateway -> new OrganisationHit(parts[0], gateway, known));
  }

  @Override
  public int compareTo(OrganisationHit other) {
    return Comparator.comparing(OrganisationHit::organisation)
        .thenComparing(OrganisationHit::gateway)
        .thenComparing(OrganisationHit::known)
        .compare(this, other);
  }

  /** One line for the table: {@code contoso.com MICROSOFT known}. */
  @Override
  public String toString() {
    return organisation + ' ' + gateway + ' ' + (known ? KNOWN : STRANGERS);
  }
}
