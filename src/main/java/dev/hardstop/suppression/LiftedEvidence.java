package dev.hardstop.suppression;

import dev.hardstop.suppression.PolicyRow.Property;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Determines which evidence about a subject no longer counts. Evidence is lifted by a release, by a
 * later delivery, by days that a person excluded at its domain, or by an incident of its domain that
 * ended well. Nothing is deleted. Each piece of evidence is examined alone, so evidence never lifts
 * other evidence.
 */
final class LiftedEvidence {
  private final Optional<ManualAction.Release> release;
  private final Optional<ManualAction.Release> releaseOfComplaints;
  private final List<ManualAction.ExcludeDays> excludedDays;
  private final List<Incident> endedIncidents;
  private final Optional<LocalDate> lastGoodDelivery;

  private LiftedEvidence(Dossier subject, Dossier domain, Optional<LocalDate> lastGoodDelivery) {
    release = lastRelease(subject, any -> true);
    releaseOfComplaints = lastRelease(subject, ManualAction.Release::includeComplaint);
    excludedDays = actions(domain, ManualAction.ExcludeDays.class);
    endedIncidents = domain.incidents().stream().filter(Incident::endedWell).toList();
    this.lastGoodDelivery = lastGoodDelivery;
  }

  /**
   * What lifts the evidence about an address.
   *
   * @param policy determines what is against the address, and when a delivery counts
   */
  static LiftedEvidence ofAddress(
      Dossier address,
      List<DatedEvidence> evidence,
      Dossier domain,
      LocalDate today,
      SuppressionPolicy policy) {
    Predicate<DatedEvidence> isExcluded =
        new LiftedEvidence(address, domain, Optional.empty())::isExcluded;
    List<DatedEvidence> counted = evidence.stream().filter(isExcluded.negate()).toList();
    return new LiftedEvidence(address, domain, lastGoodDelivery(address, counted, today, policy));
  }

  /**
   * What lifts the evidence about a domain. The policy row about domains has its own rule about deliveries.
   */
  static LiftedEvidence ofDomain(Dossier domain) {
    return new LiftedEvidence(domain, domain, Optional.empty());
  }

  /** The evidence that still counts. */
  List<DatedEvidence> remaining(List<DatedEvidence> evidence) {
    return evidence.stream()
        .filter(it -> !isExcluded(it) && !isReleased(it) && !isDeliveredAfter(it))
        .toList();
  }

  /** Whether a person or an incident lifted evidence that would be held against the subject. */
  boolean hasLifted(List<DatedEvidence> evidence, SuppressionPolicy policy) {
    return evidence.stream()
        .anyMatch(it -> it.row().isAgainstAddress(policy)
            && (isExcluded(it) || isReleased(it))
            && !isDeliveredAfter(it));
  }

  /** Whether a person released the subject at this time or later. */
  boolean isReleasedSince(Instant time) {
    return release.filter(action -> !action.at().isBefore(time)).isPresent();
  }

  /** A complaint is never excluded: it is a person's own statement. */
  private boolean isExcluded(DatedEvidence evidence) {
    return evidence.cause() instanceof VerdictCause.OfBounce bounce
        && (excludedDays.stream()
                .anyMatch(
                    days -> days.covers(evidence.day(), bounce.classification().reason()))
            || evidence.row().has(Property.LIFTED_BY_ENDED_INCIDENT)
                && endedIncidents.stream().anyMatch(it -> it.excludes(evidence.day())));
  }

  private boolean isReleased(DatedEvidence evidence) {
    Optional<ManualAction.Release> lifting =
        evidence.row().has(Property.LIFTED_BY_RELEASE) ? release : releaseOfComplaints;
    return lifting.map(action -> !evidence.match().sent().isAfter(action.at())).orElse(false);
  }

  private boolean isDeliveredAfter(DatedEvidence evidence) {
    return evidence.row().has(Property.LIFTED_BY_DELIVERY)
        && lastGoodDelivery.map(day -> !evidence.day().isAfter(day)).orElse(false);
  }

  private static Optional<ManualAction.Release> lastRelease(
      Dossier dossier, Predicate<ManualAction.Release> which) {
    return actions(dossier, ManualAction.Release.class).stream()
        .filter(which)
        .reduce((earlier, later) -> later);
  }

  private static <T extends ManualAction> List<T> actions(Dossier dossier, Class<T> type) {
    return dossier.manualActions().stream()
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  /**
   * The newest day with a delivery that frees the address: enough full days have passed since, and no
   * bounce held against it belongs to a message of that day. Mail gateways accept a message first and
   * bounce it minutes later.
   */
  private static Optional<LocalDate> lastGoodDelivery(
      Dossier dossier, List<DatedEvidence> evidence, LocalDate today, SuppressionPolicy policy) {
    Set<LocalDate> bounced = evidence.stream()
        .filter(it -> it.isBounce() && it.row().isAgainstAddress(policy))
        .map(DatedEvidence::day)
        .collect(Collectors.toSet());
    return dossier.delivered().stream()
        .filter(
            day -> !bounced.contains(day) && day.plusDays(policy.settleDays()).isBefore(today))
        .reduce((earlier, later) -> later);
  }
}
