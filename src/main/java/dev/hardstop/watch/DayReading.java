package dev.hardstop.watch;

import dev.hardstop.watchstate.WatchState.ReadProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * Counts the dossiers that were written to in the last 24 hours, once a day: cheaper than to keep
 * counters that a run which is repeated must not count twice.
 */
record DayReading(
    HourReading hours, NewsReading news, UnaryOperator<String> organisationOf, int most) {
  private static final Duration DAY = Duration.ofDays(1);

  /**
   * @param complete whether all of them were counted
   */
  record Counted(DayTally tally, boolean complete) {}

  Counted count(Instant now, BooleanSupplier outOfTime, SkippedSteps missing) {
    Instant from = now.minus(DAY);
    DayTally tally = new DayTally(organisationOf);
    ReadProgress start = ReadProgress.to(from.plus(hours.again()));
    ReadProgress end = news.read(
        hours,
        Optional.of(start),
        now,
        most,
        outOfTime,
        missing,
        domain -> domain.addresses().forEach(reasons -> tally.add(domain.domain(), reasons)));
    return new Counted(tally, end.place().isEmpty());
  }
}
