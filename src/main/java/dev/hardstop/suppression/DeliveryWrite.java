package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import dev.hardstop.suppression.DeliveredRecipients.RecipientHash;
import java.time.LocalDate;

/** What a delivery may add to the table. */
public sealed interface DeliveryWrite {
  /**
   * A message that was sent to a subject on this day was delivered.
   *
   * @param day the UTC day on which the message was sent
   */
  record DeliveryDay(Subject subject, LocalDate day) implements DeliveryWrite {
    public DeliveryDay {
      requireNonNull(subject, "subject is null");
      requireNonNull(day, "day is null");
    }
  }

  /**
   * A recipient who counts among those of a domain and day that were delivered to.
   *
   * @param domain of the recipient; A-labels, lower case
   * @param day the UTC day on which the message was sent
   * @param hash the {@linkplain RecipientHash hash} of the recipient
   */
  record RecipientDay(String domain, LocalDate day, String hash) implements DeliveryWrite {
    public RecipientDay {
      requireNonNull(domain, "domain is null");
      requireNonNull(day, "day is null");
      requireNonNull(hash, "hash is null");
    }
  }
}
