package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import dev.hardstop.suppression.DeliveredRecipients.DeliveredOnDay;
import dev.hardstop.suppression.DeliveredRecipients.RecipientHash;
import dev.hardstop.suppression.DossierTable.DeliveryWrite.DeliveryDay;
import dev.hardstop.suppression.Dossiers.DossierBatch;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Reads and writes the table of dossiers. Every write may be repeated, and writes may come in any order; the
 * resulting dossier is the same.
 */
public interface DossierTable extends Dossiers {
  /**
   * Reads like {@link Dossiers#readInBatches}, and marks each dossier that must be kept, so that it never
   * expires. The mark set when evidence is written follows the rule book and policy of that day, which may
   * have changed since.
   *
   * @param neverExpires whether a dossier must be kept by today's rule book and policy; called when a dossier
   *     is decoded
   */
  default void readInBatches(
      List<Subject> subjects, Predicate<Dossier> neverExpires, Consumer<DossierBatch> batches) {
    readInBatches(subjects, batches);
  }

  /** Adds an observation to its subject's dossier. */
  void observe(Observation observation);

  /**
   * Returns which of these deliveries are not in the table yet and would be kept.
   *
   * <p>A {@linkplain #deliver day} is missing if the address has a dossier that lacks it, unless the
   * dossier is full and all its days are later. A {@linkplain #count recipient} is missing if its day
   * is still kept and does not count it yet; a day counts up to {@value DeliveredRecipients#COUNTED}.
   *
   * <p>The result reflects every finished write: a dossier that was just created takes its deliveries.
   */
  <N extends DeliveryWrite> Set<N> missing(Set<N> deliveries);

  /** Adds a day with a delivery; for an address only if it has a dossier. */
  void deliver(DeliveryDay day);

  /**
   * Counts recipients of a domain, unless their day is full. Concurrent writers may exceed the limit
   * slightly.
   */
  void count(DeliveredOnDay recipients);

  /**
   * Adds a manual action.
   *
   * @throws UnreadableItemException if it was added to actions that cannot be read
   */
  void addAction(Subject subject, ManualAction action);

  /** What a delivery may add to the table. */
  public sealed interface DeliveryWrite {
    /**
     * A message that was sent to a subject on this day was delivered.
     *
     * @param day the UTC day on which the message was sent
     */
    record DeliveryDay(Subject subject, LocalDate day) implements DeliveryWrite {
      public DeliveryDay {
        requireNonNull(subject, "subject is null");
        requireNonNull(day, "day is null");
      }
    }

    /**
     * A recipient that counts as delivered to on a day.
     *
     * @param domain the domain of the recipient; A-labels, lower case
     * @param day the UTC day on which the message was sent
     * @param hash the {@linkplain RecipientHash hash} of the recipient
     */
    record RecipientDay(String domain, LocalDate day, String hash) implements DeliveryWrite {
      public RecipientDay {
        requireNonNull(domain, "domain is null");
        requireNonNull(day, "day is null");
        requireNonNull(hash, "hash is null");
      }
    }
  }
}
