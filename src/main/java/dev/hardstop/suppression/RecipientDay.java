package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;

/**
 * A recipient that was delivered to on a day.
 *
 * @param domain of the recipient; A-labels, lower case
 * @param day the UTC day on which the message was sent
 * @param hash the {@linkplain RecipientHash hash} of the recipient
 */
public record RecipientDay(String domain, LocalDate day, String hash) implements DeliveryWrite {
  public RecipientDay {
    requireNonNull(domain, "domain is null");
    requireNonNull(day, "day is null");
    requireNonNull(hash, "hash is null");
  }
}
