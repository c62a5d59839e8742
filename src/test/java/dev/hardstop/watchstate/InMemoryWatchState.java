package dev.hardstop.watchstate;

import dev.hardstop.diagnosis.IncidentReport;
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

/** The logbook of the tests of {@code watch}: what the contract asks for, and nothing else. */
public final class InMemoryWatchState implements WatchStateStore {
  private Optional<ReadProgress> progress = Optional.empty();
  private Optional<IncidentReport> sender = Optional.empty();
  private Optional<BrakeState> braking = Optional.empty();
  private final SortedSet<PostponedDomain> left = new TreeSet<>();
  private final Map<String, Alert> alerts = new TreeMap<>();
  private final Map<String, Instant> definitions = new TreeMap<>();
  private final Map<String, IncidentReport> listed = new TreeMap<>();

  @Override
  public synchronized WatchState entries() {
    return new WatchState(
        progress,
        List.copyOf(alerts.values()),
        sender,
        braking,
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
  public synchronized boolean move(Optional<ReadProgress> before, ReadProgress after) {
    boolean isThere = progress.equals(before);
    progress = isThere ? Optional.of(after) : progress;
    return isThere;
  }

  @Override
  public synchronized SortedSet<PostponedDomain> left() {
    return new TreeSet<>(left);
  }

  @Override
  public synchronized void leave(Collection<PostponedDomain> domains) {
    left.addAll(domains);
  }

  @Override
  public synchronized void examined(Collection<PostponedDomain> domains) {
    left.removeAll(List.copyOf(domains));
  }

  @Override
  public synchronized void intend(Alert alert) {
    alerts.putIfAbsent(alert.id(), alert);
  }

  @Override
  public synchronized boolean put(
      Optional<IncidentReport> before, IncidentReport after, Alert alert) {
    boolean isThere = sender.equals(before);
    if (isThere) {
      sender = Optional.of(after);
      intend(alert);
    }
    return isThere;
  }

  @Override
  public synchronized boolean put(
      Optional<BrakeState> before, BrakeState after, Optional<Alert> alert) {
    boolean isThere = braking.equals(before);
    if (isThere) {
      braking = Optional.of(after);
      alert.ifPresent(this::intend);
    }
    return isThere;
  }

  @Override
  public synchronized boolean definition(String alertId, Instant now, Instant until) {
    Instant claimed = definitions.getOrDefault(alertId, Instant.MIN);
    boolean free = alerts.containsKey(alertId) && !claimed.isAfter(now);
    if (free) {
      definitions.put(alertId, until);
    }
    return free;
  }

  @Override
  public synchronized void sent(String alertId, Alert.Way way) {
    alerts.computeIfPresent(alertId, (id, alert) -> {
      Set<Alert.Way> ways = new HashSet<>(alert.sent());
      ways.add(way);
      return new Alert(id, alert.kind(), alert.at(), alert.incident(), alert.facts(), ways);
    });
  }

  @Override
  public synchronized void forget(String alertId) {
    alerts.remove(alertId);
    definitions.remove(alertId);
  }

  @Override
  public synchronized void list(IncidentReport incident) {
    if (incident.ended().isPresent()) {
      listed.put(incident.id(), incident);
    } else {
      listed.putIfAbsent(incident.id(), incident);
    }
  }
}
