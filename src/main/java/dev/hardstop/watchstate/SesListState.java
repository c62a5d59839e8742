package dev.hardstop.watchstate;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What is known about SES's suppression list, as it was read.
 *
 * @param current the reconciliation in progress; empty if there is none
 * @param last the newest reconciliation that has ended; empty if none has
 * @param adopted when the first complete reconciliation that brought evidence in began; empty until it has
 *     ended. Hardstop itself listed nothing before that time
 * @param check the newest check of the account and its configuration sets; empty if there was none
 */
public record SesListState(
    Optional<SesListProgress> current,
    Optional<SesListProgress> last,
    Optional<Instant> adopted,
    Optional<SesAccountCheck> check) {
  /** The state in which nothing is known. */
  public static final SesListState NONE =
      new SesListState(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  public SesListState {
    requireNonNull(current, "current is null");
    requireNonNull(last, "last is null");
    requireNonNull(adopted, "adopted is null");
    requireNonNull(check, "check is null");
  }

  /**
   * Whether SES's list may be changed: everything that SES listed before Hardstop has become evidence.
   * Otherwise an address would be removed from the list only because nothing is known about it.
   */
  public boolean mayChangeList() {
    return adopted.isPresent();
  }

  /**
   * A check of the SES account: what prevents its suppression list from being kept equal to the verdicts.
   *
   * @param day the UTC day of the check
   * @param isInSandbox whether the account is in the sandbox, where SES accepts no new entry
   * @param isPaused whether SES has paused the account's sending
   * @param setsWithoutBounces configuration sets for whose mail SES ignores entries with the reason
   *     BOUNCE
   * @param missingSets configuration sets that do not exist
   * @param notPermitted the IAM actions that the role of the function lacks
   */
  public record SesAccountCheck(
      LocalDate day,
      boolean isInSandbox,
      boolean isPaused,
      SortedSet<String> setsWithoutBounces,
      SortedSet<String> missingSets,
      SortedSet<String> notPermitted) {
    public SesAccountCheck {
      requireNonNull(day, "day is null");
      setsWithoutBounces = Collections.unmodifiableSortedSet(new TreeSet<>(setsWithoutBounces));
      missingSets = Collections.unmodifiableSortedSet(new TreeSet<>(missingSets));
      notPermitted = Collections.unmodifiableSortedSet(new TreeSet<>(notPermitted));
    }
  }
}
