package dev.hardstop.diagnosis;

import dev.hardstop.suppression.DeliveredRecipients;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The period in which a receiver has been refusing nearly all recipients.
 *
 * @param from the first UTC day with bounces of it: the last day before {@code start} on which anybody
 *     was mailed, if the fault began late on that day
 * @param start the first day on which at least half of the recipients were refused
 * @param outcomes the outcomes since the start
 * @param deliveredBefore the number of recipients that had a delivery in the {@value
 *     DeliveredRecipients#DAYS} days before the start
 * @param knownRecipients how many of those are refused now
 */
record RefusalStreak(
    LocalDate from,
    LocalDate start,
    RecipientOutcomes outcomes,
    int deliveredBefore,
    int knownRecipients) {
  /**
   * The largest distance between days that belong together: a fault that begins on a Friday shows on Monday.
   */
  private static final int LONGEST_PAUSE_DAYS = 4;

  private static final int HALF = 50;

  /**
   * The current streak, judged by the newest two days with mail; empty if the receiver does not refuse
   * nearly all recipients.
   */
  static Optional<RefusalStreak> of(DomainActivity activity, Thresholds.Opening opening) {
    List<LocalDate> newest = activity.mailedDays().stream()
        .filter(day -> !day.isBefore(activity.today().minusDays(LONGEST_PAUSE_DAYS)))
        .limit(2)
        .toList();
    if (!refusesNearlyAll(activity, newest, opening)
        || hasRecovered(activity.outcomesOn(newest.get(0)))) {
      return Optional.empty();
    }
    return start(activity, newest).map(start -> of(activity, start));
  }

  /** The streak for which a domain may be held: it consists of bounces that cannot be forged. */
  static Optional<RefusalStreak> opening(DomainActivity activity, Thresholds.Opening opening) {
    return of(activity.withoutForgeable(), opening).filter(streak -> streak.opens(opening));
  }

  /** Whether it is certain enough to open an incident. */
  boolean opens(Thresholds.Opening opening) {
    return deliveredBefore >= opening.deliveredBefore()
        && knownRecipients >= opening.knownRecipients();
  }

  /**
   * Whether nearly all are refused on the newest day, or on both days together. The share of the
   * newest day also suffices if only both days together have enough addresses: otherwise the
   * recipients that had a delivery in the hours before the fault would hide it.
   */
  private static boolean refusesNearlyAll(
      DomainActivity activity, List<LocalDate> newest, Thresholds.Opening opening) {
    if (newest.stream().anyMatch(day -> activity.outcomesSince(day).isNearlyAll(opening))) {
      return true;
    }
    if (newest.size() < 2) {
      return false;
    }
    RecipientOutcomes last = activity.outcomesSince(newest.get(0));
    int refused = last.refusedBy(ReasonGroup::isDomains);
    return refused * 2 >= opening.addresses()
        && last.isShare(refused, opening.percent())
        && activity.outcomesSince(newest.get(1)).refusedBy(ReasonGroup::isDomains)
            >= opening.addresses();
  }

  /** A single accepted recipient is no recovery. */
  private static boolean hasRecovered(RecipientOutcomes newest) {
    return !isBroken(newest) && newest.accepted().size() > 1;
  }

  private static RefusalStreak of(DomainActivity activity, LocalDate start) {
    RecipientOutcomes outcomes = activity.outcomesSince(start);
    Set<String> before = activity.acceptedBefore(start);
    int known =
        (int) outcomes.refused().keySet().stream().filter(before::contains).count();
    return new RefusalStreak(
        from(activity, start, outcomes), start, outcomes, before.size(), known);
  }

  private static Optional<LocalDate> start(DomainActivity activity, List<LocalDate> newest) {
    Optional<LocalDate> lastBroken =
        newest.stream().filter(day -> isBroken(activity.outcomesOn(day))).findFirst();
    return lastBroken.flatMap(broken -> activity.mailedDays().stream()
        .dropWhile(day -> day.isAfter(broken))
        .takeWhile(day -> isBroken(activity.outcomesOn(day)))
        .reduce((newer, older) -> older));
  }

  private static boolean isBroken(RecipientOutcomes outcomes) {
    int count = outcomes.refusedBy(ReasonGroup::isDomains);
    return count > 0 && outcomes.isShare(count, HALF);
  }

  private static LocalDate from(
      DomainActivity activity, LocalDate start, RecipientOutcomes outcomes) {
    ReasonGroup group = outcomes.largest(ReasonGroup::isDomains).orElse(ReasonGroup.OTHER);
    return activity.mailedDays().stream()
        .filter(day -> day.isBefore(start))
        .limit(1)
        .filter(day -> !day.isBefore(start.minusDays(LONGEST_PAUSE_DAYS)))
        .filter(day -> activity.outcomesOn(day).refusedBy(group::equals) > 0)
        .findFirst()
        .orElse(start);
  }
}
