package dev.hardstop.suppression;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads the table of dossiers. The caller decides whether a call that failed with a {@link
 * TableUnavailableException} is tried again.
 */
public interface Dossiers {
  /**
   * Reads the dossiers of these subjects, with everything that finished writes have added.
   *
   * @return a result for every subject, an empty dossier if nothing is known
   * @throws TableUnavailableException if the call fails
   */
  ReadResults<Subject, Dossier> read(Set<Subject> subjects);

  /**
   * Reads the same with the times at which their feedback was recorded. Without such times, all of it
   * counts as recorded long ago.
   *
   * @return a result for every subject
   * @throws TableUnavailableException if the call fails
   */
  default ReadResults<Subject, RecordedDossier> recorded(Set<Subject> subjects) {
    ReadResults<Subject, Dossier> read = read(subjects);
    Map<Subject, RecordedDossier> recorded = new HashMap<>();
    read.found()
        .forEach((subject, dossier) -> recorded.put(subject, RecordedDossier.longAgo(dossier)));
    return new ReadResults<>(recorded, read.unreadable());
  }

  /**
   * Reads many dossiers, a batch at a time: only one batch is in memory. Each batch has {@value
   * DossierBatch#LARGEST} subjects, the last one the rest.
   *
   * @param subjects each of them once; they are read in this order
   * @param batches receives one batch after another, on the caller's thread
   * @throws TableUnavailableException if the call fails
   */
  default void readInBatches(List<Subject> subjects, Consumer<DossierBatch> batches) {
    for (int from = 0; from < subjects.size(); from += DossierBatch.LARGEST) {
      int to = Math.min(from + DossierBatch.LARGEST, subjects.size());
      List<Subject> some = subjects.subList(from, to);
      batches.accept(new DossierBatch(some, recorded(Set.copyOf(some))::get));
    }
  }

  /**
   * Reads how many recipients of these domains were delivered to. Writes of the last second may be
   * missing.
   *
   * @param domains A-labels, lower case
   * @return a result for every domain
   * @throws TableUnavailableException if the call fails
   */
  ReadResults<String, DeliveredRecipients> delivered(Set<String> domains);
}
