package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.DossierTable.DeliveryWrite;
import dev.hardstop.suppression.DossierTable.DeliveryWrite.RecipientDay;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many recipients of a domain were delivered to, by the UTC day on which their messages were sent:
 * the denominator of every rate.
 *
 * @param domain A-labels, lower case
 * @param byDay {@linkplain RecipientHash hashes} of recipients; a day with {@value #COUNTED} of them
 *     or a few more means "that many or more"
 */
public record DeliveredRecipients(String domain, SortedMap<LocalDate, Set<String>> byDay) {
  /** A day counts this many recipients, and then no more. */
  public static final int COUNTED = 32;

  /** How many days are kept. */
  public static final int DAYS = 14;

  public DeliveredRecipients {
    requireNonNull(domain, "domain is null");
    SortedMap<LocalDate, Set<String>> copy = new TreeMap<>();
    byDay.forEach((day, hashes) -> copy.put(day, Set.copyOf(hashes)));
    byDay = Collections.unmodifiableSortedMap(copy);
  }

  /** A domain without a delivery. */
  public static DeliveredRecipients none(String domain) {
    return new DeliveredRecipients(domain, new TreeMap<>());
  }

  /**
   * Recipients of a domain that were delivered to on one day; they are counted in one write.
   *
   * @param domain A-labels, lower case
   * @param day the UTC day on which the messages were sent
   * @param hashes the hashes of the recipients, one or more
   */
  public record DeliveredOnDay(String domain, LocalDate day, Set<String> hashes) {
    public DeliveredOnDay {
      requireNonNull(domain, "domain is null");
      requireNonNull(day, "day is null");
      hashes = Set.copyOf(hashes);
    }

    /** The recipients among these writes, grouped by domain and day. */
    static List<DeliveredOnDay> among(Collection<DeliveryWrite> writes) {
      Map<String, Map<LocalDate, Set<String>>> hashes = new TreeMap<>();
      for (DeliveryWrite write : writes) {
        if (write instanceof RecipientDay recipient) {
          hashes
              .computeIfAbsent(recipient.domain(), domain -> new TreeMap<>())
              .computeIfAbsent(recipient.day(), day -> new HashSet<>())
              .add(recipient.hash());
        }
      }
      List<DeliveredOnDay> groups = new ArrayList<>();
      hashes.forEach((domain, days) ->
          days.forEach((day, ofDay) -> groups.add(new DeliveredOnDay(domain, day, ofDay))));
      return groups;
    }

    /** The recipients as single writes. */
    List<RecipientDay> each() {
      return hashes.stream().map(hash -> new RecipientDay(domain, day, hash)).toList();
    }
  }

  /** Adds recipients of a day. A full day takes no more recipients, and the oldest days are dropped. */
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
   * The recipients that must still be counted: those that are not counted yet, as many as their day has room
   * for. The answer is deterministic.
   */
  public Set<RecipientDay> missing(Collection<RecipientDay> asked) {
    Map<LocalDate, Integer> room = new HashMap<>();
    Set<RecipientDay> missing = new HashSet<>();
    asked.stream()
        .filter(recipient -> !has(recipient.day(), recipient.hash()))
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

  /** Whether a recipient is counted on a day. */
  public boolean has(LocalDate day, String hash) {
    return of(day).contains(hash);
  }

  /**
   * Whether a day takes no more recipients: then a recipient may have been delivered to without being
   * counted.
   */
  public boolean isFull(LocalDate day) {
    return of(day).size() >= COUNTED;
  }

  private Set<String> of(LocalDate day) {
    return byDay.getOrDefault(day, Set.of());
  }

  /**
   * Distinguishes the recipients of one domain without storing their addresses: 8 characters, 48 bits of
   * SHA-256. A mailbox with any tag (RFC 5233 calls it a detail) is one recipient, because one person
   * can use many tags and must not look like many people.
   */
  public static final class RecipientHash {
    private static final int BYTES = 6;
    private static final String QUOTE = "\"";

    private RecipientHash() {}

    /** The hash of an address, the same for all its spellings and tags. */
    public static String of(EmailAddress address) {
      String mailbox = mailbox(address.localPart()) + '@' + address.domain();
      return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(Sha256.of(mailbox), BYTES));
    }

    private static String mailbox(String localPart) {
      boolean quoted = localPart.startsWith(QUOTE);
      String plain = quoted ? localPart.substring(1, localPart.length() - 1) : localPart;
      int tag = plain.indexOf('+');
      return tag > 0 ? plain.substring(0, tag) : plain;
    }
  }
}
