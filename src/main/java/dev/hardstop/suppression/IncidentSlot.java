package dev.hardstop.suppression;

import java.util.Optional;

/** Where the incident of a domain stands, in its dossier. Only {@code watch} writes there. */
public interface IncidentSlot {
  /**
   * Puts an incident in the place of another one, if that one is still there. An incident that ended
   * well is kept beside the slot when a new one takes its place, so that it excuses its days for
   * good.
   *
   * @param domain A-labels, lower case
   * @param before the newest incident of the dossier as it was read; empty where there was none
   * @param after the same incident, ended; or a new one
   * @return whether it was put there; false where somebody else was quicker, where it is there
   *     already, or where it says less than what is there
   */
  boolean put(String domain, Optional<Incident> before, Incident after);
}
