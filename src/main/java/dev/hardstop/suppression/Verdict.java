package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Whether an address may be mailed, and why not. It is computed for each question and never stored.
 *
 * @param state the gravest state of all evidence
 * @param subject what the cause is about: the address itself or its domain
 * @param cause what the verdict is based on; in a clear verdict the newest evidence, which is not held
 *     against the address; empty if nothing is known
 * @param days the UTC days of that evidence that still count
 * @param until the first UTC day on which mail may be tried again; empty if there is no end, or
 *     nothing to end
 * @param unsubscribed when SES reported that the address left a contact list
 * @param incident the id of the incident that holds the domain now, whatever the cause is
 * @param streams the streams that the state holds for; empty where it holds for all. For other streams
 *     the state is milder
 * @param remarks what else applies
 */
public record Verdict(
    VerdictState state,
    Subject subject,
    Optional<VerdictCause> cause,
    SortedSet<LocalDate> days,
    Optional<LocalDate> until,
    Optional<Unsubscribed> unsubscribed,
    Optional<String> incident,
    SortedSet<String> streams,
    Set<Remark> remarks) {
  private static final String REMOVAL = "DeleteSuppressedDestination";
  private static final String ON_SES_LIST =
      "SES also refuses the address until " + REMOVAL + " removes it from its list.";
  private static final String MAY_BE_TRIED =
      "It may be tried again; if it is on SES's account list, " + REMOVAL
          + " must remove it first.";

  private static final String FOLLOWED = "Hardstop keeps SES's account list equal to its verdicts.";
  private static final String TAKEN_OFF =
      "It may be tried again: Hardstop takes it off SES's account list.";

  public Verdict {
    requireNonNull(state, "state is null");
    requireNonNull(subject, "subject is null");
    requireNonNull(cause, "cause is null");
    days = Collections.unmodifiableSortedSet(new TreeSet<>(days));
    requireNonNull(until, "until is null");
    requireNonNull(unsubscribed, "unsubscribed is null");
    requireNonNull(incident, "incident is null");
    streams = Collections.unmodifiableSortedSet(new TreeSet<>(streams));
    remarks = Set.copyOf(remarks);
  }

  /**
   * The address left contact lists.
   *
   * @param day the newest UTC day
   * @param streams the streams of these lists; empty if one of them concerns all streams, or an unknown one
   */
  public record Unsubscribed(LocalDate day, SortedSet<String> streams) {
    public Unsubscribed {
      requireNonNull(day, "day is null");
      streams = Collections.unmodifiableSortedSet(new TreeSet<>(streams));
    }
  }

  /** What else applies to a verdict, besides its cause. */
  public enum Remark {
    /** The cause may be about somebody else: a complaint that named several. */
    AMBIGUOUS,
    /** SES itself refuses the address until it is removed from one of its lists. */
    ON_SES_LIST,
    /**
     * A release, excluded days or an ended incident lifted evidence that would otherwise still be held
     * against the address.
     */
    LIFTED,
    /** Hardstop itself keeps the account's list at SES equal to its verdicts. */
    FOLLOWED_BY_SES_LIST
  }

  /** Whether mail must not be sent. */
  public boolean isSuppressed() {
    return state.isSuppressed();
  }

  /** The {@linkplain VerdictCause#reason() reason}; empty if nothing is known. */
  public Optional<String> reason() {
    return cause.map(VerdictCause::reason);
  }

  /** The first day of the evidence. */
  public Optional<LocalDate> since() {
    return days.isEmpty() ? Optional.empty() : Optional.of(days.first());
  }

  /** Whether the cause may be about somebody else: a complaint that named several. */
  public boolean ambiguous() {
    return remarks.contains(Remark.AMBIGUOUS);
  }

  /** Whether SES itself refuses the address until it is removed from one of its lists. */
  public boolean onSesList() {
    return remarks.contains(Remark.ON_SES_LIST);
  }

  /** What to do; empty if nothing is known. */
  public String advice() {
    String toDo = cause.map(VerdictCause::advice).orElse("");
    boolean isComplete = toDo.contains(REMOVAL) && !remarks.contains(Remark.FOLLOWED_BY_SES_LIST);
    return isComplete ? toDo : (toDo + ' ' + adviceOnSesList()).strip();
  }

  private String adviceOnSesList() {
    boolean isFollowed = remarks.contains(Remark.FOLLOWED_BY_SES_LIST);
    if (onSesList()) {
      return isFollowed ? FOLLOWED : ON_SES_LIST;
    }
    boolean lifted = state == VerdictState.RECHECK || remarks.contains(Remark.LIFTED);
    if (!lifted || isSuppressed()) {
      return "";
    }
    return isFollowed ? TAKEN_OFF : MAY_BE_TRIED;
  }
}
