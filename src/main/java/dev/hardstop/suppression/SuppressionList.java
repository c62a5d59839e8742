package dev.hardstop.suppression;

import dev.hardstop.suppression.DeliveredRecipients.DeliveredOnDay;
import dev.hardstop.suppression.DeliveryWrite.DeliveryDay;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Reads and writes the table of dossiers. Every write may be repeated, and writes may come in any order:
 * the dossier is the same.
 */
public interface SuppressionList extends Dossiers {
  /**
   * Reads the same as {@link Dossiers#readInBatches}, and marks each dossier that must be kept, so that
   * it never expires. When evidence is written, the rule book and policy of that day decide whether it
   * must be kept.
   *
   * @param isKept whether a dossier must be kept by today's rule book and policy; called when a dossier
   *     is decoded
   */
  default void readInBatches(
      List<Subject> subjects, Predicate<Dossier> isKept, Consumer<DossierBatch> batches) {
    readInBatches(subjects, batches);
  }

  /** Adds an observation to its subject's dossier. */
  void observe(Observation observation);

  /**
   * Returns which of these deliveries are not in the table yet and would be kept. Of {@linkplain
   * #deliver days}: those that a dossier does not have; an address without a dossier, and a full
   * dossier whose days are all later, take none. Of {@linkplain #count recipients}: those that are not
   * counted, as many as their day has room for to {@value DeliveredRecipients#COUNTED}; none of a day
   * that is no longer kept. Every finished write counts: a dossier that was just created takes its
   * deliveries.
   */
  <N extends DeliveryWrite> Set<N> missing(Set<N> deliveries);

  /** Adds a day with a delivery; for an address only if it has a dossier. */
  void deliver(DeliveryDay day);

  /**
   * Counts recipients of a domain, unless their day is full. Concurrent writers may exceed the limit
   * a little.
   */
  void count(DeliveredOnDay recipients);

  /**
   * Adds a manual action.
   *
   * @throws UnreadableItemException if it was added to actions that cannot be read
   */
  void addAction(Subject subject, ManualAction action);
}
