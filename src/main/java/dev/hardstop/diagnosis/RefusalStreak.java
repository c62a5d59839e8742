package dev.hardstop.diagnosis;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The days from which on a receiver has refused nearly everybody, until now.
 *
 * @param from the first UTC day of its bounces: a day before {@code start} that was mailed, where the
 *     fault began late in it
 * @param start the first day on which more were refused than taken
 * @param standing how it stands since
 * @param deliveredBefore how many were delivered to in the 14 days before the start
 * @param witnesses how many of those are refused now
 */
record RefusalStreak(
    LocalDate from,
    LocalDate start,
    RecipientOutcomes standing,
    int deliveredBefore,
    int witnesses) {
  /** A fault that begins on a Friday shows on Monday. */
  private static final int LONGEST_PAUSE = 4;

  private static final int MAJORITY = 50;

  /**
   * The run that lasts now; empty where the receiver does not refuse nearly everybody. The newest
   * days that were mailed show it.
   */
  static Optional<RefusalStreak> of(DomainActivity activity, Thresholds.Opening opening) {
    List<LocalDate> newest = activity.mailedDays().stream()
        .filter(day -> !day.isBefore(activity.today().minusDays(LONGEST_PAUSE)))
        .limit(2)
        .toList();
    if (!refusesNearlyAll(activity, newest, opening)
        || isOver(activity.standingOn(newest.get(0)))) {
      return Optional.empty();
    }
    return start(activity, newest).map(start -> of(activity, start));
  }

  /**
   * The newest day alone, or both together; or the share of the newest, where the addresses of both
   * are enough: who was delivered to on the morning before the fault must not hide it.
   */
  private static boolean refusesNearlyAll(
      DomainActivity activity, List<LocalDate> newest, Thresholds.Opening opening) {
    if (newest.stream().anyMatch(day -> activity.standingSince(day).isNearlyAll(opening))) {
      return true;
    }
    if (newest.size() < 2) {
      return false;
    }
    RecipientOutcomes last = activity.standingSince(newest.get(0));
    int lately = last.refusedBy(ReasonGroup::isDomains);
    return lately * 2 >= opening.addresses()
        && last.isShare(lately, opening.percent())
        && activity.standingSince(newest.get(1)).refusedBy(ReasonGroup::isDomains)
            >= opening.addresses();
  }

  /** One who is lucky is no recovery. */
  private static boolean isOver(RecipientOutcomes newest) {
    return !isBroken(newest) && newest.accepted().size() > 1;
  }

  /** The run that a domain may be held for: of bounces that nobody can have forged. */
  static Optional<RefusalStreak> opening(DomainActivity activity, Thresholds.Opening opening) {
    return of(activity.withoutDoubt(), opening).filter(run -> run.opens(opening));
  }

  /** Whether it is sure enough to hold the domain for. */
  boolean opens(Thresholds.Opening opening) {
    return deliveredBefore >= opening.deliveredBefore() && witnesses >= opening.witnesses();
  }

  private static RefusalStreak of(DomainActivity activity, LocalDate start) {
    RecipientOutcomes standing = activity.standingSince(start);
    Set<String> before = activity.acceptedBefore(start);
    int witnesses =
        (int) standing.refused().keySet().stream().filter(before::contains).count();
    return new RefusalStreak(
        from(activity, start, standing), start, standing, before.size(), witnesses);
  }

  private static Optional<LocalDate> start(DomainActivity activity, List<LocalDate> newest) {
    Optional<LocalDate> last =
        newest.stream().filter(day -> isBroken(activity.standingOn(day))).findFirst();
    return last.flatMap(broken -> activity.mailedDays().stream()
        .dropWhile(day -> day.isAfter(broken))
        .takeWhile(day -> isBroken(activity.standingOn(day)))
        .reduce((newer, older) -> older));
  }

  private static boolean isBroken(RecipientOutcomes standing) {
    int count = standing.refusedBy(ReasonGroup::isDomains);
    return count > 0 && standing.isShare(count, MAJORITY);
  }

  private static LocalDate from(
      DomainActivity activity, LocalDate start, RecipientOutcomes standing) {
    ReasonGroup family = standing.largest(ReasonGroup::isDomains).orElse(ReasonGroup.OTHER);
    return activity.mailedDays().stream()
        .filter(day -> day.isBefore(start))
        .limit(1)
        .filter(day -> !day.isBefore(start.minusDays(LONGEST_PAUSE)))
        .filter(day -> activity.standingOn(day).refusedBy(family::equals) > 0)
        .findFirst()
        .orElse(start);
  }
}
