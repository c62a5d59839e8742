package dev.hardstop.dynamodb;

import dev.hardstop.diagnosis.IncidentReport;
import dev.hardstop.suppression.UnreadableItemException;
import dev.hardstop.watchstate.Alert;
import dev.hardstop.watchstate.PostponedDomain;
import dev.hardstop.watchstate.WatchState;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The layout of the logbook's items. Their keys have no {@code @} in them, so no subject has them,
 * and they have no keys of an index and no expiry.
 */
final class WatchStateItem {
  /** The key of what every run writes. */
  static final String WATCH = "~watch";

  /** The key of the incidents that are listed. */
  static final String INCIDENTS = "~incidents";

  /** The key of the domains that were left for want of time. */
  static final String LEFT = "~left";

  /** The set of them. */
  static final String DOMAINS = "domains";

  /** So many incidents are listed. */
  static final int LISTED = 200;

  static final String PROGRESS = "progress";
  static final String SENDER = "sender";
  static final String BRAKING = "braking";

  /** With so many more the oldest go, in one write. */
  private static final int PRUNED_AT = LISTED + 50;

  /** So many at most are kept beyond, because they last. */
  private static final int LASTING = 2 * LISTED;

  private static final String ALERT = "alert#";
  private static final String INCIDENT = "incident#";

  private WatchStateItem() {}

  static String alert(String id) {
    return ALERT + id;
  }

  static AttributeValue left(Collection<PostponedDomain> domains) {
    return AttributeValue.fromSs(domains.stream().map(PostponedDomain::toString).toList());
  }

  static String incident(String id) {
    return INCIDENT + id;
  }

  static WatchState read(Map<String, AttributeValue> watch, Map<String, AttributeValue> incidents) {
    List<Alert> alerts = new ArrayList<>();
    watch.forEach((attribute, value) -> {
      if (attribute.startsWith(ALERT)) {
        String id = attribute.substring(ALERT.length());
        alerts.add(readable(attribute, value, stored -> AlertMap.read(id, stored)));
      }
    });
    return new WatchState(
        part(watch, PROGRESS, ProgressMap::read),
        alerts,
        part(watch, SENDER, ReportMap::read),
        part(watch, BRAKING, BrakeMap::read),
        incidents(incidents).stream().filter(it -> it.ended().isEmpty()).toList());
  }

  /** The newest first. */
  static List<IncidentReport> incidents(Map<String, AttributeValue> item) {
    List<IncidentReport> incidents = new ArrayList<>();
    item.forEach((attribute, value) -> {
      if (attribute.startsWith(INCIDENT)) {
        incidents.add(readable(attribute, value, ReportMap::read));
      }
    });
    incidents.sort(Comparator.comparing(IncidentReport::opened)
        .thenComparing(IncidentReport::id)
        .reversed());
    return incidents;
  }

  /** The ids of those that need not be listed any longer. */
  static List<String> overdue(Map<String, AttributeValue> item) {
    List<IncidentReport> all = incidents(item);
    if (all.size() < PRUNED_AT) {
      return List.of();
    }
    List<String> overdue = new ArrayList<>();
    for (int i = LISTED; i < all.size(); i++) {
      if (all.get(i).ended().isPresent() || i >= LASTING) {
        overdue.add(all.get(i).id());
      }
    }
    return overdue;
  }

  private static <T> Optional<T> part(
      Map<String, AttributeValue> item, String attribute, Function<AttributeValue, T> reader) {
    return Optional.ofNullable(item.get(attribute))
        .map(value -> readable(attribute, value, reader));
  }

  /** Not chained: the cause's message may repeat what is stored. */
  private static <T> T readable(
      String attribute, AttributeValue value, Function<AttributeValue, T> reader) {
    try {
      return reader.apply(value);
    } catch (IllegalArgumentException | DateTimeException unreadable) {
      throw UnreadableItemException.watchState(attribute);
    }
  }
}
