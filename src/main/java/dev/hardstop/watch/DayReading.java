package dev.hardstop.watch;

import dev.hardstop.classification.RuleBook;
import dev.hardstop.logbook.Progress;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.Subject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * Counts the dossiers that were written to in the last 24 hours, once a day: cheaper than to keep
 * counters that a run which is repeated must not count twice.
 */
record DayReading(
    HourReading hours,
    NewsReading news,
    RuleBook book,
    UnaryOperator<String> organisationOf,
    int most) {
  private static final Duration DAY = Duration.ofDays(1);
  private static final int AT_ONCE = 1_000;

  /**
   * @param complete whether all of them were counted
   */
  record Counted(DayTally tally, boolean complete) {}

  Counted count(Instant now, BooleanSupplier outOfTime) {
    Instant from = now.minus(DAY);
    DayTally tally =
        new DayTally(book, organisationOf, from.atZone(ZoneOffset.UTC).toLocalDate());
    Set<Subject.Address> waiting = new HashSet<>();
    Progress start = Progress.to(from.plus(HourReading.AGAIN));
    Progress end = hours.read(Optional.of(start), now, most, outOfTime, page -> {
      waiting.addAll(page);
      if (waiting.size() >= AT_ONCE) {
        take(waiting, now, tally);
      }
    });
    take(waiting, now, tally);
    return new Counted(tally, end.place().isEmpty());
  }

  private void take(Set<Subject.Address> waiting, Instant now, DayTally tally) {
    for (DomainNews domain : news.of(waiting, now)) {
      List<Dossier> addresses = domain.addresses();
      addresses.forEach(address -> tally.add(domain.domain(), address));
    }
    waiting.clear();
  }
}
