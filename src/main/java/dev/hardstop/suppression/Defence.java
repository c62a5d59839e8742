package dev.hardstop.suppression;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What speaks for a subject: which charges no longer count. Nothing is deleted. */
final class Defence {
  private final Optional<Act.Release> release;
  private final Optional<Act.Release> releaseWithComplaints;
  private final Optional<LocalDate> lastGoodDelivery;
  private final Excuse excuse;

  private Defence(
      Optional<Act.Release> release,
      Optional<Act.Release> releaseWithComplaints,
      Optional<LocalDate> lastGoodDelivery,
      Excuse excuse) {
    this.release = release;
    this.releaseWithComplaints = releaseWithComplaints;
    this.lastGoodDelivery = lastGoodDelivery;
    this.excuse = excuse;
  }

  /** The defence of an address: releases, deliveries that have settled, its domain's excuses. */
  static Defence ofAddress(
      Dossier dossier, List<Charge> charges, Excuse excuse, LocalDate today, int settleDays) {
    return new Defence(
        lastRelease(dossier, any -> true),
        lastRelease(dossier, Act.Release::includeComplaint),
        lastGoodDelivery(dossier, excuse.rest(charges), today, settleDays),
        excuse);
  }

  /** The defence of a domain: releases and excuses. What deliveries say there is the domain rule's own. */
  static Defence ofDomain(Dossier dossier) {
    return new Defence(
        lastRelease(dossier, any -> true),
        lastRelease(dossier, Act.Release::includeComplaint),
        Optional.empty(),
        Excuse.of(dossier));
  }

  /** The charges that still count. */
  List<Charge> standing(List<Charge> charges) {
    return charges.stream()
        .filter(charge -> !isLifted(charge) && !isOutlived(charge))
        .toList();
  }

  /** Whether any of them was lifted that would be held against the subject otherwise. */
  boolean hasLifted(List<Charge> charges) {
    return charges.stream()
        .anyMatch(charge -> charge.treatment().isHeld() && isLifted(charge) && !isOutlived(charge));
  }

  /** Whether a person released the subject at this time or later. */
  boolean isReleasedSince(Instant time) {
    return release.filter(act -> !act.at().isBefore(time)).isPresent();
  }

  private boolean isLifted(Charge charge) {
    return excuse.covers(charge) || isReleased(charge);
  }

  private boolean isReleased(Charge charge) {
    Optional<Act.Release> mark = charge.treatment().isComplaint() ? releaseWithComplaints : release;
    return mark.map(act -> !charge.sighting().sent().isAfter(act.at())).orElse(false);
  }

  private boolean isOutlived(Charge charge) {
    return !charge.treatment().outlastsDeliveries()
        && lastGoodDelivery.map(day -> !charge.day().isAfter(day)).orElse(false);
  }

  private static Optional<Act.Release> lastRelease(Dossier dossier, Predicate<Act.Release> which) {
    return dossier.acts().stream()
        .filter(Act.Release.class::isInstance)
        .map(Act.Release.class::cast)
        .filter(which)
        .reduce((earlier, later) -> later);
  }

  /**
   * The newest day with a delivery that speaks for the address: some full days have passed since,
   * and no bounce held against it belongs to a message of that day. Gateways accept first and
   * bounce minutes later, for every message.
   */
  private static Optional<LocalDate> lastGoodDelivery(
      Dossier dossier, List<Charge> charges, LocalDate today, int settleDays) {
    Set<LocalDate> bounced = charges.stream()
        .filter(charge -> charge.isBounce() && charge.treatment().isHeld())
        .map(Charge::day)
        .collect(Collectors.toSet());
    return dossier.delivered().stream()
        .filter(day -> !bounced.contains(day) && day.plusDays(settleDays).isBefore(today))
        .reduce((earlier, later) -> later);
  }
}
