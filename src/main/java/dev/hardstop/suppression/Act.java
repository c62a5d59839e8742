package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;

/** What a person decided about a subject. The later act wins. */
public sealed interface Act extends Comparable<Act> {
  /** Unique within the subject. */
  String id();

  /** Who did it: the IAM identity of the caller. */
  String who();

  /** Why, in the person's words; 1 to 500 characters. */
  String why();

  /** When; milliseconds, UTC. */
  Instant at();

  @Override
  default int compareTo(Act other) {
    return Comparator.comparing(Act::at).thenComparing(Act::id).compare(this, other);
  }

  /**
   * A release: evidence of messages sent before it no longer counts, and a suppression by hand
   * ends.
   *
   * @param includeComplaint whether complaints are lifted as well
   */
  record Release(String id, String who, String why, Instant at, boolean includeComplaint)
      implements Act {
    public Release {
      requireNonNull(id, "id is null");
      requireNonNull(who, "who is null");
      requireNonNull(why, "why is null");
      requireNonNull(at, "at is null");
    }

    /** Not who and why: a person's name and words. */
    @Override
    public String toString() {
      return "Release[" + id + ", " + at + "]";
    }
  }

  /**
   * A suppression by hand.
   *
   * @param until the first day on which mail may be tried again; empty where there is no end
   */
  record Suppression(String id, String who, String why, Instant at, Optional<LocalDate> until)
      implements Act {
    public Suppression {
      requireNonNull(id, "id is null");
      requireNonNull(who, "who is null");
      requireNonNull(why, "why is null");
      requireNonNull(at, "at is null");
      requireNonNull(until, "until is null");
    }

    /** Not who and why: a person's name and words. */
    @Override
    public String toString() {
      return "Suppression[" + id + ", " + at + "]";
    }
  }
}
