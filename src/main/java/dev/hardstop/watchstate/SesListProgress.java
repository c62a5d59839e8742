package dev.hardstop.watchstate;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One reconciliation of SES's suppression list with the table: first all pages of the list are read,
 * then all dossiers. It takes several runs where there is much to read.
 *
 * @param began when it began; milliseconds, UTC
 * @param follows whether it brings evidence in and repairs differences, or only reports
 * @param step how many parts of the list and the table it has read
 * @param pages how many pages of the list it has read
 * @param isListRead whether it has read the whole list and is reading the dossiers
 * @param cursor where it continues, in the list or among the dossiers; empty for the first page
 * @param findings what it found so far
 * @param sets configuration sets that evidence names; at most {@value #SETS}
 * @param ended when it ended; empty while it has not
 */
public record SesListProgress(
    Instant began,
    boolean follows,
    int step,
    int pages,
    boolean isListRead,
    Optional<String> cursor,
    SesListFindings findings,
    SortedSet<String> sets,
    Optional<Instant> ended) {
  /** How many configuration sets are remembered. */
  public static final int SETS = 20;

  public SesListProgress {
    began = requireNonNull(began, "began is null").truncatedTo(ChronoUnit.MILLIS);
    requireNonNull(cursor, "cursor is null");
    requireNonNull(findings, "findings is null");
    SortedSet<String> some = new TreeSet<>();
    sets.stream().sorted().limit(SETS).forEach(some::add);
    sets = Collections.unmodifiableSortedSet(some);
    ended = ended.map(at -> at.truncatedTo(ChronoUnit.MILLIS));
  }

  /** A reconciliation that has read nothing yet. */
  public static SesListProgress begin(Instant now, boolean follows) {
    return new SesListProgress(
        now,
        follows,
        0,
        0,
        false,
        Optional.empty(),
        SesListFindings.NONE,
        new TreeSet<>(),
        Optional.empty());
  }

  /**
   * The progress after a page of the list.
   *
   * @param next the token of the next page; empty after the last one
   */
  public SesListProgress afterPage(SesListFindings found, Optional<String> next) {
    return new SesListProgress(
        began,
        follows,
        step + 1,
        pages + 1,
        next.isEmpty(),
        next,
        findings.plus(found),
        sets,
        Optional.empty());
  }

  /**
   * The progress after some of the dossiers.
   *
   * @param more the configuration sets that their evidence names
   * @param next where the next dossiers begin; empty after the last ones, with which the reconciliation ends
   * @param now the time of the end, if it ends
   */
  public SesListProgress afterDossiers(
      SesListFindings found, SortedSet<String> more, Optional<String> next, Instant now) {
    SortedSet<String> all = new TreeSet<>(sets);
    all.addAll(more);
    return new SesListProgress(
        began,
        follows,
        step + 1,
        pages,
        true,
        next,
        findings.plus(found),
        all,
        next.isEmpty() ? Optional.of(now) : Optional.empty());
  }

  /** Omits the cursor, which may contain an address. */
  @Override
  public String toString() {
    return "SesListProgress[" + began + ", step " + step + "]";
  }
}
