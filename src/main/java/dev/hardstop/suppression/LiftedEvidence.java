package dev.hardstop.suppression;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What speaks for a subject: which charges no longer count. Nothing is deleted. */
final class LiftedEvidence {
  private final Optional<ManualAction.Release> release;
  private final Optional<ManualAction.Release> releaseWithComplaints;
  private final Optional<LocalDate> lastGoodDelivery;
  private final ExcludedDays excuse;

  private LiftedEvidence(
      Optional<ManualAction.Release> release,
      Optional<ManualAction.Release> releaseWithComplaints,
      Optional<LocalDate> lastGoodDelivery,
      ExcludedDays excuse) {
    this.release = release;
    this.releaseWithComplaints = releaseWithComplaints;
    this.lastGoodDelivery = lastGoodDelivery;
    this.excuse = excuse;
  }

  /** The defence of an address: releases, deliveries that have settled, its domain's excuses. */
  static LiftedEvidence ofAddress(
      Dossier dossier,
      List<DatedEvidence> charges,
      ExcludedDays excuse,
      LocalDate today,
      int settleDays) {
    return new LiftedEvidence(
        lastRelease(dossier, any -> true),
        lastRelease(dossier, ManualAction.Release::includeComplaint),
        lastGoodDelivery(dossier, excuse.rest(charges), today, settleDays),
        excuse);
  }

  /** The defence of a domain: releases and excuses. What deliveries say there is the domain rule's own. */
  static LiftedEvidence ofDomain(Dossier dossier) {
    return new LiftedEvidence(
        lastRelease(dossier, any -> true),
        lastRelease(dossier, ManualAction.Release::includeComplaint),
        Optional.empty(),
        ExcludedDays.of(dossier));
  }

  /** The charges that still count. */
  List<DatedEvidence> standing(List<DatedEvidence> charges) {
    return charges.stream()
        .filter(charge -> !isLifted(charge) && !isOutlived(charge))
        .toList();
  }

  /** Whether any of them was lifted that would be held against the subject otherwise. */
  boolean hasLifted(List<DatedEvidence> charges) {
    return charges.stream()
        .anyMatch(charge -> charge.treatment().isHeld() && isLifted(charge) && !isOutlived(charge));
  }

  /** Whether a person released the subject at this time or later. */
  boolean isReleasedSince(Instant time) {
    return release.filter(action -> !action.at().isBefore(time)).isPresent();
  }

  private boolean isLifted(DatedEvidence charge) {
    return excuse.covers(charge) || isReleased(charge);
  }

  private boolean isReleased(DatedEvidence charge) {
    Optional<ManualAction.Release> mark =
        charge.treatment().isComplaint() ? releaseWithComplaints : release;
    return mark.map(action -> !charge.sighting().sent().isAfter(action.at())).orElse(false);
  }

  private boolean isOutlived(DatedEvidence charge) {
    return !charge.treatment().outlastsDeliveries()
        && lastGoodDelivery.map(day -> !charge.day().isAfter(day)).orElse(false);
  }

  private static Optional<ManualAction.Release> lastRelease(
      Dossier dossier, Predicate<ManualAction.Release> which) {
    return dossier.manualActions().stream()
        .filter(ManualAction.Release.class::isInstance)
        .map(ManualAction.Release.class::cast)
        .filter(which)
        .reduce((earlier, later) -> later);
  }

  /**
   * The newest day with a delivery that speaks for the address: some full days have passed since,
   * and no bounce held against it belongs to a message of that day. Gateways accept first and
   * bounce minutes later, for every message.
   */
  private static Optional<LocalDate> lastGoodDelivery(
      Dossier dossier, List<DatedEvidence> charges, LocalDate today, int settleDays) {
    Set<LocalDate> bounced = charges.stream()
        .filter(charge -> charge.isBounce() && charge.treatment().isHeld())
        .map(DatedEvidence::day)
        .collect(Collectors.toSet());
    return dossier.delivered().stream()
        .filter(day -> !bounced.contains(day) && day.plusDays(settleDays).isBefore(today))
        .reduce((earlier, later) -> later);
  }
}
