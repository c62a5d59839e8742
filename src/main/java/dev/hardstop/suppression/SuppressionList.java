package dev.hardstop.suppression;

import dev.hardstop.suppression.DeliveredRecipients.DeliveredOnDay;
import dev.hardstop.suppression.DeliveryWrite.DeliveryDay;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The table of dossiers, for those who write it as well. Every write may be repeated and may come in any
 * order: the dossier is the same.
 */
public interface SuppressionList extends Dossiers {
  /**
   * The same as {@link Dossiers#readInBatches}; and whatever dossier is to be kept is never removed from the
   * table by time any more. Evidence was kept or not by the rule book and policy of its writing.
   *
   * @param isKept whether a dossier is to be kept by those of today; asked of a dossier when it is
   *     decoded
   */
  default void readInBatches(
      List<Subject> subjects, Predicate<Dossier> isKept, Consumer<DossierBatch> batches) {
    readInBatches(subjects, batches);
  }

  /** Adds an observation to its subject's dossier. */
  void observe(Observation observation);

  /**
   * Which of these are worth writing. {@linkplain #deliver Days}: for an address, those whose
   * dossier exists and has not the day; for a domain, those whose dossier has not the day. A day
   * before all of a full dossier's is no news. {@linkplain #count DeliveredOnDay}: those that are not
   * counted, as many as are missing to {@value DeliveredRecipients#COUNTED} of their day; none of a
   * day that is no longer kept. Sees every finished write: a dossier that was opened a moment ago
   * takes its deliveries.
   */
  <N extends DeliveryWrite> Set<N> missing(Set<N> notes);

  /** Adds a day with a delivery; for an address, only where it has a dossier. */
  void deliver(DeliveryDay day);

  /**
   * Counts recipients of a domain, unless so many are counted that day that it is full. Writers who
   * do not know of one another may fill it a little over.
   */
  void count(DeliveredOnDay recipients);

  /**
   * Adds an act of a person.
   *
   * @throws UnreadableItemException when it was added to acts that cannot be read
   */
  void addAction(Subject subject, ManualAction action);
}
