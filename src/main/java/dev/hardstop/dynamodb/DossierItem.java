package dev.hardstop.dynamodb;

import dev.hardstop.suppression.DeliveryDay;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.Evidence;
import dev.hardstop.suppression.HistoryLimits;
import dev.hardstop.suppression.Incident;
import dev.hardstop.suppression.ManualAction;
import dev.hardstop.suppression.Observation;
import dev.hardstop.suppression.RuleHistory;
import dev.hardstop.suppression.RuleMatch;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.UnreadableItemException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The layout of a dossier as an item, made to be read in the console as well.
 *
 * <p>Attributes that this version does not know are passed over, for a later one may have put them
 * there. Not so what stands under {@code seen#}, {@code last#}, {@code act#}, {@code delivered},
 * {@code incident} and {@code incident#}: a verdict could come out milder for want of it, so what
 * cannot be read there is an {@link UnreadableItemException}. A later version that adds something which a verdict can do without
 * puts it under a name of its own.
 */
final class DossierItem {
  /** The key: an address or {@code @domain}. */
  static final String SUBJECT = "subject";

  /** Set of days with a delivery. */
  static final String DELIVERED = "delivered";

  /** Partition key of the index {@code byDomain}. */
  static final String DOMAIN = "domain";

  /** Sort key of the index {@code byDomain}. */
  static final String TOUCHED = "touched";

  /** Partition key of the index {@code byHour}. */
  static final String HOUR = "hour";

  /** When the item may be removed, in seconds since 1970. */
  static final String EXPIRES_AT = "expiresAt";

  /** The least {@link #EXPIRES_AT} of an item that must be kept, in seconds since 1970. */
  static final String KEEP = "keep";

  /** The ids of the rules that have a trace of their own, as far as their number is bounded. */
  static final String RULES = "rules";

  private static final String SEEN = "matches#";
  private static final String LAST = "newest#";
  private static final String ACT = "action#";

  /** The newest incident. */
  static final String INCIDENT = "incident";

  private static final String PAST_INCIDENT = INCIDENT + "#";

  private DossierItem() {}

  /** The set of sightings of a trace. */
  static String seen(String historyId) {
    return SEEN + historyId;
  }

  /** The newest evidence of a wording in a trace. */
  static String last(String historyId, String wording) {
    return wording.isEmpty() ? LAST + historyId : LAST + historyId + '#' + wording;
  }

  /** The newest evidence of an observation of one wording. */
  static String last(Observation observation) {
    return last(observation.historyId(), observation.history().evidence().firstKey());
  }

  /** An act. */
  static String action(String id) {
    return ACT + id;
  }

  static Map<String, AttributeValue> key(String subject) {
    return Map.of(SUBJECT, AttributeValue.fromS(subject));
  }

  /** The dossier that an item holds; an empty one where there is no item. */
  static Dossier read(Subject subject, Map<String, AttributeValue> item) {
    return new Dossier(
        subject,
        histories(subject, item),
        delivered(subject, item),
        manualActions(subject, item),
        incidents(subject, item));
  }

  /** Whether nothing of this observation is missing but evidence that is newer than what it has. */
  static boolean holds(Map<String, AttributeValue> item, Observation observation) {
    AttributeValue seen = item.get(seen(observation.historyId()));
    if (seen == null || observation.keep() && !item.containsKey(KEEP)) {
      return false;
    }
    SortedSet<RuleMatch> known =
        readable(observation.subject(), seen(observation.historyId()), () -> readSightings(seen));
    SortedSet<RuleMatch> both = new TreeSet<>(known);
    both.addAll(observation.history().sightings());
    HistoryLimits limits = HistoryLimits.of(observation.historyId());
    return limits.newest(both).equals(limits.newest(known));
  }

  /** Whether the item has no room for another rule and does not know this observation's rule. */
  static boolean isFullFor(Map<String, AttributeValue> item, Observation observation) {
    return !item.containsKey(seen(observation.historyId()))
        && item.containsKey(RULES)
        && item.get(RULES).ss().size() >= Dossier.RULES;
  }

  static AttributeValue sightings(Collection<RuleMatch> sightings) {
    return AttributeValue.fromSs(sightings.stream().map(RuleMatch::text).toList());
  }

  /** All sightings that a set holds: some more than a trace has. */
  static SortedSet<RuleMatch> readSightings(AttributeValue seen) {
    if (!seen.hasSs()) {
      throw new IllegalArgumentException("no set of strings");
    }
    return seen.ss().stream().map(RuleMatch::parse).collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whether a dossier would be another with this day. */
  static boolean isNews(Map<String, AttributeValue> item, DeliveryDay day) {
    Dossier known = Dossier.empty(day.subject());
    for (LocalDate delivered : delivered(day.subject(), item)) {
      known = known.withDelivery(delivered);
    }
    return !known.withDelivery(day.day()).delivered().equals(known.delivered());
  }

  /** A set of days; what orders strings orders days. */
  static AttributeValue days(Collection<LocalDate> days) {
    return AttributeValue.fromSs(days.stream().map(LocalDate::toString).toList());
  }

  /** All days with a delivery that the item holds: some more than a dossier has. */
  static SortedSet<LocalDate> delivered(Subject subject, Map<String, AttributeValue> item) {
    AttributeValue days = item.get(DELIVERED);
    return days == null ? new TreeSet<>() : readable(subject, DELIVERED, () -> readDays(days));
  }

  /** All acts that the item holds: some more than a dossier has. */
  static SortedSet<ManualAction> manualActions(Subject subject, Map<String, AttributeValue> item) {
    SortedSet<ManualAction> manualActions = new TreeSet<>();
    item.forEach((attribute, action) -> {
      if (attribute.startsWith(ACT)) {
        String id = attribute.substring(ACT.length());
        manualActions.add(readable(subject, attribute, () -> ManualActionMap.read(id, action)));
      }
    });
    return manualActions;
  }

  /** How many incidents the item holds. */
  static long countIncidents(Map<String, AttributeValue> item) {
    return item.keySet().stream().filter(DossierItem::isIncident).count();
  }

  private static boolean isIncident(String attribute) {
    return attribute.equals(INCIDENT) || attribute.startsWith(PAST_INCIDENT);
  }

  /** How many acts the item holds. */
  static long countActs(Map<String, AttributeValue> item) {
    return item.keySet().stream().filter(attribute -> attribute.startsWith(ACT)).count();
  }

  /** An incident that ended well and is no longer the newest. */
  static String pastIncident(String id) {
    return PAST_INCIDENT + id;
  }

  /** All incidents that the item holds: some more than a dossier has. */
  static SortedSet<Incident> incidents(Subject subject, Map<String, AttributeValue> item) {
    SortedSet<Incident> incidents = new TreeSet<>();
    item.forEach((attribute, incident) -> {
      if (isIncident(attribute)) {
        incidents.add(readable(subject, attribute, () -> IncidentMap.read(incident)));
      }
    });
    return incidents;
  }

  private static SortedMap<String, RuleHistory> histories(
      Subject subject, Map<String, AttributeValue> item) {
    SortedMap<String, SortedMap<String, Evidence>> evidence = new TreeMap<>();
    item.forEach((attribute, value) -> {
      // Either is enough to know of the trace: where the other is missing it is unreadable.
      if (attribute.startsWith(SEEN)) {
        evidence.computeIfAbsent(attribute.substring(SEEN.length()), id -> new TreeMap<>());
      } else if (attribute.startsWith(LAST)) {
        String[] name = attribute.substring(LAST.length()).split("#", 2);
        evidence
            .computeIfAbsent(name[0], id -> new TreeMap<>())
            .put(
                name.length == 1 ? "" : name[1],
                readable(subject, attribute, () -> EvidenceMap.read(value)));
      }
    });
    SortedMap<String, RuleHistory> histories = new TreeMap<>();
    evidence.forEach((id, its) ->
        histories.put(id, readable(subject, seen(id), () -> history(item.get(seen(id)), its))));
    return histories;
  }

  private static RuleHistory history(AttributeValue seen, SortedMap<String, Evidence> evidence) {
    if (seen == null) {
      throw new IllegalArgumentException("half a trace");
    }
    return new RuleHistory(readSightings(seen), evidence);
  }

  private static SortedSet<LocalDate> readDays(AttributeValue days) {
    if (!days.hasSs()) {
      throw new IllegalArgumentException("no set of strings");
    }
    return days.ss().stream().map(LocalDate::parse).collect(Collectors.toCollection(TreeSet::new));
  }

  /** Not chained: the cause's message may repeat what is stored. */
  static <T> T readable(Subject subject, String attribute, Supplier<T> part) {
    try {
      return part.get();
    } catch (IllegalArgumentException | DateTimeException unreadable) {
      throw UnreadableItemException.dossier(subject, attribute);
    }
  }
}
