package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.BounceReason;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What a person decided about a subject. The later action applies. */
public sealed interface ManualAction extends Comparable<ManualAction> {
  /** Unique within the subject. */
  String id();

  /** Who did it: the IAM identity of the caller. */
  String who();

  /** The person's reason; 1 to 500 characters. */
  String why();

  /** When the person acted; milliseconds, UTC. */
  Instant at();

  @Override
  default int compareTo(ManualAction other) {
    return Comparator.comparing(ManualAction::at)
        .thenComparing(ManualAction::id)
        .compare(this, other);
  }

  /**
   * A release: evidence of messages sent before it no longer counts, and a manual suppression ends.
   *
   * @param includeComplaint whether complaints are lifted as well
   */
  record Release(String id, String who, String why, Instant at, boolean includeComplaint)
      implements ManualAction {
    public Release {
      requireNonNull(id, "id is null");
      requireNonNull(who, "who is null");
      requireNonNull(why, "why is null");
      requireNonNull(at, "at is null");
    }

    /** Omits who and why, which are personal data. */
    @Override
    public String toString() {
      return "Release[" + id + ", " + at + "]";
    }
  }

  /**
   * A manual suppression.
   *
   * @param until the first UTC day on which mail may be tried again; empty if there is no end
   * @param streams the streams whose mail is suppressed; empty for all. Once one of them is no longer
   *     configured, the suppression counts for all
   */
  record Suppression(
      String id,
      String who,
      String why,
      Instant at,
      Optional<LocalDate> until,
      SortedSet<String> streams)
      implements ManualAction {
    public Suppression {
      requireNonNull(id, "id is null");
      requireNonNull(who, "who is null");
      requireNonNull(why, "why is null");
      requireNonNull(at, "at is null");
      requireNonNull(until, "until is null");
      streams = Collections.unmodifiableSortedSet(new TreeSet<>(streams));
    }

    /** Creates a suppression for all streams. */
    public Suppression(String id, String who, String why, Instant at, Optional<LocalDate> until) {
      this(id, who, why, at, until, new TreeSet<>());
    }

    /** Omits who and why, which are personal data. */
    @Override
    public String toString() {
      return "Suppression[" + id + ", " + at + "]";
    }
  }

  /**
   * Days on which the replies of a receiver were wrong: its bounces of messages sent on these days count for
   * no address of the domain. Only a domain can have excluded days.
   *
   * @param from the first UTC day that does not count
   * @param to the last UTC day that does not count; not before {@code from}
   * @param reasons which bounces do not count; empty for all. Complaints always count
   */
  record ExcludeDays(
      String id,
      String who,
      String why,
      Instant at,
      LocalDate from,
      LocalDate to,
      Set<BounceReason> reasons)
      implements ManualAction {
    /**
     * @throws IllegalArgumentException if it ends before it begins
     */
    public ExcludeDays {
      requireNonNull(id, "id is null");
      requireNonNull(who, "who is null");
      requireNonNull(why, "why is null");
      requireNonNull(at, "at is null");
      requireNonNull(from, "from is null");
      requireNonNull(to, "to is null");
      reasons = Set.copyOf(reasons);
      if (to.isBefore(from)) {
        throw new IllegalArgumentException("the last day is before the first");
      }
    }

    /** Whether a bounce for this reason of a message sent on this day does not count. */
    boolean covers(LocalDate day, BounceReason reason) {
      return !day.isBefore(from)
          && !day.isAfter(to)
          && (reasons.isEmpty() || reasons.contains(reason));
    }

    /** Omits who and why, which are personal data. */
    @Override
    public String toString() {
      return "ExcludeDays[" + id + ", " + from + " to " + to + "]";
    }
  }
}
