package dev.hardstop.suppression;

import java.util.Map;
import java.util.Set;

/**
 * The table of dossiers, for those who only read it. An implementation's own exceptions pass:
 * whoever calls decides what is tried again.
 */
public interface Dossiers {
  /**
   * The dossiers of these subjects, as of now: what any finished write said is in them.
   *
   * @return an entry for every subject asked, an empty dossier where nothing is known
   * @throws UnreadableDossierException when what is stored of one of them cannot be read
   */
  Map<Subject, Dossier> read(Set<Subject> subjects);

  /**
   * How many recipients of these domains were delivered to. May lag behind writes of the last
   * second.
   *
   * @param domains A-labels, lower case
   * @return an entry for every domain asked
   * @throws UnreadableDossierException when what is stored of one of them cannot be read
   */
  Map<String, DeliveredRecipients> delivered(Set<String> domains);
}
