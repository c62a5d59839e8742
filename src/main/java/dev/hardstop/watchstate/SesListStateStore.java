package dev.hardstop.watchstate;

import dev.hardstop.watchstate.SesListState.SesAccountCheck;
import java.util.Optional;

/**
 * Stores what is known about SES's suppression list. {@code watch} writes it; {@code ses-list} and
 * {@code check} read it. Runs of {@code watch} may overlap, and may be killed between any two calls.
 */
public interface SesListStateStore {
  /** The state as all finished writes left it, in one read. */
  SesListState read();

  /**
   * Replaces the current reconciliation, unless another run has changed it in the meantime. One that
   * has ended becomes the last one, and if it follows, the first of its kind is the one that {@link
   * SesListState#adopted} names.
   *
   * @param before as it was read; empty where none was running
   * @return whether it was replaced
   */
  boolean replace(Optional<SesListProgress> before, SesListProgress after);

  /** Gives a reconciliation up, unless another run has changed it in the meantime. */
  void discard(SesListProgress current);

  /**
   * Stores the addresses of a page of SES's list, instead of any that were stored before.
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

  /** Stores a look at the account. */
  void save(SesAccountCheck check);

  /**
   * Whether SES's whole suppression list has been read once, and with it what SES listed before Hardstop.
   * Until then, nothing is changed in that list: an entry might be there for a reason that Hardstop does
   * not know yet.
   */
  @FunctionalInterface
  interface FirstReconciliation {
    /** Whether the first one has ended; it includes all finished writes. */
    boolean hasEnded();
  }
}
