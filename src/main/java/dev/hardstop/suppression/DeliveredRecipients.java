package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
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

  /** This and more recipients of a day; a full day takes no more, and the oldest days go. */
  public DeliveredRecipients with(DeliveredOnDay more) {
    SortedMap<LocalDate, Set<String>> all = new TreeMap<>(byDay);
    if (!isFull(more.day())) {
      Set<String> hashes = new HashSet<>(of(more.day()));
      hashes.addAll(more.hashes());
      all.put(more.day(), hashes);
    }
    while (all.size() > DAYS) {
      all.remove(all.firstKey());
    }
    return new DeliveredRecipients(domain, all);
  }

  /**
   * Those of these recipients of the domain that are to be counted: they are not yet, and their day
   * is not full. Which ones fill it does not matter; it is the same ones whenever it is asked.
   */
  public Set<RecipientDay> missing(Collection<RecipientDay> asked) {
    Map<LocalDate, Integer> room = new HashMap<>();
    Set<RecipientDay> missing = new HashSet<>();
    asked.stream()
        .filter(recipient -> !of(recipient.day()).contains(recipient.hash()))
        .sorted(Comparator.comparing(RecipientDay::hash))
        .distinct()
        .forEach(recipient -> {
          int left =
              room.computeIfAbsent(recipient.day(), day -> COUNTED - of(day).size());
          if (left > 0) {
            missing.add(recipient);
            room.put(recipient.day(), left - 1);
          }
        });
    return missing;
  }

  /** Whether a recipient is counted among those of a day. */
  public boolean has(LocalDate day, String hash) {
    return of(day).contains(hash);
  }

  /** Whether a day takes no more: then a recipient may have been delivered to and not be counted. */
  public boolean isFull(LocalDate day) {
    return of(day).size() >= COUNTED;
  }

  private Set<String> of(LocalDate day) {
    return byDay.getOrDefault(day, Set.of());
  }

  /** Nobody of the domain was delivered to. */
  public static DeliveredRecipients none(String domain) {
    return new DeliveredRecipients(domain, new TreeMap<>());
  }
}
