package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.Set;

/**
 * Recipients of a domain that were delivered to on a day, to be counted in one write.
 *
 * @param domain A-labels, lower case
 * @param day the UTC day on which the messages were sent
 * @param hashes of the recipients, one or more
 */
public record Recipients(String domain, LocalDate day, Set<String> hashes) {
  public Recipients {
    requireNonNull(domain, "domain is null");
    requireNonNull(day, "day is null");
    hashes = Set.copyOf(hashes);
  }
}
