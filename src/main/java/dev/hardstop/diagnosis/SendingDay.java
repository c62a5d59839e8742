package dev.hardstop.diagnosis;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.diagnosis.RecipientOutcomes.Refusal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The bounces of all domains on one UTC day: for each reason, the organisations at which it occurred. The
 * sets are bounded: only the first {@value #MOST_HITS} hits for each reason, in their order, are kept, so
 * merging is idempotent, commutative and associative.
 *
 * @param day the UTC day on which the messages were sent
 * @param seen the organisations by reason
 */
public record SendingDay(LocalDate day, Map<BounceReason, SortedSet<OrganisationHit>> seen) {
  /** The most hits that are kept for one reason and day. */
  public static final int MOST_HITS = 400;

  public SendingDay {
    requireNonNull(day, "day is null");
    Map<BounceReason, SortedSet<OrganisationHit>> copy = new EnumMap<>(BounceReason.class);
    seen.forEach((reason, hits) -> {
      if (!hits.isEmpty()) {
        copy.put(reason, first(hits));
      }
    });
    seen = Collections.unmodifiableMap(copy);
  }

  /**
   * An organisation at which a reason occurred on a day.
   *
   * @param organisation its registered domain, A-labels, lower case
   * @param provider who runs the server that refused
   * @param known whether a refused recipient had a delivery in the 14 days before
   */
  public record OrganisationHit(String organisation, MailProvider provider, boolean known)
      implements Comparable<OrganisationHit> {
    private static final String KNOWN = "known";
    private static final String STRANGERS = "strangers";
    private static final Comparator<OrganisationHit> ORDER = Comparator.comparing(
            OrganisationHit::organisation)
        .thenComparing(OrganisationHit::provider)
        .thenComparing(OrganisationHit::known);

    public OrganisationHit {
      requireNonNull(organisation, "organisation is null");
      requireNonNull(provider, "provider is null");
    }

    /** Reads what {@link #toString()} wrote; empty for any other text. */
    public static Optional<OrganisationHit> parse(String text) {
      String[] parts = text.split(" ", -1);
      if (parts.length != 3 || parts[0].isEmpty()) {
        return Optional.empty();
      }
      boolean known = parts[2].equals(KNOWN);
      if (!known && !parts[2].equals(STRANGERS)) {
        return Optional.empty();
      }
      return MailProvider.find(parts[1])
          .map(provider -> new OrganisationHit(parts[0], provider, known));
    }

    @Override
    public int compareTo(OrganisationHit other) {
      return ORDER.compare(this, other);
    }

    /** The text that is stored: {@code contoso.com MICROSOFT known}. */
    @Override
    public String toString() {
      return organisation + ' ' + provider + ' ' + (known ? KNOWN : STRANGERS);
    }
  }

  /** A day without bounces. */
  public static SendingDay of(LocalDate day) {
    return new SendingDay(day, Map.of());
  }

  /**
   * The bounces of one domain on a day, without those that may be forged.
   *
   * @param organisationOf returns the registered domain that a domain belongs to, or null if there is none;
   *     then the domain itself is the organisation
   */
  public static SendingDay of(
      DomainActivity activity, LocalDate day, Function<String, String> organisationOf) {
    Map<String, Set<Refusal>> refused = new HashMap<>(activity.outcomesOn(day).refused());
    refused.keySet().retainAll(activity.certainlyBouncedOn(day));
    if (refused.isEmpty()) {
      return of(day);
    }
    String organisation =
        Optional.ofNullable(organisationOf.apply(activity.domain())).orElse(activity.domain());
    Set<String> before = activity.acceptedBefore(day);
    Map<BounceReason, SortedSet<OrganisationHit>> seen = new EnumMap<>(BounceReason.class);
    refused.forEach((recipient, refusals) -> refusals.forEach(refusal -> seen.computeIfAbsent(
            refusal.reason(), none -> new TreeSet<>())
        .add(new OrganisationHit(organisation, refusal.provider(), before.contains(recipient)))));
    return new SendingDay(day, seen);
  }

  /**
   * The union of two parts of the same day.
   *
   * @throws IllegalArgumentException when the other day is a different one
   */
  public SendingDay merge(SendingDay other) {
    if (!day.equals(other.day)) {
      throw new IllegalArgumentException("days of different dates cannot be merged");
    }
    Map<BounceReason, SortedSet<OrganisationHit>> both = new EnumMap<>(BounceReason.class);
    seen.forEach((reason, hits) -> both.put(reason, new TreeSet<>(hits)));
    other.seen.forEach(
        (reason, hits) -> both.computeIfAbsent(reason, none -> new TreeSet<>()).addAll(hits));
    return new SendingDay(day, both);
  }

  /** The organisations at which a reason occurred. */
  Set<OrganisationHit> hits(BounceReason reason) {
    return seen.getOrDefault(reason, Collections.emptySortedSet());
  }

  private static SortedSet<OrganisationHit> first(SortedSet<OrganisationHit> all) {
    return Collections.unmodifiableSortedSet(
        all.stream().sorted().limit(MOST_HITS).collect(Collectors.toCollection(TreeSet::new)));
  }
}
