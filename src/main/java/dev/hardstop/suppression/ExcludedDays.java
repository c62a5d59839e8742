package dev.hardstop.suppression;

import java.util.List;

/**
 * The days on which what a domain said of its addresses does not count: a person said so, or the
 * fault was the domain's own. It is asked of each charge alone, so that more evidence never excuses
 * anything.
 */
final class ExcludedDays {
  private final List<ManualAction.ExcludeDays> wrongDays;
  private final List<Incident> incidents;

  private ExcludedDays(List<ManualAction.ExcludeDays> wrongDays, List<Incident> incidents) {
    this.wrongDays = wrongDays;
    this.incidents = incidents;
  }

  /** What the dossier of a domain excuses, of its addresses and of itself. */
  static ExcludedDays of(Dossier domain) {
    return new ExcludedDays(
        domain.manualActions().stream()
            .filter(ManualAction.ExcludeDays.class::isInstance)
            .map(ManualAction.ExcludeDays.class::cast)
            .toList(),
        domain.incidents().stream().filter(Incident::endedWell).toList());
  }

  /** Whether a charge does not count. A complaint is a person's word: it always does. */
  boolean covers(DatedEvidence charge) {
    return charge.cause() instanceof VerdictCause.OfBounce bounced
        && (isWrong(charge, bounced) || isOfAnIncident(charge));
  }

  /** The charges that are left. */
  List<DatedEvidence> rest(List<DatedEvidence> charges) {
    return charges.stream().filter(charge -> !covers(charge)).toList();
  }

  private boolean isWrong(DatedEvidence charge, VerdictCause.OfBounce bounced) {
    return wrongDays.stream()
        .anyMatch(days -> days.covers(charge.day(), bounced.classification().reason()));
  }

  private boolean isOfAnIncident(DatedEvidence charge) {
    return charge.treatment() == PolicyRow.RECHECKABLE
        && incidents.stream().anyMatch(incident -> incident.excuses(charge.day()));
  }
}
