package dev.hardstop.suppression;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The table of dossiers, for those who only read it. The caller decides whether a call that fails
 * by a {@link TableUnavailableException} is tried again.
 */
public interface Dossiers {
  /**
   * The dossiers of these subjects, as of now: what any finished write said is in them.
   *
   * @return a result for every subject asked, an empty dossier where nothing is known
   * @throws TableUnavailableException when the call fails
   */
  ReadResults<Subject, Dossier> read(Set<Subject> subjects);

  /**
   * The same, with when their feedback was recorded. Where no times are kept, all of it was recorded
   * long ago.
   *
   * @return a result for every subject asked
   * @throws TableUnavailableException when the call fails
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
   * @param subjects each of them once; they come in this order
   * @param batches takes one batch after another, on the caller's thread
   * @throws TableUnavailableException when the call fails
   */
  default void readInBatches(List<Subject> subjects, Consumer<DossierBatch> batches) {
    for (int from = 0; from < subjects.size(); from += DossierBatch.LARGEST) {
      int to = Math.min(from + DossierBatch.LARGEST, subjects.size());
      List<Subject> some = subjects.subList(from, to);
      batches.accept(new DossierBatch(some, recorded(Set.copyOf(some))::get));
    }
  }

  /**
   * How many recipients of these domains were delivered to. May lag behind writes of the last
   * second.
   *
   * @param domains A-labels, lower case
   * @return a result for every domain asked
   * @throws TableUnavailableException when the call fails
   */
  ReadResults<String, DeliveredRecipients> delivered(Set<String> domains);
}
