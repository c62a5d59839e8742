package dev.hardstop.watchstate;

import dev.hardstop.diagnosis.IncidentReport;
import dev.hardstop.watchstate.WatchState.BrakeState;
import dev.hardstop.watchstate.WatchState.PostponedDomain;
import dev.hardstop.watchstate.WatchState.ReadProgress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The watch state in memory, for the tests of {@code watch}. */
public final class InMemoryWatchState implements WatchStateStore {
  private Optional<ReadProgress> progress = Optional.empty();
  private Optional<IncidentReport> senderIncident = Optional.empty();
  private Optional<BrakeState> brake = Optional.empty();
  private final SortedSet<PostponedDomain> postponed = new TreeSet<>();
  private final Map<String, Alert> alerts = new TreeMap<>();
  private final Map<String, Instant> claims = new TreeMap<>();
  private final Map<String, IncidentReport> listed = new TreeMap<>();

  @Override
  public synchronized WatchState read() {
    return new WatchState(
        progress,
        List.copyOf(alerts.values()),
        senderIncident,
        brake,
        newest().stream().filter(report -> report.ended().isEmpty()).toList());
  }

  @Override
  public synchronized List<IncidentReport> newest() {
    List<IncidentReport> newest = new ArrayList<>(listed.values());
    newest.sort(Comparator.comparing(IncidentReport::opened)
        .thenComparing(IncidentReport::id)
        .reversed());
    return newest;
  }

  @Override
  public synchronized boolean moveProgress(Optional<ReadProgress> before, ReadProgress after) {
    boolean isUnchanged = progress.equals(before);
    progress = isUnchanged ? Optional.of(after) : progress;
    return isUnchanged;
  }

  @Override
  public synchronized SortedSet<PostponedDomain> postponed() {
    return new TreeSet<>(postponed);
  }

  @Override
  public synchronized void postpone(Collection<PostponedDomain> domains) {
    postponed.addAll(domains);
  }

  @Override
  public synchronized void removePostponed(Collection<PostponedDomain> domains) {
    postponed.removeAll(List.copyOf(domains));
  }

  @Override
  public synchronized void addAlert(Alert alert) {
    alerts.putIfAbsent(alert.id(), alert);
  }

  @Override
  public synchronized boolean replaceSenderIncident(
      Optional<IncidentReport> before, IncidentReport after, Alert alert) {
    boolean isUnchanged = senderIncident.equals(before);
    if (isUnchanged) {
      senderIncident = Optional.of(after);
      addAlert(alert);
    }
    return isUnchanged;
  }

  @Override
  public synchronized boolean replaceBrake(
      Optional<BrakeState> before, BrakeState after, Optional<Alert> alert) {
    boolean isUnchanged = brake.equals(before);
    if (isUnchanged) {
      brake = Optional.of(after);
      alert.ifPresent(this::addAlert);
    }
    return isUnchanged;
  }

  @Override
  public synchronized boolean claim(String alertId, Instant now, Instant until) {
    Instant claimed = claims.getOrDefault(alertId, Instant.MIN);
    boolean isFree = alerts.containsKey(alertId) && !claimed.isAfter(now);
    if (isFree) {
      claims.put(alertId, until);
    }
    return isFree;
  }

  @Override
  public synchronized void markSent(String alertId, Alert.Channel channel) {
    alerts.computeIfPresent(alertId, (id, alert) -> {
      Set<Alert.Channel> sent = new HashSet<>(alert.sent());
      sent.add(channel);
      return new Alert(id, alert.kind(), alert.at(), alert.incident(), alert.facts(), sent);
    });
  }

  @Override
  public synchronized void removeAlert(String alertId) {
    alerts.remove(alertId);
    claims.remove(alertId);
  }

  @Override
  public synchronized void listIncident(IncidentReport incident) {
    if (incident.ended().isPresent()) {
      listed.put(incident.id(), incident);
    } else {
      listed.putIfAbsent(incident.id(), incident);
    }
  }
}
