package dev.hardstop.watchstate;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * How far the dossiers written lately have been read.
 *
 * @param readTo everything written before is read; milliseconds, UTC
 * @param place where a reading stands that had to stop on its way; empty where none has
 */
public record ReadProgress(Instant readTo, Optional<Place> place) {
  public ReadProgress {
    requireNonNull(readTo, "readTo is null");
    requireNonNull(place, "place is null");
  }

  /** Nothing is half read. */
  public static ReadProgress to(Instant readTo) {
    return new ReadProgress(readTo, Optional.empty());
  }

  /**
   * A place on the way.
   *
   * @param began when the reading began: what was written later it may have missed
   * @param hour any instant of the hour that is being read
   * @param shard of that hour
   * @param cursor of the next page; empty for the first
   */
  public record Place(Instant began, Instant hour, int shard, Optional<String> cursor) {
    public Place {
      requireNonNull(began, "began is null");
      requireNonNull(hour, "hour is null");
      requireNonNull(cursor, "cursor is null");
    }

    /** Not the cursor: it has an address in it. */
    @Override
    public String toString() {
      return "Place[" + hour + ", " + shard + "]";
    }
  }
}
