package dev.hardstop.diagnosis;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The days from which on a receiver has refused nearly everybody, until now.
 *
 * @param from the first UTC day of its bounces: the day before {@code start} that was mailed, where
 *     the fault began in the middle of it
 * @param start the first day that was refused nearly wholly
 * @param standing how it stands since
 * @param deliveredBefore how many were delivered to in the 14 days before the start
 * @param witnesses how many of those are refused now
 */
record Run(LocalDate from, LocalDate start, Standing standing, int deliveredBefore, int witnesses) {
  /** A fault that begins on a Friday shows on Monday. */
  private static final int LONGEST_PAUSE = 4;

  /** The run that lasts now; empty where the receiver does not refuse nearly everybody. */
  static Optional<Run> of(DomainPicture picture, Thresholds.Opening opening) {
    Standing today = picture.standingSince(picture.today());
    Standing since = picture.standingSince(picture.today().minusDays(1));
    boolean todayAgrees = today.mailed() == 0 || isBroken(today, opening);
    if (!today.isNearlyAll(opening) && !(todayAgrees && since.isNearlyAll(opening))) {
      return Optional.empty();
    }
    return start(picture, opening).map(start -> of(picture, start));
  }

  /** Whether it is grave enough, and long enough expected, to hold the domain for. */
  boolean opens(Thresholds.Opening opening) {
    return deliveredBefore >= opening.deliveredBefore() && witnesses >= opening.witnesses();
  }

  private static Run of(DomainPicture picture, LocalDate start) {
    Standing standing = picture.standingSince(start);
    Set<String> before = picture.acceptedBefore(start);
    int witnesses =
        (int) standing.refused().keySet().stream().filter(before::contains).count();
    return new Run(from(picture, start, standing), start, standing, before.size(), witnesses);
  }

  private static Optional<LocalDate> start(DomainPicture picture, Thresholds.Opening opening) {
    return picture.mailedDays().stream()
        .takeWhile(day -> isBroken(Standing.of(List.of(picture.on(day))), opening))
        .reduce((newer, older) -> older);
  }

  private static boolean isBroken(Standing standing, Thresholds.Opening opening) {
    int count = standing.refusedBy(Family::isDomains);
    return count > 0 && standing.isShare(count, opening.percent());
  }

  private static LocalDate from(DomainPicture picture, LocalDate start, Standing standing) {
    Family family = standing.largest(Family::isDomains).orElse(Family.OTHER);
    return picture.mailedDays().stream()
        .filter(day -> day.isBefore(start))
        .limit(1)
        .filter(day -> !day.isBefore(start.minusDays(LONGEST_PAUSE)))
        .filter(day -> Standing.of(List.of(picture.on(day))).refusedBy(family::equals) > 0)
        .findFirst()
        .orElse(start);
  }
}
