package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.RuleBook;
import java.time.Instant;
import java.util.Optional;

/**
 * A write that changed the dossier of a subject.
 *
 * @param id identifies the change: the same each time the same change is read
 * @param subject which address or domain the dossier is about
 * @param kind what happened to the item
 * @param before the dossier before the change; an empty one if there was none, or if it is not known
 * @param after the dossier after the change; an empty one if it was removed
 * @param at when it was written, in full seconds, rounded down
 * @param sequence its place among the changes of the same subject: a decimal number, greater for later
 *     changes. The numbers have different lengths, so they must not be compared as texts
 */
public record DossierChange(
    String id,
    Subject subject,
    Kind kind,
    Dossier before,
    Dossier after,
    Instant at,
    String sequence) {
  /** What happened to the item. */
  public enum Kind {
    /** Something was added. */
    WRITTEN,
    /** A person corrected or removed an item that this version could not read. */
    CORRECTED,
    /** A person or a function removed the item. */
    ERASED,
    /** DynamoDB removed the item at the end of its time to live. */
    EXPIRED
  }

  public DossierChange {
    requireNonNull(id, "id is null");
    requireNonNull(subject, "subject is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(before, "before is null");
    requireNonNull(after, "after is null");
    requireNonNull(at, "at is null");
    requireNonNull(sequence, "sequence is null");
  }

  /** This change of an address with what is kept of the address after an erasure. */
  public DossierChange with(Optional<Tombstone> tombstone) {
    return new DossierChange(
        id, subject, kind, before.with(tombstone), after.with(tombstone), at, sequence);
  }

  /**
   * Whether the verdict on the subject may have changed and the change may be published. What suppresses
   * never expires, so an expiry is not published. The erasure of an address is not published, because that
   * would name the address.
   */
  public boolean canChangeVerdict() {
    return switch (kind) {
      case WRITTEN -> !before.equals(after);
      case CORRECTED -> true;
      case ERASED -> subject instanceof Subject.Domain;
      case EXPIRED -> false;
    };
  }

  /**
   * The verdicts before and after the change, both at the time of the change and by today's rule book
   * and policy. If the two are equal, the dossier before the change is judged for the time of the verdict
   * that was last published instead. Since then, time or excluded days of the domain may have changed the
   * verdict, and the walk of {@code watch} could no longer publish that, because it sees only the dossier
   * after the change. After a correction, the verdict before it is not known.
   *
   * @param domain the dossier of the domain of an address; not used for a domain
   * @param published the time since which changes caused by time or by the domain may not have been published
   */
  public VerdictChange judge(
      Dossier domain, SuppressionPolicy policy, RuleBook book, Instant published) {
    Verdict now = policy.judgeForEvent(after, domain, book, at);
    if (kind == Kind.CORRECTED || mayEndTombstone(domain)) {
      return change(Optional.empty(), now);
    }
    VerdictChange byWrite =
        change(Optional.of(policy.judgeForEvent(before, domain, book, at)), now);
    return byWrite.isWorthPublishing()
        ? byWrite
        : change(
            Optional.of(policy.judgeForEvent(
                before, domain.withExclusionsUpTo(published), book, published)),
            now);
  }

  /** Whether it added imported evidence, and nothing else that affects a verdict. */
  public boolean isImport() {
    return kind == Kind.WRITTEN
        && before.delivered().equals(after.delivered())
        && before.manualActions().equals(after.manualActions())
        && before.incidents().equals(after.incidents())
        && !before.histories().equals(after.histories())
        && after.histories().entrySet().stream()
            .allMatch(history -> history
                .getValue()
                .addsOnlyImportedTo(Optional.ofNullable(before.histories().get(history.getKey()))));
  }

  /**
   * Whether a release in this change may have ended a tombstone. The tombstone no longer exists, so the
   * verdict before the change is not known.
   */
  private boolean mayEndTombstone(Dossier domain) {
    return subject instanceof Subject.Address
        && !domain.erasures().keys().isEmpty()
        && after.manualActions().stream()
            .filter(ManualAction.Release.class::isInstance)
            .anyMatch(release -> !before.manualActions().contains(release));
  }

  private VerdictChange change(Optional<Verdict> verdictBefore, Verdict verdictAfter) {
    return new VerdictChange(
        id, subject, verdictBefore, verdictAfter, at, cause(), Optional.of(sequence), isImport());
  }

  private VerdictChange.Cause cause() {
    if (kind == Kind.ERASED) {
      return VerdictChange.Cause.ERASURE;
    }
    if (kind == Kind.CORRECTED) {
      return VerdictChange.Cause.ACTION;
    }
    if (!before.incidents().equals(after.incidents())) {
      return VerdictChange.Cause.INCIDENT;
    }
    return before.manualActions().equals(after.manualActions())
        ? VerdictChange.Cause.FEEDBACK
        : VerdictChange.Cause.ACTION;
  }

  /** Omits the dossiers. */
  @Override
  public String toString() {
    return "DossierChange[" + subject + ", " + kind + ", " + at + "]";
  }
}
