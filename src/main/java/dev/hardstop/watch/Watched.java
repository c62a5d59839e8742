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
 * @param complete whether everything new was read
 * @param missing what it had to do without
 */
record Watched(
    int dossiers,
    int domains,
    int examined,
    int opened,
    int ended,
    boolean complete,
    List<String> missing) {
  Watched {
    missing = List.copyOf(missing);
  }
}
