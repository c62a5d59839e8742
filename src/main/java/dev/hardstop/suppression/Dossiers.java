package dev.hardstop.suppression;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

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
   * How many recipients of these domains were delivered to. May lag behind writes of the last
   * second.
   *
   * @param domains A-labels, lower case
   * @return a result for every domain asked
   * @throws TableUnavailableException when the call fails
   */
  ReadResults<String, DeliveredRecipients> delivered(Set<String> domains);
}
