package dev.hardstop.diagnosis;

import dev.hardstop.suppression.Subject;
import java.time.Instant;
import java.util.Optional;

/**
 * Finds the dossiers to which bounces or complaints were written in an hour. May lag behind writes of
 * the last seconds.
 */
public interface HourIndex {
  /** The number of shards of an hour. */
  int shards();

  /**
   * A page of the dossiers that were last written in an hour.
   *
   * @param hour any instant of the UTC hour
   * @param shard 0 to {@link #shards()} less one
   * @param cursor the {@link ResultPage#next} of the page before; empty for the first page
   * @param most the most dossiers of the page, 1 to 1,000
   */
  ResultPage<Subject> writtenIn(Instant hour, int shard, Optional<String> cursor, int most);
}
