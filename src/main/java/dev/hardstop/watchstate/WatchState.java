package dev.hardstop.watchstate;

import static java.util.Objects.requireNonNull;

import dev.hardstop.diagnosis.IncidentReport;
import java.util.List;
import java.util.Optional;

/**
 * What stands in the logbook.
 *
 * @param progress how far was read; empty before the first run
 * @param alerts to be told and told lately, in their order
 * @param sender the newest incident of our own; empty where there was none
 * @param braking the newest; empty where there was none
 * @param lasting the listed incidents that have not ended
 */
public record WatchState(
    Optional<ReadProgress> progress,
    List<Alert> alerts,
    Optional<IncidentReport> sender,
    Optional<BrakeState> braking,
    List<IncidentReport> lasting) {
  public WatchState {
    requireNonNull(progress, "progress is null");
    alerts = alerts.stream().sorted().toList();
    requireNonNull(sender, "sender is null");
    requireNonNull(braking, "braking is null");
    lasting = List.copyOf(lasting);
  }

  /** Whether an alert was noted, told or not. */
  public boolean has(String alertId) {
    return find(alertId).isPresent();
  }

  /** The alert of this id, if it was noted. */
  public Optional<Alert> find(String alertId) {
    return alerts.stream().filter(alert -> alert.id().equals(alertId)).findFirst();
  }
}
