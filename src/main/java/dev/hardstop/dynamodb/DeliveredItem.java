package dev.hardstop.dynamodb;

import dev.hardstop.suppression.DeliveredRecipients;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.UnreadableItemException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The layout of the item that counts a domain's recipients, {@code @contoso.com~delivered}: a set
 * of hashes for each day. It has no keys of an index, and no subject's key looks like its own.
 */
final class DeliveredItem {
  private static final String SUFFIX = "~delivered";
  private static final String DAY = "day#";

  /** Clocks are apart: a message may have been sent tomorrow. */
  private static final int AHEAD = 1;

  /**
   * So many days at most grow old between two writes: 15 days after the first the item expires, and
   * DynamoDB removes it within a few more.
   */
  private static final int OVERDUE_DAYS = 20;

  private DeliveredItem() {}

  static String key(String domain) {
    return new Subject.Domain(domain).key() + SUFFIX;
  }

  /** The set of hashes of a day. */
  static String day(LocalDate day) {
    return DAY + day;
  }

  /** Whether a day is kept now. */
  static boolean isKept(LocalDate day, Instant now) {
    LocalDate today = today(now);
    return day.isAfter(today.minusDays(DeliveredRecipients.DAYS))
        && !day.isAfter(today.plusDays(AHEAD));
  }

  /** The sets of days that may still be there and are no longer kept. */
  static List<String> overdue(Instant now) {
    LocalDate newest = today(now).minusDays(DeliveredRecipients.DAYS);
    return Stream.iterate(newest, day -> day.minusDays(1))
        .limit(OVERDUE_DAYS)
        .map(DeliveredItem::day)
        .toList();
  }

  /** When the item may go: no day that it has now is kept any longer then. */
  static AttributeValue expiresAt(Instant now) {
    Instant end = now.plus(Duration.ofDays(DeliveredRecipients.DAYS + AHEAD));
    return AttributeValue.fromN(Long.toString(end.getEpochSecond()));
  }

  /** What the item says of the days that are kept; nothing where there is no item. */
  static DeliveredRecipients read(String domain, Map<String, AttributeValue> item, Instant now) {
    SortedMap<LocalDate, Set<String>> byDay = new TreeMap<>();
    item.forEach((attribute, hashes) -> {
      if (attribute.startsWith(DAY)) {
        LocalDate day = DossierItem.readable(
            new Subject.Domain(domain),
            attribute,
            () -> LocalDate.parse(attribute.substring(DAY.length())));
        if (!hashes.hasSs()) {
          throw UnreadableItemException.dossier(new Subject.Domain(domain), attribute);
        }
        if (isKept(day, now)) {
          byDay.put(day, Set.copyOf(hashes.ss()));
        }
      }
    });
    return new DeliveredRecipients(domain, byDay);
  }

  private static LocalDate today(Instant now) {
    return LocalDate.ofInstant(now, ZoneOffset.UTC);
  }
}
