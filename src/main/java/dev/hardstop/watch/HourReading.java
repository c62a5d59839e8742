package dev.hardstop.watch;

import static java.util.Objects.requireNonNull;

import dev.hardstop.diagnosis.HourIndex;
import dev.hardstop.diagnosis.ResultPage;
import dev.hardstop.suppression.Subject;
import dev.hardstop.watchstate.WatchState.ReadProgress;
import dev.hardstop.watchstate.WatchState.ReadProgress.Place;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Finds whose dossiers bad news was written to since the last time, hour by hour. The last minutes are
 * read again, because the index lags and writers' clocks are apart.
 */
final class HourReading {
  /** So far behind where the last reading began the next one starts at least. */
  private static final Duration AGAIN = Duration.ofMinutes(10);

  /** So far back the first one starts. */
  static final Duration FIRST = Duration.ofDays(1);

  private static final int PAGE = 500;

  private final HourIndex index;
  private final Duration again;

  /**
   * @param deliveryWait what was written so lately counts only later: it is read again as well
   */
  HourReading(HourIndex index, Duration deliveryWait) {
    this.index = requireNonNull(index, "index is null");
    this.again = deliveryWait.compareTo(AGAIN) > 0 ? deliveryWait : AGAIN;
  }

  /** So far behind where the last reading began the next one starts. */
  Duration again() {
    return again;
  }

  /**
   * Reads on.
   *
   * @param from where the last reading stopped; empty where there was none
   * @param most about so many subjects
   * @param outOfTime whether to stop
   * @param pages takes the addresses; the same may come twice
   * @return where this one stopped
   */
  ReadProgress read(
      Optional<ReadProgress> from,
      Instant now,
      int most,
      BooleanSupplier outOfTime,
      Consumer<List<Subject.Address>> pages) {
    ReadProgress start = from.orElseGet(() -> ReadProgress.to(now.minus(FIRST)));
    Optional<Place> place = Optional.of(start.place().orElseGet(() -> beginning(start, now)));
    int read = 0;
    while (place.isPresent() && read < most && !outOfTime.getAsBoolean()) {
      Place at = place.get();
      ResultPage<Subject> page =
          index.writtenIn(at.hour(), at.shard(), at.cursor(), Math.min(PAGE, most - read));
      pages.accept(page.items().stream()
          .filter(Subject.Address.class::isInstance)
          .map(Subject.Address.class::cast)
          .toList());
      read += page.items().size();
      place = next(at, page.next());
      if (place.isEmpty()) {
        return ReadProgress.to(at.began());
      }
    }
    return new ReadProgress(start.readTo(), place);
  }

  private Place beginning(ReadProgress start, Instant now) {
    Instant began = now.truncatedTo(ChronoUnit.MILLIS);
    return new Place(began, hour(start.readTo().minus(again)), 0, Optional.empty());
  }

  private Optional<Place> next(Place at, Optional<String> cursor) {
    if (cursor.isPresent()) {
      return Optional.of(new Place(at.began(), at.hour(), at.shard(), cursor));
    }
    if (at.shard() + 1 < index.shards()) {
      return Optional.of(new Place(at.began(), at.hour(), at.shard() + 1, Optional.empty()));
    }
    Instant nextHour = at.hour().plus(1, ChronoUnit.HOURS);
    return nextHour.isAfter(at.began())
        ? Optional.empty()
        : Optional.of(new Place(at.began(), nextHour, 0, Optional.empty()));
  }

  private static Instant hour(Instant at) {
    return at.truncatedTo(ChronoUnit.HOURS);
  }
}
