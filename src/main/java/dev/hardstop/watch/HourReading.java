package dev.hardstop.watch;

import static java.util.Objects.requireNonNull;

import dev.hardstop.diagnosis.DossierIndex;
import dev.hardstop.diagnosis.DossierIndex.ResultPage;
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
 * Finds the addresses whose dossiers were written since the last reading, hour by hour. The last minutes
 * before that are read again, because the index lags behind the table and the clocks of the writers
 * differ.
 */
final class HourReading {
  /** The first reading of all begins this long ago. */
  static final Duration FIRST = Duration.ofDays(1);

  /** The shortest overlap of two readings. */
  private static final Duration SHORTEST_OVERLAP = Duration.ofMinutes(10);

  private static final int PAGE = 500;

  private final DossierIndex index;
  private final Duration overlap;

  /**
   * @param deliveryWait how long after its recording a bounce counts: it must be read once more then
   */
  HourReading(DossierIndex index, Duration deliveryWait) {
    this.index = requireNonNull(index, "index is null");
    this.overlap = deliveryWait.compareTo(SHORTEST_OVERLAP) > 0 ? deliveryWait : SHORTEST_OVERLAP;
  }

  /** How long before the end of the last reading the next one begins. */
  Duration overlap() {
    return overlap;
  }

  /**
   * Continues to read.
   *
   * @param from where the last reading stopped; empty where there was none
   * @param most stops after about this many subjects
   * @param stop returns whether to stop before the next page
   * @param pages takes the addresses; the same address may come twice
   * @return where this reading stopped
   */
  ReadProgress read(
      Optional<ReadProgress> from,
      Instant now,
      int most,
      BooleanSupplier stop,
      Consumer<List<Subject.Address>> pages) {
    ReadProgress start = from.orElseGet(() -> ReadProgress.to(now.minus(FIRST)));
    Optional<Place> place = Optional.of(start.place().orElseGet(() -> beginning(start, now)));
    int read = 0;
    while (place.isPresent() && read < most && !stop.getAsBoolean()) {
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
    Instant hour = start.readTo().minus(overlap).truncatedTo(ChronoUnit.HOURS);
    return new Place(began, hour, 0, Optional.empty());
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
}
