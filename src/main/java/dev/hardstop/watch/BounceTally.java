package dev.hardstop.watch;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.BounceReason;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Counts the addresses that bounced, by reason and by domain. */
final class BounceTally {
  private final UnaryOperator<String> registeredDomains;
  private final Map<BounceReason, Integer> addresses = new EnumMap<>(BounceReason.class);
  private final Map<BounceReason, Set<String>> organisations = new EnumMap<>(BounceReason.class);
  private final Map<String, DomainCounts> domains = new HashMap<>();

  private static final class DomainCounts {
    private int addresses;
    private final Map<BounceReason, Integer> reasons = new EnumMap<>(BounceReason.class);
  }

  /**
   * The count of a domain.
   *
   * @param addresses how many of its addresses bounced
   * @param mostFrequent the reason for most of these bounces
   */
  record DomainCount(String domain, int addresses, BounceReason mostFrequent) {}

  /**
   * The count of a reason.
   *
   * @param addresses how many addresses bounced for this reason
   * @param organisations how many registered domains these addresses belong to
   */
  record ReasonCount(BounceReason reason, int addresses, int organisations) {}

  BounceTally(UnaryOperator<String> registeredDomains) {
    this.registeredDomains = requireNonNull(registeredDomains, "registeredDomains is null");
  }

  /**
   * Adds an address, which must not be added twice.
   *
   * @param reasons the reasons for which the address bounced; empty if it did not bounce
   */
  void add(String domain, Set<BounceReason> reasons) {
    if (reasons.isEmpty()) {
      return;
    }
    String organisation = registeredDomains.apply(domain);
    DomainCounts counts = domains.computeIfAbsent(domain, none -> new DomainCounts());
    counts.addresses++;
    reasons.forEach(reason -> {
      addresses.merge(reason, 1, Integer::sum);
      organisations.computeIfAbsent(reason, none -> new HashSet<>()).add(organisation);
      counts.reasons.merge(reason, 1, Integer::sum);
    });
  }

  /** Returns all reasons, those with the most addresses first. */
  List<ReasonCount> reasons() {
    return addresses.entrySet().stream()
        .map(entry -> new ReasonCount(
            entry.getKey(), entry.getValue(), organisations.get(entry.getKey()).size()))
        .sorted(Comparator.comparing(ReasonCount::addresses)
            .reversed()
            .thenComparing(ReasonCount::reason))
        .toList();
  }

  /** Returns the domains with the most addresses that bounced. */
  List<DomainCount> domains(int most) {
    return domains.entrySet().stream()
        .map(entry -> new DomainCount(
            entry.getKey(), entry.getValue().addresses, mostFrequent(entry.getValue().reasons)))
        .sorted(Comparator.comparing(DomainCount::addresses)
            .reversed()
            .thenComparing(DomainCount::domain))
        .limit(most)
        .toList();
  }

  private static BounceReason mostFrequent(Map<BounceReason, Integer> reasons) {
    return reasons.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElseThrow();
  }
}
