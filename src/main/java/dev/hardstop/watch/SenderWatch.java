package dev.hardstop.watch;

import static java.util.Objects.requireNonNull;

import dev.hardstop.diagnosis.IncidentReport;
import dev.hardstop.diagnosis.SendingActivity;
import dev.hardstop.diagnosis.SendingDiagnosis;
import dev.hardstop.diagnosis.SendingIncidentLifecycle;
import dev.hardstop.diagnosis.Thresholds;
import dev.hardstop.watchstate.Alert;
import dev.hardstop.watchstate.WatchStateStore;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;

/** Opens and ends the incident of our own: it stands in the logbook, and holds nobody. */
final class SenderWatch {
  private final Thresholds thresholds;
  private final SendingIncidentLifecycle lifecycle;
  private final WatchStateStore watchState;

  SenderWatch(Thresholds thresholds, WatchStateStore watchState) {
    this.thresholds = requireNonNull(thresholds, "thresholds is null");
    this.lifecycle = SendingIncidentLifecycle.of(thresholds);
    this.watchState = requireNonNull(watchState, "logbook is null");
  }

  /** What is wrong with our sending, by what all domains saw. */
  SendingDiagnosis diagnose(OrganisationHits sightings, Optional<IncidentReport> current) {
    return activity(sightings, current).diagnose();
  }

  private SendingActivity activity(OrganisationHits sightings, Optional<IncidentReport> current) {
    return sightings.activity(current.flatMap(IncidentReport::openSince), thresholds);
  }

  /** The same; an incident of our own is opened or ended for it. */
  SendingDiagnosis examine(
      OrganisationHits sightings, Optional<IncidentReport> current, Instant now) {
    SendingActivity activity = activity(sightings, current);
    SendingDiagnosis diagnosis = activity.diagnose();
    lifecycle.next(activity, current, now).ifPresent(next -> put(current, next, diagnosis));
    return diagnosis;
  }

  private void put(
      Optional<IncidentReport> before, IncidentReport after, SendingDiagnosis diagnosis) {
    SortedMap<String, String> facts = AlertFacts.of(diagnosis);
    Alert alert =
        after.ended().isPresent() ? Alert.ended(after, facts) : Alert.opened(after, facts);
    if (watchState.replaceSenderIncident(before, after, alert)) {
      watchState.listIncident(after);
    }
  }
}
