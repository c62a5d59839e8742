package dev.hardstop.watch;

import static java.util.Objects.requireNonNull;

import dev.hardstop.diagnosis.IncidentLifecycle;
import dev.hardstop.diagnosis.IncidentReport;
import dev.hardstop.diagnosis.SendingActivity;
import dev.hardstop.diagnosis.SendingDiagnosis;
import dev.hardstop.diagnosis.Thresholds;
import dev.hardstop.watchstate.Alert;
import dev.hardstop.watchstate.WatchStateStore;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Opens and ends the incident of our own sending. The incident is stored in the watch state only, and
 * does not hold any address.
 */
@Singleton
final class SenderIncidents {
  private final Thresholds thresholds;
  private final IncidentLifecycle lifecycle;
  private final WatchStateStore watchState;

  @Inject
  SenderIncidents(Thresholds thresholds, WatchStateStore watchState) {
    this.thresholds = requireNonNull(thresholds, "thresholds is null");
    this.lifecycle = new IncidentLifecycle(thresholds);
    this.watchState = requireNonNull(watchState, "watchState is null");
  }

  /** Diagnoses our sending from the bounces at all domains. */
  SendingDiagnosis diagnose(SendingHistory history, Optional<IncidentReport> current) {
    return activity(history, current).diagnose();
  }

  /** Diagnoses our sending, and opens or ends its incident accordingly. */
  SendingDiagnosis examine(SendingHistory history, Instant now) {
    Optional<IncidentReport> current = watchState.read().senderIncident();
    SendingActivity activity = activity(history, current);
    SendingDiagnosis diagnosis = activity.diagnose();
    lifecycle.next(activity, current, now).ifPresent(next -> replace(current, next, diagnosis));
    return diagnosis;
  }

  private SendingActivity activity(SendingHistory history, Optional<IncidentReport> current) {
    return history.activity(current.flatMap(IncidentReport::openSince), thresholds);
  }

  private void replace(
      Optional<IncidentReport> before, IncidentReport after, SendingDiagnosis diagnosis) {
    SortedMap<String, String> facts = AlertContent.facts(diagnosis);
    Alert alert =
        after.ended().isPresent() ? Alert.ended(after, facts) : Alert.opened(after, facts);
    if (watchState.replaceSenderIncident(before, after, alert)) {
      watchState.listIncident(after);
    }
  }
}
