package dev.hardstop.watchstate;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known about SES's suppression list, as it was read.
 *
 * @param current the reconciliation that has not ended; empty where none runs
 * @param last the newest one that has ended; empty where none has
 * @param adopted when the first whole reconciliation that brought evidence in began; empty where none
 *     has ended yet. Hardstop itself has listed nothing before
 * @param check the newest look at the account and its configuration sets; empty where there was none
 */
public record SesListState(
    Optional<SesListProgress> current,
    Optional<SesListProgress> last,
    Optional<Instant> adopted,
    Optional<SesAccountCheck> check) {
  /** Nothing is known. */
  public static final SesListState NONE =
      new SesListState(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  public SesListState {
    requireNonNull(current, "current is null");
    requireNonNull(last, "last is null");
    requireNonNull(adopted, "adopted is null");
    requireNonNull(check, "check is null");
  }

  /**
   * Whether SES's list may be changed: what SES listed before Hardstop is evidence by now, so that
   * nobody is taken off the list because nothing was known.
   */
  public boolean mayChangeList() {
    return adopted.isPresent();
  }
}
