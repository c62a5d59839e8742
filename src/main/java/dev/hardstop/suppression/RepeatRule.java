package dev.hardstop.suppression;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Evidence that counts only when it repeats: each day that completes {@code times} different days
 * within {@code withinDays} starts a spell of {@code forDays} from it; the latest end wins.
 *
 * @param times how many different days, 1 or more
 * @param withinDays first and last of them included, {@code times} or more
 * @param forDays how long a spell lasts, 1 or more. Of more days than a dossier keeps the oldest are
 *     forgotten, so a spell must end before the newer days can have pushed out those that it follows
 *     from: the limit is 1,380 for 3 times within 30 days, 1,320 for 5 within 60, 84 for 14 within 14
 */
public record RepeatRule(int times, int withinDays, int forDays) {
  /**
   * @throws IllegalArgumentException when a number is out of its range
   */
  public RepeatRule {
    if (times < 1 || withinDays < times || forDays < 1) {
      throw new IllegalArgumentException(
          "no pattern: " + times + " times within " + withinDays + " days for " + forDays);
    }
    if (forDays > longestSpell(times, withinDays)) {
      throw new IllegalArgumentException(
          "%d times within %d days for %d days: at most %d are possible"
              .formatted(times, withinDays, forDays, longestSpell(times, withinDays)));
    }
  }

  /**
   * The newest days that are kept either complete a spell of their own, or each {@code times} of them
   * span more than {@code withinDays}: then the oldest of them is that long ago.
   */
  private static long longestSpell(int times, int withinDays) {
    return times == 1
        ? Integer.MAX_VALUE
        : Math.max(0, (HistoryLimits.OF_A_RULE.days() - 1) / (times - 1) - 1) * (long) withinDays;
  }

  /** The first day after the last spell; empty where the days complete none. */
  Optional<LocalDate> end(SortedSet<LocalDate> days) {
    List<LocalDate> inOrder = List.copyOf(days);
    for (int last = inOrder.size() - 1; last >= times - 1; last--) {
      LocalDate first = inOrder.get(last - times + 1);
      if (first.plusDays(withinDays).isAfter(inOrder.get(last))) {
        return Optional.of(inOrder.get(last).plusDays(forDays));
      }
    }
    return Optional.empty();
  }
}
