package dev.hardstop.diagnosis;

import dev.hardstop.suppression.Subject;
import java.time.Instant;
import java.util.Optional;

/** Whose dossiers bad news was written to lately, by the hour of writing. May lag by seconds. */
public interface HourIndex {
  /** In how many shards an hour is kept. */
  int shards();

  /**
   * A page of what was last written in an hour.
   *
   * @param hour any instant of the UTC hour
   * @param shard 0 to {@link #shards()} less one
   * @param cursor of the page before; empty for the first
   * @param most how many at most, 1 to 1,000
   */
  ResultPage<Subject> writtenIn(Instant hour, int shard, Optional<String> cursor, int most);
}
