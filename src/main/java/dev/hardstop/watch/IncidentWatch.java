package dev.hardstop.watch;

import static java.util.Objects.requireNonNull;

import dev.hardstop.diagnosis.Diagnosis;
import dev.hardstop.diagnosis.DomainPicture;
import dev.hardstop.diagnosis.Elsewhere;
import dev.hardstop.diagnosis.Examination;
import dev.hardstop.diagnosis.IncidentCourse;
import dev.hardstop.diagnosis.IncidentReport;
import dev.hardstop.diagnosis.IncidentReport.Scope;
import dev.hardstop.diagnosis.Thresholds;
import dev.hardstop.logbook.Alert;
import dev.hardstop.logbook.Logbook;
import dev.hardstop.suppression.Incident;
import dev.hardstop.suppression.IncidentSlot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Opens and ends the incidents of domains. First the alert is noted, then the incident is written
 * where it holds, then it is listed: whoever is killed in between leaves something that the next run
 * finds and completes.
 */
final class IncidentWatch {
  private final Examination examination;
  private final IncidentCourse course;
  private final IncidentSlot slot;
  private final Logbook logbook;

  IncidentWatch(
      Examination examination, Thresholds thresholds, IncidentSlot slot, Logbook logbook) {
    this.examination = requireNonNull(examination, "examination is null");
    this.course = IncidentCourse.of(thresholds);
    this.slot = requireNonNull(slot, "slot is null");
    this.logbook = requireNonNull(logbook, "logbook is null");
  }

  /**
   * Examines a domain; returns what changed, if this run changed it.
   *
   * @param alerts whether there is room for an alert; without, the incident is opened and listed all
   *     the same
   */
  Optional<IncidentReport> examine(
      String domain, Elsewhere elsewhere, Instant now, boolean alerts) {
    DomainPicture picture = examination.picture(domain, now);
    Diagnosis diagnosis = examination.of(picture, elsewhere);
    return course
        .next(picture, diagnosis, picture.incident(), now)
        .flatMap(incident -> put(picture, diagnosis, incident, alerts));
  }

  private Optional<IncidentReport> put(
      DomainPicture picture, Diagnosis diagnosis, Incident incident, boolean alerts) {
    IncidentReport report = report(picture.domain(), incident);
    if (alerts) {
      logbook.intend(
          incident.ending().isPresent()
              ? Alert.ended(report, AlertFacts.of(diagnosis, incident))
              : Alert.opened(report, AlertFacts.of(diagnosis, incident)));
    }
    if (!slot.put(picture.domain(), picture.incident(), incident)) {
      return Optional.empty();
    }
    logbook.list(report);
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
