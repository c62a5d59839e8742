package dev.hardstop.diagnosis;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.suppression.DeliveredRecipients;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One UTC day of a domain. Recipients are told apart by their hashes.
 *
 * @param bounced who bounced, and how
 * @param delivered who was accepted first, whether it bounced later or not; bounded
 */
record PictureDay(SortedMap<String, Set<Refusal>> bounced, Set<String> delivered) {
  /** A day on which nobody was mailed. */
  static final PictureDay NONE = new PictureDay(new TreeMap<>(), Set.of());

  PictureDay {
    SortedMap<String, Set<Refusal>> copy = new TreeMap<>();
    bounced.forEach((recipient, refusals) -> copy.put(recipient, Set.copyOf(refusals)));
    bounced = Collections.unmodifiableSortedMap(copy);
    delivered = Set.copyOf(delivered);
  }

  /** Who was delivered to: gateways accept first and bounce later, and then it was no delivery. */
  Set<String> accepted() {
    Set<String> accepted = new LinkedHashSet<>(delivered);
    accepted.removeAll(bounced.keySet());
    return accepted;
  }

  /** Whether more were delivered to than were counted. */
  boolean orMore() {
    return delivered.size() >= DeliveredRecipients.COUNTED;
  }

  Figures.Day figures() {
    Map<BounceReason, Integer> reasons = new EnumMap<>(BounceReason.class);
    bounced
        .values()
        .forEach(refusals -> refusals.stream()
            .map(Refusal::reason)
            .distinct()
            .forEach(reason -> reasons.merge(reason, 1, Integer::sum)));
    return new Figures.Day(bounced.size(), accepted().size(), orMore(), reasons);
  }
}
