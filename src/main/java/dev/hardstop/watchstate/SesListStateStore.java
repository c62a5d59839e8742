package dev.hardstop.watchstate;

import dev.hardstop.watchstate.SesListState.SesAccountCheck;
import java.util.Optional;

/**
 * Stores what is known about SES's suppression list. {@code watch} writes it; {@code ses-list} and
 * {@code check} read it. Runs of {@code watch} may overlap, and may be killed between any two calls.
 */
public interface SesListStateStore {
  /** Reads the state in one call, including all finished writes. */
  SesListState read();

  /**
   * Replaces the current reconciliation, unless another run has changed it in the meantime. A reconciliation
   * that has ended becomes the last one. The first one that brought evidence in also sets {@link
   * SesListState#adopted}.
   *
   * @param before the reconciliation as it was read; empty if there was none
   * @return whether it was replaced
   */
  boolean replace(Optional<SesListProgress> before, SesListProgress after);

  /** Discards a reconciliation, unless another run has changed it in the meantime. */
  void discard(SesListProgress current);

  /**
   * Stores the addresses of a page of SES's list and replaces any that were stored before.
   *
   * @param of the reconciliation that read the page
   * @param page the number of the page, from 0
   */
  void saveListed(SesListProgress of, int page, ListedAddresses addresses);

  /**
   * The addresses of all pages that a reconciliation has read.
   *
   * @return empty where a page is missing, because another reconciliation replaced it or it has expired
   */
  Optional<ListedAddresses> listed(SesListProgress of);

  /** Stores a check of the account. */
  void save(SesAccountCheck check);

  /**
   * Tells whether SES's whole suppression list has been read once, and with it everything that SES listed
   * before Hardstop. Until then, Hardstop changes nothing in that list, because an entry may have a reason
   * that Hardstop does not know yet.
   */
  @FunctionalInterface
  interface FirstReconciliation {
    /** Whether the first reconciliation has ended. The answer reflects all finished writes. */
    boolean hasEnded();
  }
}
