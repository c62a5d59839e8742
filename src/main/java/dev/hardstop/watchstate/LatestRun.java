package dev.hardstop.watchstate;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * What the newest finished run of {@code watch} found about the sending and about its own progress.
 *
 * @param began when it began; milliseconds, UTC
 * @param day the messages of the last 24 hours; empty where SES did not answer
 * @param week the messages of the last seven days; empty likewise
 * @param complete whether it read all new feedback and postponed no domain
 * @param left how many domains it postponed to the next run
 * @param minutesBehind the age of the oldest feedback that no run had processed; 0 where there was none
 * @param hoursSinceWalk how many hours before it the last walk through all dossiers had ended; before the first has ended,
 *     how many hours before it that one began
 * @param hoursSinceSesList the same for the comparison with SES's suppression list; 0 where there is none
 * @param missing the steps that it skipped, in words, at most {@value #MOST_MISSING}; none contains an address
 */
public record LatestRun(
    Instant began,
    Optional<SendingCounts> day,
    Optional<SendingCounts> week,
    boolean complete,
    int left,
    long minutesBehind,
    long hoursSinceWalk,
    long hoursSinceSesList,
    List<String> missing) {
  /** How many skipped steps are named. */
  public static final int MOST_MISSING = 50;

  public LatestRun {
    began = requireNonNull(began, "began is null").truncatedTo(ChronoUnit.MILLIS);
    requireNonNull(day, "day is null");
    requireNonNull(week, "week is null");
    missing = missing.stream().limit(MOST_MISSING).toList();
  }
}
