package dev.hardstop.watchstate;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * What the newest finished run of {@code watch} found about the sending and about its own progress.
 *
 * @param began when the run began; milliseconds, UTC
 * @param day the messages of the last 24 hours; empty where SES did not answer
 * @param week the messages of the last seven days; empty where SES did not answer
 * @param complete whether it read all new feedback and postponed no domain
 * @param left how many domains it postponed to the next run
 * @param minutesBehind the age in minutes of the oldest feedback that no run had processed; 0 where there was
 *     none
 * @param hoursSinceWalk the hours from the beginning of the last completed walk through all dossiers to this
 *     run; if no walk has ended yet, from the beginning of the first one
 * @param hoursSinceSesList the hours from the end of the last complete comparison with SES's suppression
 *     list to this run; if none has ended yet, from the beginning of the first one; 0 if there is none
 * @param missing the steps that it skipped, in words, at most {@value #MOST_MISSING}; no text contains an
 *     address
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
  /** The largest number of skipped steps that are named. */
  public static final int MOST_MISSING = 50;

  public LatestRun {
    began = requireNonNull(began, "began is null").truncatedTo(ChronoUnit.MILLIS);
    requireNonNull(day, "day is null");
    requireNonNull(week, "week is null");
    missing = missing.stream().limit(MOST_MISSING).toList();
  }
}
