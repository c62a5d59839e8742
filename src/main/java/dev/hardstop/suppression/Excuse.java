package dev.hardstop.suppression;

import java.util.List;

/**
 * The days on which what a domain said of its addresses does not count: a person said so, or the
 * fault was the domain's own. It is asked of each charge alone, so that more evidence never excuses
 * anything.
 */
final class Excuse {
  private final List<Act.WrongDays> wrongDays;
  private final List<Incident> incidents;

  private Excuse(List<Act.WrongDays> wrongDays, List<Incident> incidents) {
    this.wrongDays = wrongDays;
    this.incidents = incidents;
  }

  /** What the dossier of a domain excuses, of its addresses and of itself. */
  static Excuse of(Dossier domain) {
    return new Excuse(
        domain.acts().stream()
            .filter(Act.WrongDays.class::isInstance)
            .map(Act.WrongDays.class::cast)
            .toList(),
        domain.incidents().stream().filter(Incident::endedWell).toList());
  }

  /** Whether a charge does not count. A complaint is a person's word: it always does. */
  boolean covers(Charge charge) {
    return charge.cause() instanceof Cause.Bounced bounced
        && (isWrong(charge, bounced) || isOfAnIncident(charge));
  }

  /** The charges that are left. */
  List<Charge> rest(List<Charge> charges) {
    return charges.stream().filter(charge -> !covers(charge)).toList();
  }

  private boolean isWrong(Charge charge, Cause.Bounced bounced) {
    return wrongDays.stream()
        .anyMatch(days -> days.covers(charge.day(), bounced.classification().reason()));
  }

  private boolean isOfAnIncident(Charge charge) {
    return charge.treatment() == Treatment.RECHECKABLE
        && incidents.stream().anyMatch(incident -> incident.excuses(charge.day()));
  }
}
