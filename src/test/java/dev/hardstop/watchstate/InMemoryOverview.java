package dev.hardstop.watchstate;

import dev.hardstop.diagnosis.BouncedRecipients;
import dev.hardstop.diagnosis.IncidentReport;
import dev.hardstop.diagnosis.IncidentReport.OpenedIncidents;
import dev.hardstop.suppression.UnreadableItemException;
import dev.hardstop.watchstate.Overview.OverviewPart;
import dev.hardstop.watchstate.Overview.OverviewStore;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The overview in memory, over the incidents and the state of SES's list of other stores. */
public final class InMemoryOverview implements OverviewStore {
  private final OpenedIncidents incidents;
  private final SesListStateStore sesList;
  private final SortedMap<LocalDate, BouncedRecipients> days = new TreeMap<>();
  private Optional<LatestRun> latestRun = Optional.empty();

  /** An overview of what these stores hold. */
  public InMemoryOverview(OpenedIncidents incidents, SesListStateStore sesList) {
    this.incidents = incidents;
    this.sesList = sesList;
  }

  @Override
  public synchronized Overview read(LocalDate today) {
    SortedMap<LocalDate, BouncedRecipients> known = new TreeMap<>(days);
    known.keySet().retainAll(Overview.daysUntil(today));
    Map<OverviewPart, UnreadableItemException> unreadable = new EnumMap<>(OverviewPart.class);
    List<IncidentReport> open = List.of();
    try {
      open = incidents.newest().stream()
          .filter(incident -> incident.ended().isEmpty())
          .toList();
    } catch (UnreadableItemException broken) {
      unreadable.put(OverviewPart.INCIDENTS, broken);
    }
    return new Overview(latestRun, known, open, sesList.read(), unreadable);
  }

  @Override
  public synchronized void add(BouncedRecipients more) {
    days.merge(more.day(), more, BouncedRecipients::merge);
  }

  @Override
  public synchronized void save(LatestRun run) {
    if (latestRun.filter(it -> it.began().isAfter(run.began())).isEmpty()) {
      latestRun = Optional.of(run);
    }
  }
}
