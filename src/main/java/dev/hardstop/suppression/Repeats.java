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
 * @param forDays how long a spell lasts, 1 or more
 */
public record Repeats(int times, int withinDays, int forDays) {
  /**
   * @throws IllegalArgumentException when a number is out of its range
   */
  public Repeats {
    if (times < 1 || withinDays < times || forDays < 1) {
      throw new IllegalArgumentException(
          "no pattern: " + times + " times within " + withinDays + " days for " + forDays);
    }
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
