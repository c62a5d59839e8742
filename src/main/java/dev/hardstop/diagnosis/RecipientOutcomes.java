package dev.hardstop.diagnosis;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.suppression.DeliveredRecipients;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * How it stands with the recipients of some days: each by the newest day on which it was mailed.
 * More deliveries only ever move a recipient from the refused to the accepted, or add an accepted
 * one; all that is asked here gets milder by that.
 *
 * @param refused whom the receiver refuses, and how
 * @param accepted whom it accepts
 * @param manyMore whether the accepted are a part only of those it accepts
 */
record RecipientOutcomes(
    Map<String, Set<RefusedRecipient>> refused, Set<String> accepted, boolean manyMore) {
  /** Nobody was mailed. */
  static final RecipientOutcomes NOBODY = new RecipientOutcomes(Map.of(), Set.of(), false);

  RecipientOutcomes {
    refused = Map.copyOf(refused);
    accepted = Set.copyOf(accepted);
  }

  /**
   * @param days oldest first
   */
  static RecipientOutcomes of(Collection<ActivityDay> days) {
    Map<String, Set<RefusedRecipient>> refused = new HashMap<>();
    Set<String> accepted = new HashSet<>();
    boolean manyMore = false;
    for (ActivityDay day : days) {
      day.bounced().forEach((recipient, refusals) -> {
        Set<RefusedRecipient> receivers =
            refusals.stream().filter(RefusedRecipient::isReceivers).collect(Collectors.toSet());
        if (!receivers.isEmpty()) {
          refused.put(recipient, receivers);
          accepted.remove(recipient);
        }
      });
      Set<String> acceptedThen = day.accepted();
      refused.keySet().removeAll(acceptedThen);
      accepted.addAll(acceptedThen);
      manyMore |= isMany(day, acceptedThen.size());
    }
    return new RecipientOutcomes(refused, accepted, manyMore);
  }

  /** Where counting stopped, a fifth of the counted stands for more than can be weighed. */
  private static boolean isMany(ActivityDay day, int accepted) {
    return day.orMore() && accepted * 5 > DeliveredRecipients.COUNTED;
  }

  int mailed() {
    return refused.size() + accepted.size();
  }

  /** Whether so many are this share of those mailed. */
  boolean isShare(int count, int percent) {
    return percent == 0 || !manyMore && count * 100L >= (long) percent * mailed();
  }

  /** Whether the receiver refuses nearly everybody, by what can be a fault of its own. */
  boolean isNearlyAll(Thresholds.Opening opening) {
    int count = refusedBy(ReasonGroup::isDomains);
    return count >= opening.addresses() && isShare(count, opening.percent());
  }

  /** How many recipients are refused in such a way. */
  int refusedBy(Predicate<ReasonGroup> family) {
    return (int) refused.values().stream()
        .filter(refusals -> refusals.stream().map(RefusedRecipient::family).anyMatch(family))
        .count();
  }

  /** The family of most recipients among these; of equal ones the first. */
  Optional<ReasonGroup> largest(Predicate<ReasonGroup> among) {
    return Arrays.stream(ReasonGroup.values())
        .filter(among)
        .filter(family -> refusedBy(family::equals) > 0)
        .max(Comparator.<ReasonGroup>comparingInt(family -> refusedBy(family::equals))
            .thenComparing(Comparator.reverseOrder()));
  }

  /** The reason of most recipients of a family; of equal ones the first. */
  Optional<BounceReason> reason(ReasonGroup family) {
    Map<BounceReason, Integer> counts = new EnumMap<>(BounceReason.class);
    refused
        .values()
        .forEach(refusals -> refusals.stream()
            .filter(refusal -> refusal.family() == family)
            .map(RefusedRecipient::reason)
            .distinct()
            .forEach(reason -> counts.merge(reason, 1, Integer::sum)));
    return counts.entrySet().stream()
        .max(Map.Entry.<BounceReason, Integer>comparingByValue()
            .thenComparing(Map.Entry.<BounceReason, Integer>comparingByKey().reversed()))
        .map(Map.Entry::getKey);
  }
}
