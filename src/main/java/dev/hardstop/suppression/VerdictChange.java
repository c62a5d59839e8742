package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A change of a verdict. For an address it is the verdict on {@linkplain SuppressionPolicy#judgeOwn its
 * own evidence}; for a domain it is what holds for every address of it. So the graver of the last
 * changes of an address and of its domain is the verdict on the address.
 *
 * @param id identifies the change, so that a repetition is recognised: printable ASCII, at most 128
 *     characters
 * @param subject which address or domain the verdicts are about
 * @param before the verdict before; empty where it is not known, because the rule book or the policy has
 *     changed, or the dossier could not be read
 * @param after the verdict from now on
 * @param at when it changed, in full seconds. Changes are ordered by this time, then by sequence. It is
 *     rounded down like the time of a {@linkplain DossierChange write}. A change without a write must be
 *     ordered before all writes that it does not know of, so the time is taken before the dossiers are read.
 *     It must be ordered after the write that caused it, such as excluded days of the domain, so its second
 *     is later than that of the write
 * @param cause why it changed
 * @param sequence the sequence of the write that caused the change; empty if no write did, so that the change
 *     is the first of its second
 * @param imported whether everything that was recorded with it was imported; for a change without a write,
 *     whether the cause of the verdict was imported
 */
public record VerdictChange(
    String id,
    Subject subject,
    Optional<Verdict> before,
    Verdict after,
    Instant at,
    Cause cause,
    Optional<String> sequence,
    boolean imported) {
  private static final int LONGEST_ID = 128;

  /** Why a verdict changed. */
  public enum Cause {
    /** A bounce, a complaint or a delivery was recorded. */
    FEEDBACK,
    /** A person released, suppressed or excluded days, or corrected an item. */
    ACTION,
    /** An incident of the domain opened or ended. */
    INCIDENT,
    /** The dossier of the domain was removed. */
    ERASURE,
    /** A suppression ended, or a delivery settled, because time passed. */
    TIME,
    /** The rule book or the policy changed. */
    RULES,
    /** Excluded days or an ended incident of the domain set evidence about the address aside. */
    DOMAIN
  }

  /**
   * @throws IllegalArgumentException if the id cannot be one
   */
  public VerdictChange {
    requireNonNull(id, "id is null");
    if (id.isEmpty()
        || id.length() > LONGEST_ID
        || !id.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new IllegalArgumentException(
          "the id of a change is empty, too long or not printable ASCII");
    }
    requireNonNull(subject, "subject is null");
    requireNonNull(before, "before is null");
    requireNonNull(after, "after is null");
    at = requireNonNull(at, "at is null").truncatedTo(ChronoUnit.SECONDS);
    requireNonNull(cause, "cause is null");
    requireNonNull(sequence, "sequence is null");
  }

  /**
   * Whether the change must be published: the state, the reason, the end or the streams differ, or the
   * verdict before is not known.
   */
  public boolean isWorthPublishing() {
    return before.map(verdict -> !isSame(verdict, after)).orElse(true);
  }

  private static boolean isSame(Verdict one, Verdict other) {
    return one.state() == other.state()
        && one.reason().equals(other.reason())
        && one.until().equals(other.until())
        && one.streams().equals(other.streams());
  }
}
