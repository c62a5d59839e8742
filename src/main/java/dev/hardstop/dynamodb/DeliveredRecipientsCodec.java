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
 * Reads the item that counts a domain's delivered recipients. Its key is
 * {@code @contoso.com~delivered}, which is not the key of any subject, and it has no index keys. For
 * each UTC day on which a message was sent it has a set of strings {@code day#2026-11-24} with the
 * hashes of the recipients, and {@code expiresAt} as in {@link DossierCodec}.
 */
final class DeliveredRecipientsCodec {
  private static final String KEY_SUFFIX = "~delivered";
  private static final String DAY_PREFIX = "day#";

  /** How many days a message may lie in the future, because clocks differ. */
  private static final int DAYS_AHEAD = 1;

  /**
   * The most days that become overdue between two writes: the item expires 15 days after the first
   * write, and DynamoDB removes it within a few more days.
   */
  private static final int OVERDUE_DAYS = 20;

  private DeliveredRecipientsCodec() {}

  static String key(String domain) {
    return new Subject.Domain(domain).key() + KEY_SUFFIX;
  }

  /** Returns the name of the attribute of a day. */
  static String day(LocalDate day) {
    return DAY_PREFIX + day;
  }

  /** Returns whether an attribute is that of a day. */
  static boolean isDay(String attribute) {
    return attribute.startsWith(DAY_PREFIX);
  }

  /** Returns whether a day is kept at this time. */
  static boolean isRecent(LocalDate day, Instant now) {
    LocalDate today = today(now);
    return day.isAfter(today.minusDays(DeliveredRecipients.DAYS))
        && !day.isAfter(today.plusDays(DAYS_AHEAD));
  }

  /** Returns the attributes of days that may still exist but are no longer kept. */
  static List<String> overdue(Instant now) {
    LocalDate newest = today(now).minusDays(DeliveredRecipients.DAYS);
    return Stream.iterate(newest, day -> day.minusDays(1))
        .limit(OVERDUE_DAYS)
        .map(DeliveredRecipientsCodec::day)
        .toList();
  }

  /**
   * Returns the time to live. When it ends, none of the present days of the item is kept any longer.
   */
  static AttributeValue expiresAt(Instant now) {
    Instant end = now.plus(Duration.ofDays(DeliveredRecipients.DAYS + DAYS_AHEAD));
    return AttributeValue.fromN(Long.toString(end.getEpochSecond()));
  }

  /** Returns the recipients of the days that are kept; none if there is no item. */
  static DeliveredRecipients read(String domain, Map<String, AttributeValue> item, Instant now) {
    SortedMap<LocalDate, Set<String>> byDay = new TreeMap<>();
    item.forEach((attribute, hashes) -> {
      if (isDay(attribute)) {
        LocalDate day = DossierCodec.readable(
            new Subject.Domain(domain),
            attribute,
            () -> LocalDate.parse(attribute.substring(DAY_PREFIX.length())));
        if (!hashes.hasSs()) {
          throw UnreadableItemException.dossier(new Subject.Domain(domain), attribute);
        }
        if (isRecent(day, now)) {
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
