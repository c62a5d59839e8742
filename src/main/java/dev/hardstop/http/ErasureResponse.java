package dev.hardstop.http;

import dev.hardstop.suppression.AddressErasure.ErasedItems;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.SesListMode;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.Tombstone;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The body of the answer to {@code POST /v1/erase}. It is the only record that names the address after the erasure.
 *
 * @param subject the erased address, in canonical form
 * @param removed what was removed from the table
 * @param kept the suppression that is kept, if this was requested and the address is suppressed; null otherwise
 * @param sesList what happens on SES's account suppression list
 * @param spellings the known spellings that SES's list may have of the address
 * @param notReached the places where the address may still be, and which an erasure cannot reach
 * @param who the IAM identity of the person who erased it
 * @param why the reason that this person gave; it is not stored
 * @param at when
 */
@RegisterForReflection
record ErasureResponse(
    String subject,
    RemovedItems removed,
    KeptSuppression kept,
    String sesList,
    List<String> spellings,
    List<String> notReached,
    String who,
    String why,
    Instant at) {
  private static final List<String> NOT_REACHED = List.of(
      "Point-in-time recovery of the table keeps earlier states for up to 35 days, and backups for as"
          + " long as you keep them.",
      "SES's global suppression list is SES's own; SES removes an address from it by itself.",
      "Messages that wait in the queues of Hardstop, in a dead-letter queue, and in the table's stream for"
          + " up to 24 hours: a notification that arrives late writes a new dossier. Erase the address again"
          + " then.",
      "The subscribers of the change topic keep what they received. An erasure publishes nothing that names"
          + " the address.",
      "Files that were exported or imported, logs, mails that were sent, and your own systems.",
      "The hashes of the addresses on SES's list, which expire within seven days, and a comparison with"
          + " that list that is running now.");

  static ErasureResponse of(
      Subject.Address subject,
      ErasedItems erased,
      Optional<Tombstone> kept,
      SesListMode mode,
      String who,
      String why,
      Instant at) {
    return new ErasureResponse(
        subject.key(),
        new RemovedItems(erased.hadDossier(), erased.hashes(), erased.examples()),
        kept.map(KeptSuppression::of).orElse(null),
        sesList(erased, mode),
        List.copyOf(erased
            .dossier()
            .map(Dossier::spellings)
            .orElseGet(() -> Dossier.empty(subject).spellings())),
        NOT_REACHED,
        who,
        why,
        at);
  }

  private static String sesList(ErasedItems erased, SesListMode mode) {
    String manually =
        "remove the spellings with the command aws sesv2 delete-suppressed-destination.";
    if (mode != SesListMode.FOLLOW) {
      return "Hardstop does not change SES's account list (SesList="
          + VerdictResponse.lowerCase(mode) + "): " + manually;
    }
    return erased.hadDossier()
        ? "Hardstop removes every known spelling from SES's account list within minutes."
        : "There was no dossier, so nothing is removed from SES's account list: if it has the address, "
            + manually;
  }

  /**
   * The items that were removed from the table.
   *
   * @param dossier whether there was a dossier
   * @param recipientHashes how many hashes of the mailbox were removed from what is stored about
   *     its domain and about the bounces of each day
   * @param examples the number of lists of examples from which the address was removed
   */
  @RegisterForReflection
  record RemovedItems(boolean dossier, int recipientHashes, int examples) {}

  /**
   * The suppression that is kept under a keyed hash of the address.
   *
   * @param state {@code held} or {@code suppressed}
   * @param reason of the verdict
   * @param until the first UTC day on which mail may be tried again; null if there is no end
   */
  @RegisterForReflection
  record KeptSuppression(String state, String reason, LocalDate until) {
    private static KeptSuppression of(Tombstone tombstone) {
      return new KeptSuppression(
          VerdictResponse.lowerCase(tombstone.state()),
          tombstone.reason(),
          tombstone.until().orElse(null));
    }
  }

  /** Omits all personal data. */
  @Override
  public String toString() {
    return "ErasureResponse[" + removed + "]";
  }
}
