package dev.hardstop.diagnosis;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.BounceReason;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What all domains together saw on a UTC day: per reason, at which organisations. A bounded union: of
 * more than {@value #MOST} sightings of a reason the first in their order stay, so merging is
 * idempotent, commutative and associative.
 *
 * @param day the UTC day on which the messages were sent
 * @param seen by reason
 */
public record SendingDay(LocalDate day, Map<BounceReason, SortedSet<OrganisationHit>> seen) {
  /** So many sightings of one reason are kept of a day. */
  public static final int MOST = 400;

  public SendingDay {
    requireNonNull(day, "day is null");
    Map<BounceReason, SortedSet<OrganisationHit>> copy = new EnumMap<>(BounceReason.class);
    seen.forEach((reason, sightings) -> {
      if (!sightings.isEmpty()) {
        copy.put(reason, first(sightings));
      }
    });
    seen = Collections.unmodifiableMap(copy);
  }

  /** A day on which nothing was seen. */
  public static SendingDay of(LocalDate day) {
    return new SendingDay(day, Map.of());
  }

  /**
   * What one domain saw on a day, without the bounces that may be forged.
   *
   * @param organisationOf the registered domain that a domain belongs to; where it knows none, the
   *     domain stands for itself
   */
  public static SendingDay of(
      DomainActivity activity, LocalDate day, Function<String, String> organisationOf) {
    RecipientOutcomes rejected = activity.withoutDoubt().standingOn(day);
    if (rejected.refused().isEmpty()) {
      return of(day);
    }
    String organisation =
        Optional.ofNullable(organisationOf.apply(activity.domain())).orElse(activity.domain());
    Set<String> before = activity.acceptedBefore(day);
    Map<BounceReason, SortedSet<OrganisationHit>> seen = new EnumMap<>(BounceReason.class);
    rejected
        .refused()
        .forEach((recipient, refusals) -> refusals.forEach(
            refusal -> seen.computeIfAbsent(refusal.reason(), none -> new TreeSet<>())
                .add(new OrganisationHit(
                    organisation, refusal.gateway(), before.contains(recipient)))));
    return new SendingDay(day, seen);
  }

  /**
   * Both together.
   *
   * @throws IllegalArgumentException when the other is another day
   */
  public SendingDay merge(SendingDay other) {
    if (!day.equals(other.day)) {
      throw new IllegalArgumentException("days of different dates do not merge");
    }
    Map<BounceReason, SortedSet<OrganisationHit>> both = new EnumMap<>(BounceReason.class);
    seen.forEach((reason, sightings) -> both.put(reason, new TreeSet<>(sightings)));
    other.seen.forEach((reason, sightings) ->
        both.computeIfAbsent(reason, none -> new TreeSet<>()).addAll(sightings));
    return new SendingDay(day, both);
  }

  /** Where a reason was seen. */
  Set<OrganisationHit> sightings(BounceReason reason) {
    return seen.getOrDefault(reason, Collections.emptySortedSet());
  }

  private static SortedSet<OrganisationHit> first(SortedSet<OrganisationHit> all) {
    return Collections.unmodifiableSortedSet(
        all.stream().sorted().limit(MOST).collect(Collectors.toCollection(TreeSet::new)));
  }
}
