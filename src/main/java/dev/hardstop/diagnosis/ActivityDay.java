package dev.hardstop.diagnosis;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.suppression.DeliveredRecipients;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One UTC day of a domain. Recipients are told apart by their hashes.
 *
 * @param bounced who bounced, and how
 * @param accepted who was delivered to: gateways accept first and bounce later, and then it was none
 * @param orMore whether more were delivered to than were counted
 * @param rejected those who bounced and were not delivered to that day, as far as can be known. A
 *     bounce that comes after a delivery may be forged: anybody can write one to a message that he
 *     received. A rejection in the SMTP dialogue never has a delivery
 */
record ActivityDay(
    SortedMap<String, Set<RefusedRecipient>> bounced,
    Set<String> accepted,
    boolean orMore,
    Set<String> rejected) {
  ActivityDay {
    SortedMap<String, Set<RefusedRecipient>> copy = new TreeMap<>();
    bounced.forEach((recipient, refusals) -> copy.put(recipient, Set.copyOf(refusals)));
    bounced = Collections.unmodifiableSortedMap(copy);
    accepted = Set.copyOf(accepted);
    rejected = Set.copyOf(rejected);
  }

  /**
   * @param delivered who was accepted first, whether it bounced later or not; bounded
   */
  static ActivityDay of(
      SortedMap<String, Set<RefusedRecipient>> bounced,
      Set<String> delivered,
      Set<String> rejected) {
    Set<String> accepted = new HashSet<>(delivered);
    accepted.removeAll(bounced.keySet());
    return new ActivityDay(
        bounced, accepted, delivered.size() >= DeliveredRecipients.COUNTED, rejected);
  }

  /** The same day without the bounces that may be forged. */
  ActivityDay withoutDoubt() {
    SortedMap<String, Set<RefusedRecipient>> sure = new TreeMap<>(bounced);
    sure.keySet().retainAll(rejected);
    return new ActivityDay(sure, accepted, orMore, rejected);
  }

  DiagnosisFigures.Day figures() {
    Map<BounceReason, Integer> reasons = new EnumMap<>(BounceReason.class);
    bounced
        .values()
        .forEach(refusals -> refusals.stream()
            .map(RefusedRecipient::reason)
            .distinct()
            .forEach(reason -> reasons.merge(reason, 1, Integer::sum)));
    return new DiagnosisFigures.Day(bounced.size(), accepted.size(), orMore, reasons);
  }
}
