package dev.hardstop.suppression;

import java.util.Optional;

/** The place of a domain's newest incident in its dossier. Only {@code watch} writes to it. */
public interface IncidentSlot {
  /**
   * Replaces an incident by another one, if the former is still the newest. An incident that ended
   * well is kept when a new one replaces it, because it lifts the evidence of its days for ever.
   *
   * @param domain A-labels, lower case
   * @param before the newest incident of the dossier as it was read; empty if there was none
   * @param after the same incident, ended; or a new one
   * @return whether it was written; false if another writer was faster, if it is stored already, or if
   *     what is stored is newer
   */
  boolean put(String domain, Optional<Incident> before, Incident after);
}
