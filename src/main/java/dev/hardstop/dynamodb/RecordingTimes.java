package dev.hardstop.dynamodb;

import dev.hardstop.suppression.Observation;
import dev.hardstop.suppression.RecordedDossier;
import dev.hardstop.suppression.Subject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * When feedback about an address was first recorded: an attribute for each day, {@code
 * recorded#2026-11-24}, in seconds since 1970. A verdict can do without them, so one that cannot
 * be read is passed over.
 *
 * @param days the UTC days on which the messages were sent
 * @param now when it is recorded
 */
record RecordingTimes(SortedSet<LocalDate> days, Instant now) {
  static final String RECORDED = "recorded#";

  /** Incidents are looked for on the newest days only. */
  private static final int KEPT_DAYS = 6;

  /** An address that bounces every day keeps a few times; one that seldom bounces keeps them all. */
  private static final int REMOVED_DAYS = 7;

  /** Whoever bounces less than weekly has a time of each day, of which the newest so many are enough. */
  private static final int KEPT_TIMES = 16;

  /** Adds what is to be written to an update. */
  static void addTo(ItemUpdate update, Observation observation, Instant now) {
    if (observation.subject() instanceof Subject.Address) {
      new RecordingTimes(observation.history().days(), now).addTo(update);
    }
  }

  private void addTo(ItemUpdate update) {
    String seconds = update.value(AttributeValue.fromN(Long.toString(now.getEpochSecond())));
    days.stream()
        .map(day -> update.name(RECORDED + day))
        .forEach(name -> update.set(name, "if_not_exists(" + name + ", " + seconds + ")"));
    IntStream.range(KEPT_DAYS, KEPT_DAYS + REMOVED_DAYS)
        .mapToObj(ago -> days.last().minusDays(ago))
        .filter(day -> !days.contains(day))
        .forEach(day -> update.remove(RECORDED + day));
  }

  /** The attributes of an item whose times are no longer needed. */
  static List<String> superfluous(Set<String> attributes) {
    return attributes.stream()
        .filter(attribute -> attribute.startsWith(RECORDED))
        .sorted(Comparator.reverseOrder())
        .skip(KEPT_TIMES)
        .toList();
  }

  /** The dossier that an item holds, with the times. */
  static RecordedDossier dossier(Subject subject, Map<String, AttributeValue> item) {
    return new RecordedDossier(DossierItem.read(subject, item), read(item));
  }

  private static SortedMap<LocalDate, Instant> read(Map<String, AttributeValue> item) {
    SortedMap<LocalDate, Instant> times = new TreeMap<>();
    item.forEach((attribute, value) -> {
      if (attribute.startsWith(RECORDED) && value.n() != null) {
        try {
          times.put(
              LocalDate.parse(attribute.substring(RECORDED.length())),
              Instant.ofEpochSecond(Long.parseLong(value.n())));
        } catch (DateTimeException | NumberFormatException unreadable) {
          // As if it was recorded long ago.
        }
      }
    });
    return times;
  }
}
