package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.RuleBook;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;

/**
 * What is kept of an erased address that stays suppressed: the verdict, and nothing of what led to it. It is
 * stored under a keyed hash of the address, so the table does not name the address.
 *
 * <p>It counts for all streams, although the verdict may have held for some of them only, because the
 * streams are not kept. A delivery does not end it. It ends on its day, or by a release.
 *
 * @param state {@link VerdictState#HELD} or {@link VerdictState#SUPPRESSED}
 * @param reason the {@linkplain VerdictCause#reason() reason} of the verdict
 * @param until the first UTC day on which it no longer suppresses; empty if there is no end
 */
public record Tombstone(VerdictState state, String reason, Optional<LocalDate> until) {
  /** A tombstone that exists but cannot be read. A release ends it. */
  public static final Tombstone UNREADABLE =
      new Tombstone(VerdictState.SUPPRESSED, "UNREADABLE", Optional.empty());

  private static final Comparator<Tombstone> GRAVITY = Comparator.comparing(Tombstone::state)
      .thenComparing(it -> it.until.orElse(LocalDate.MAX))
      .thenComparing(Tombstone::isOfComplaint)
      .thenComparing(Tombstone::reason);

  /**
   * @throws IllegalArgumentException if the state does not suppress
   */
  public Tombstone {
    requireNonNull(state, "state is null");
    requireNonNull(reason, "reason is null");
    requireNonNull(until, "until is null");
    if (!state.isSuppressed()) {
      throw new IllegalArgumentException("the state of a tombstone does not suppress: " + state);
    }
  }

  /**
   * What is kept of the suppression of an address by its own evidence; empty if nothing suppresses it. If a
   * complaint alone would suppress it for as long, the complaint is the reason, because a release treats
   * complaints differently.
   *
   * @param address the dossier that is erased, with what was kept before
   */
  public static Optional<Tombstone> of(
      Dossier address, Dossier domain, SuppressionPolicy policy, RuleBook book, Instant now) {
    Optional<Tombstone> all = of(policy.judgeOwn(address, domain, book, now));
    ManualAction.Release release = new ManualAction.Release("", "", "", now, false);
    Dossier released = address.with(Optional.empty()).with(release);
    Optional<Tombstone> complaint = of(policy.judgeOwn(released, domain, book, now));
    return all.map(it -> complaint
        .filter(other -> other.state == it.state && other.until.equals(it.until))
        .orElse(it));
  }

  private static Optional<Tombstone> of(Verdict verdict) {
    return verdict.isSuppressed()
        ? Optional.of(
            new Tombstone(verdict.state(), verdict.reason().orElseThrow(), verdict.until()))
        : Optional.empty();
  }

  /** Whether it suppresses the address on this UTC day. */
  public boolean isInForce(LocalDate today) {
    return until.map(today::isBefore).orElse(true);
  }

  /** Whether a person complained: then only a release that includes complaints ends it. */
  public boolean isOfComplaint() {
    return reason.equals(VerdictCause.COMPLAINT);
  }

  /** The graver of two tombstones. */
  public Tombstone graver(Tombstone other) {
    return GRAVITY.compare(this, other) >= 0 ? this : other;
  }
}
