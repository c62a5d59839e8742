package dev.hardstop.watch;

import static java.util.Objects.requireNonNull;

import dev.hardstop.diagnosis.Diagnosis;
import dev.hardstop.diagnosis.DomainActivity;
import dev.hardstop.diagnosis.DomainExamination;
import dev.hardstop.diagnosis.GlobalSpikes;
import dev.hardstop.diagnosis.IncidentLifecycle;
import dev.hardstop.diagnosis.IncidentReport;
import dev.hardstop.diagnosis.IncidentReport.Scope;
import dev.hardstop.diagnosis.Thresholds;
import dev.hardstop.suppression.Incident;
import dev.hardstop.suppression.IncidentSlot;
import dev.hardstop.watchstate.Alert;
import dev.hardstop.watchstate.WatchStateStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Opens and ends the incidents of domains. First the alert is noted, then the incident is written
 * where it holds, then it is listed: whoever is killed in between leaves something that the next run
 * finds and completes.
 */
final class IncidentWatch {
  private final DomainExamination examination;
  private final IncidentLifecycle lifecycle;
  private final IncidentSlot slot;
  private final WatchStateStore watchState;

  IncidentWatch(
      DomainExamination examination,
      Thresholds thresholds,
      IncidentSlot slot,
      WatchStateStore watchState) {
    this.examination = requireNonNull(examination, "examination is null");
    this.lifecycle = IncidentLifecycle.of(thresholds);
    this.slot = requireNonNull(slot, "slot is null");
    this.watchState = requireNonNull(watchState, "logbook is null");
  }

  /**
   * Examines a domain; returns what changed, if this run changed it.
   *
   * @param alerts whether there is room for an alert; without, the incident is opened and listed all
   *     the same
   */
  Optional<IncidentReport> examine(
      String domain, GlobalSpikes globalSpikes, Instant now, boolean alerts) {
    DomainActivity activity = examination.activity(domain, now);
    Diagnosis diagnosis = examination.of(activity, globalSpikes);
    return lifecycle
        .next(activity, diagnosis, activity.incident(), now)
        .flatMap(incident -> put(activity, diagnosis, incident, alerts));
  }

  private Optional<IncidentReport> put(
      DomainActivity activity, Diagnosis diagnosis, Incident incident, boolean alerts) {
    IncidentReport report = report(activity.domain(), incident);
    if (alerts) {
      watchState.addAlert(
          incident.ending().isPresent()
              ? Alert.ended(report, AlertFacts.of(diagnosis, incident))
              : Alert.opened(report, AlertFacts.of(diagnosis, incident)));
    }
    if (!slot.put(activity.domain(), activity.incident(), incident)) {
      return Optional.empty();
    }
    watchState.listIncident(report);
    return Optional.of(report);
  }

  private static IncidentReport report(String domain, Incident incident) {
    return new IncidentReport(
        incident.id(),
        Scope.DOMAIN,
        Diagnosis.Name.DOMAIN_INCIDENT,
        List.of(domain),
        incident.opened(),
        incident.ending().map(Incident.Ending::at),
        incident.ending().map(Incident.Ending::well));
  }
}
