package dev.hardstop.watchstate;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A look at the account at SES: what prevents its suppression list from being kept in step.
 *
 * @param day the UTC day of the look
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
