package dev.hardstop.diagnosis;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.Classification.Confidence;
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
 * Which recipients of a period of days are refused and which are accepted. For each recipient, the
 * newest day with mail to it decides. A delivery can only move a recipient from the refused to the
 * accepted, or add an accepted one; it never makes the answer of a method more severe.
 *
 * @param refused the recipients that the receiver refuses, and how
 * @param accepted the recipients that the receiver accepts
 * @param manyMore whether the receiver accepts many more recipients than are counted
 */
record RecipientOutcomes(
    Map<String, Set<Refusal>> refused, Set<String> accepted, boolean manyMore) {
  /** The outcomes if nobody was mailed. */
  static final RecipientOutcomes NONE = new RecipientOutcomes(Map.of(), Set.of(), false);

  RecipientOutcomes {
    refused = Map.copyOf(refused);
    accepted = Set.copyOf(accepted);
  }

  /**
   * How one recipient was refused on one day.
   *
   * @param provider who runs the server that refused it, as far as the reply shows
   */
  record Refusal(BounceReason reason, Confidence confidence, String ruleId, MailProvider provider) {
    Refusal {
      requireNonNull(reason, "reason is null");
      requireNonNull(confidence, "confidence is null");
      requireNonNull(ruleId, "ruleId is null");
      requireNonNull(provider, "provider is null");
    }

    ReasonGroup group() {
      return ReasonGroup.of(reason);
    }

    /** Whether a receiver refused the message. If SES did not try to deliver it, no receiver was asked. */
    private boolean isReceivers() {
      return reason != BounceReason.SUPPRESSED_BY_SES && reason != BounceReason.UNSUBSCRIBED;
    }
  }

  /**
   * The outcomes of some days together.
   *
   * @param days oldest first
   */
  static RecipientOutcomes of(Collection<DomainActivity.DayActivity> days) {
    Map<String, Set<Refusal>> refused = new HashMap<>();
    Set<String> accepted = new HashSet<>();
    boolean manyMore = false;
    for (DomainActivity.DayActivity day : days) {
      day.bounced().forEach((recipient, refusals) -> {
        Set<Refusal> receivers =
            refusals.stream().filter(Refusal::isReceivers).collect(Collectors.toSet());
        if (!receivers.isEmpty()) {
          refused.put(recipient, receivers);
          accepted.remove(recipient);
        }
      });
      refused.keySet().removeAll(day.accepted());
      accepted.addAll(day.accepted());
      manyMore |= acceptsManyMore(day);
    }
    return new RecipientOutcomes(refused, accepted, manyMore);
  }

  /**
   * Whether counting stopped, and more than a fifth of the counted recipients did not bounce. How many
   * more were accepted is not known then, so no share can be computed.
   */
  private static boolean acceptsManyMore(DomainActivity.DayActivity day) {
    return day.orMore() && day.accepted().size() * 5 > DeliveredRecipients.COUNTED;
  }

  int mailed() {
    return refused.size() + accepted.size();
  }

  /** Whether this number of recipients is at least this share of those that were mailed. */
  boolean isShare(int count, int percent) {
    return percent == 0 || !manyMore && count * 100L >= (long) percent * mailed();
  }

  /** Whether the receiver refuses nearly all recipients, for reasons that can be its own fault. */
  boolean isNearlyAll(Thresholds.Opening opening) {
    int count = refusedBy(ReasonGroup::isDomains);
    return count >= opening.addresses() && isShare(count, opening.percent());
  }

  /** The number of recipients that are refused for a reason in one of these groups. */
  int refusedBy(Predicate<ReasonGroup> groups) {
    return (int) refused.values().stream()
        .filter(refusals -> refusals.stream().map(Refusal::group).anyMatch(groups))
        .count();
  }

  /** The group with the most recipients among these groups; the first of several with equally many. */
  Optional<ReasonGroup> largest(Predicate<ReasonGroup> among) {
    return Arrays.stream(ReasonGroup.values())
        .filter(among)
        .filter(group -> refusedBy(group::equals) > 0)
        .max(Comparator.<ReasonGroup>comparingInt(group -> refusedBy(group::equals))
            .thenComparing(Comparator.reverseOrder()));
  }

  /** The reason with the most recipients in a group; the first of several with equally many. */
  Optional<BounceReason> reason(ReasonGroup group) {
    Map<BounceReason, Integer> counts = new EnumMap<>(BounceReason.class);
    refused
        .values()
        .forEach(refusals -> refusals.stream()
            .filter(refusal -> refusal.group() == group)
            .map(Refusal::reason)
            .distinct()
            .forEach(reason -> counts.merge(reason, 1, Integer::sum)));
    return counts.entrySet().stream()
        .max(Map.Entry.<BounceReason, Integer>comparingByValue()
            .thenComparing(Map.Entry.<BounceReason, Integer>comparingByKey().reversed()))
        .map(Map.Entry::getKey);
  }
}
