package dev.hardstop.watch;

import java.util.List;

/**
 * What a round did.
 *
 * @param dossiers with news that were read
 * @param domains they are of
 * @param examined domains that were looked at as a whole
 * @param opened incidents
 * @param ended incidents
 * @param complete whether everything new was read and every domain examined that was to be
 * @param left domains that the next run begins with
 * @param minutesBehind since when something waits that no run has come to; 0 where nothing does
 * @param missing what it had to do without
 */
record WatchRunResult(
    int dossiers,
    int domains,
    int examined,
    int opened,
    int ended,
    boolean complete,
    int left,
    long minutesBehind,
    List<String> missing) {
  WatchRunResult {
    missing = List.copyOf(missing);
  }
}
