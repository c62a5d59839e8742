package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * May this address be mailed, and why not? Judged when asked, never stored.
 *
 * @param state the gravest of what is held against the address
 * @param subject whom the cause is about: the address itself or its domain
 * @param cause what the verdict rests on; in a clear verdict the newest evidence, which is not held
 *     against the address; empty where nothing is known
 * @param days the UTC days of that evidence, as far as they still count
 * @param until the first UTC day on which mail may be tried again; empty where there is no end, or
 *     nothing to end
 * @param ambiguous whether the cause may be about somebody else: a complaint that named several
 * @param onSesList whether SES itself refuses the address until it is taken off one of its lists
 * @param unsubscribed the newest day on which SES said that the address left a contact list
 */
public record Verdict(
    State state,
    Subject subject,
    Optional<Cause> cause,
    SortedSet<LocalDate> days,
    Optional<LocalDate> until,
    boolean ambiguous,
    boolean onSesList,
    Optional<LocalDate> unsubscribed) {
  private static final String OFF_THE_LIST = "DeleteSuppressedDestination";
  private static final String ON_SES_LIST =
      " SES refuses the address as well, until " + OFF_THE_LIST + " takes it off its list.";
  private static final String RECHECK = " It may be tried again; if SES's account list holds it, "
      + OFF_THE_LIST
      + " must take it off first.";

  public Verdict {
    requireNonNull(state, "state is null");
    requireNonNull(subject, "subject is null");
    requireNonNull(cause, "cause is null");
    days = Collections.unmodifiableSortedSet(new TreeSet<>(days));
    requireNonNull(until, "until is null");
    requireNonNull(unsubscribed, "unsubscribed is null");
  }

  /** Whether mail must not be sent. */
  public boolean isSuppressed() {
    return state.isSuppressed();
  }

  /** The first day of the evidence. */
  public Optional<LocalDate> since() {
    return days.isEmpty() ? Optional.empty() : Optional.of(days.first());
  }

  /** What to do, empty where nothing is known. */
  public String advice() {
    String toDo = cause.map(Cause::advice).orElse("");
    if (toDo.contains(OFF_THE_LIST)) {
      return toDo;
    }
    return toDo + (onSesList ? ON_SES_LIST : state == State.RECHECK ? RECHECK : "");
  }
}
