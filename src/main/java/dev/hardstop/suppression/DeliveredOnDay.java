package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Recipients of a domain that were delivered to on a day, to be counted in one write.
 *
 * @param domain A-labels, lower case
 * @param day the UTC day on which the messages were sent
 * @param hashes of the recipients, one or more
 */
public record DeliveredOnDay(String domain, LocalDate day, Set<String> hashes) {
  public DeliveredOnDay {
    requireNonNull(domain, "domain is null");
    requireNonNull(day, "day is null");
    hashes = Set.copyOf(hashes);
  }

  /** The recipients among these notes, those of one domain and day together. */
  static List<DeliveredOnDay> among(Collection<DeliveryWrite> notes) {
    Map<String, Map<LocalDate, Set<String>>> hashes = new TreeMap<>();
    for (DeliveryWrite note : notes) {
      if (note instanceof RecipientDay recipient) {
        hashes
            .computeIfAbsent(recipient.domain(), domain -> new TreeMap<>())
            .computeIfAbsent(recipient.day(), day -> new HashSet<>())
            .add(recipient.hash());
      }
    }
    List<DeliveredOnDay> together = new ArrayList<>();
    hashes.forEach((domain, days) ->
        days.forEach((day, ofDay) -> together.add(new DeliveredOnDay(domain, day, ofDay))));
    return together;
  }

  /** Each of them alone. */
  List<RecipientDay> each() {
    return hashes.stream().map(hash -> new RecipientDay(domain, day, hash)).toList();
  }
}
