package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import dev.hardstop.smtp.EmailAddress;
import java.util.Optional;

/** Removes an address, and the hashes that stand for it, from the table. Every call may be repeated. */
public interface AddressErasure {
  /**
   * Removes the dossier of an address, the hashes of its mailbox from what is stored about its domain and
   * about the bounces of each day, and its name from the lists of examples. The dossier is removed last.
   * Until then the verdict does not change, so an erasure that fails halfway is repeated as a whole.
   *
   * <p>Events that arrive meanwhile, or later, are new feedback: they create a new dossier.
   *
   * @throws TableUnavailableException if a call fails
   */
  ErasedItems erase(EmailAddress address);

  /** Whether the suppression of an erased address can be kept, which requires an erasure key. */
  boolean canKeep();

  /**
   * Keeps the suppression of an address that is about to be erased, and replaces what was kept before.
   *
   * @throws TableUnavailableException if a call fails, or the erasure key cannot be read
   */
  void keep(EmailAddress address, Tombstone tombstone);

  /**
   * Removes what is kept of an erased address.
   *
   * @param domain the dossier of its domain
   * @param includeComplaint whether to remove it even if it is kept because of a complaint
   * @return whether anything was removed
   * @throws TableUnavailableException if a call fails, or the erasure key cannot be read
   */
  boolean forget(EmailAddress address, Dossier domain, boolean includeComplaint);

  /**
   * What an erasure removed.
   *
   * @param dossier the dossier that was removed; empty if there was none, or it could not be read
   * @param hadDossier whether there was a dossier, readable or not
   * @param hashes how many hashes of the mailbox were removed
   * @param examples from how many lists the address was removed
   */
  record ErasedItems(Optional<Dossier> dossier, boolean hadDossier, int hashes, int examples) {
    public ErasedItems {
      requireNonNull(dossier, "dossier is null");
    }
  }
}
