package dev.hardstop.watchstate;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Bounces or complaints passed their limit.
 *
 * @param since when that was seen; milliseconds, UTC
 * @param over when they were well below it again; empty while they are not
 * @param sets configuration sets whose sending is to be switched: off while it lasts, on again when it
 *     is over; empty where nobody asked for the brake
 * @param switched those of them where that is done
 */
public record BrakeState(
    Instant since, Optional<Instant> over, SortedSet<String> sets, SortedSet<String> switched) {
  public BrakeState {
    requireNonNull(since, "since is null");
    requireNonNull(over, "over is null");
    sets = Collections.unmodifiableSortedSet(new TreeSet<>(sets));
    switched = Collections.unmodifiableSortedSet(new TreeSet<>(switched));
  }

  /** Whether it lasts. */
  public boolean lasts() {
    return over.isEmpty();
  }

  /** The sets still to be switched. */
  public SortedSet<String> open() {
    SortedSet<String> open = new TreeSet<>(sets);
    open.removeAll(switched);
    return open;
  }
}
