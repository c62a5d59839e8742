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

/** Counts what bounced on the last days, by reason and by domain. Every address counts once. */
final class DayTally {
  private final UnaryOperator<String> organisationOf;
  private final Map<BounceReason, Integer> addresses = new EnumMap<>(BounceReason.class);
  private final Map<BounceReason, Set<String>> organisations = new EnumMap<>(BounceReason.class);
  private final Map<String, OfDomain> domains = new HashMap<>();

  /** The addresses of a domain that bounced. */
  private static final class OfDomain {
    private int addresses;
    private final Map<BounceReason, Integer> reasons = new EnumMap<>(BounceReason.class);
  }

  /**
   * A domain.
   *
   * @param addresses of it that bounced
   * @param main what most of them bounced for
   */
  record Domain(String name, int addresses, BounceReason main) {}

  /**
   * A reason.
   *
   * @param addresses that bounced for it
   * @param organisations they are of
   */
  record Reason(BounceReason reason, int addresses, int organisations) {}

  DayTally(UnaryOperator<String> organisationOf) {
    this.organisationOf = requireNonNull(organisationOf, "organisationOf is null");
  }

  /**
   * @param reasons an address of the domain bounced for
   */
  void add(String domain, Set<BounceReason> reasons) {
    if (reasons.isEmpty()) {
      return;
    }
    String organisation = organisationOf.apply(domain);
    OfDomain ofDomain = domains.computeIfAbsent(domain, none -> new OfDomain());
    ofDomain.addresses++;
    reasons.forEach(reason -> {
      addresses.merge(reason, 1, Integer::sum);
      organisations.computeIfAbsent(reason, none -> new HashSet<>()).add(organisation);
      ofDomain.reasons.merge(reason, 1, Integer::sum);
    });
  }

  /** Those of most addresses first. */
  List<Reason> reasons() {
    return addresses.entrySet().stream()
        .map(entry -> new Reason(
            entry.getKey(), entry.getValue(), organisations.get(entry.getKey()).size()))
        .sorted(Comparator.comparing(Reason::addresses).reversed().thenComparing(Reason::reason))
        .toList();
  }

  /** So many, those of most addresses first. */
  List<Domain> domains(int most) {
    return domains.entrySet().stream()
        .map(entry ->
            new Domain(entry.getKey(), entry.getValue().addresses, main(entry.getValue().reasons)))
        .sorted(Comparator.comparing(Domain::addresses).reversed().thenComparing(Domain::name))
        .limit(most)
        .toList();
  }

  private static BounceReason main(Map<BounceReason, Integer> reasons) {
    return reasons.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElseThrow();
  }
}
