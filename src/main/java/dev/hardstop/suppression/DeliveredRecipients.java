package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many recipients of a domain were delivered to, by the UTC day their messages were sent: the
 * denominator of every rate.
 *
 * @param domain A-labels, lower case
 * @param byDay {@linkplain RecipientHash hashes} of recipients; of one day {@value #COUNTED} or a few
 *     more stand for "so many or more"
 */
public record DeliveredRecipients(String domain, SortedMap<LocalDate, Set<String>> byDay) {
  /** So many recipients of a day are counted, and then no more. */
  public static final int COUNTED = 32;

  /** So many days are kept. */
  public static final int DAYS = 14;

  public DeliveredRecipients {
    requireNonNull(domain, "domain is null");
    SortedMap<LocalDate, Set<String>> copy = new TreeMap<>();
    byDay.forEach((day, hashes) -> copy.put(day, Set.copyOf(hashes)));
    byDay = Collections.unmodifiableSortedMap(copy);
  }

  /** Nobody of the domain was delivered to. */
  public static DeliveredRecipients none(String domain) {
    return new DeliveredRecipients(domain, new TreeMap<>());
  }
}
