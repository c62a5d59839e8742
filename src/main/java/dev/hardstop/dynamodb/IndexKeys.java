package dev.hardstop.dynamodb;

import static dev.hardstop.dynamodb.DossierCodec.DOMAIN;
import static dev.hardstop.dynamodb.DossierCodec.HOUR;
import static dev.hardstop.dynamodb.DossierCodec.TOUCHED;

import dev.hardstop.smtp.InvalidAddressException;
import dev.hardstop.suppression.DeliveredRecipients;
import dev.hardstop.suppression.Observation;
import dev.hardstop.suppression.Subject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The keys of the two indexes. They depend on the time of writing, not on the time of the evidence, so
 * that a reader that continues where it stopped also finds late evidence. {@code touched} changes once
 * a day and {@code hour} once an hour, so other writes cost nothing in the indexes.
 *
 * @param domain the partition key of {@code byDomain}
 * @param touched the sort key of {@code byDomain}: the UTC day of writing and the subject
 * @param hour the partition key of {@code byHour}, such as {@code 2026-11-24T10#3}: the UTC hour of
 *     writing and the shard; empty for a write that {@code watch} need not read, which leaves the key
 *     unchanged
 */
record IndexKeys(String domain, String touched, Optional<String> hour) {
  /**
   * The number of partitions over which the writes of an hour are spread. One partition of an index
   * takes 1,000 writes a second.
   */
  static final int SHARDS = 8;

  private static final int HOUR_LENGTH = "2026-11-24T10".length();

  /**
   * Returns the keys of a write of evidence. {@code watch} reads neither imported evidence nor evidence
   * that is older than the days on which it detects incidents.
   */
  static IndexKeys of(Observation observation, Instant now) {
    IndexKeys keys = of(observation.subject(), now);
    LocalDate oldest = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(DeliveredRecipients.DAYS);
    boolean isReadByWatch = observation.history().matches().stream()
        .anyMatch(match -> !match.isImported() && !match.day().isBefore(oldest));
    return isReadByWatch ? keys : new IndexKeys(keys.domain, keys.touched, Optional.empty());
  }

  static IndexKeys of(Subject subject, Instant now) {
    LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);
    // The shard depends on the subject alone, so that a second write in an hour does not change the
    // key.
    int shard = Math.floorMod(subject.key().hashCode(), SHARDS);
    return new IndexKeys(
        subject.domain(), day + "#" + subject.key(), Optional.of(hour(now, shard)));
  }

  /** Returns the partition key of a shard of an hour. */
  static String hour(Instant instant, int shard) {
    return hourOf(instant) + "#" + shard;
  }

  private static String hourOf(Instant now) {
    return now.truncatedTo(ChronoUnit.HOURS).toString().substring(0, HOUR_LENGTH);
  }

  /** Returns the subject of an item; empty if the item is not a dossier, or was edited by hand. */
  static Optional<Subject> subject(Map<String, AttributeValue> keys) {
    try {
      return Optional.of(Subject.parse(keys.get(DossierCodec.SUBJECT).s()));
    } catch (InvalidAddressException nobody) {
      return Optional.empty();
    }
  }

  void addTo(ItemUpdate update) {
    addByDomainTo(update);
    hour.ifPresent(key -> set(update, HOUR, key));
  }

  /** Adds the keys of {@code byDomain} only. */
  void addByDomainTo(ItemUpdate update) {
    set(update, DOMAIN, domain);
    set(update, TOUCHED, touched);
  }

  private static void set(ItemUpdate update, String attribute, String key) {
    update.set(update.name(attribute), update.value(AttributeValue.fromS(key)));
  }
}
