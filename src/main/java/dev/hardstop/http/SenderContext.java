package dev.hardstop.http;

import static java.util.Objects.requireNonNull;

import dev.hardstop.diagnosis.GlobalSpikes;
import dev.hardstop.diagnosis.IncidentReport;
import dev.hardstop.diagnosis.IncidentReport.Scope;
import dev.hardstop.diagnosis.OpenedIncidents;
import dev.hardstop.diagnosis.SendingActivity;
import dev.hardstop.diagnosis.Thresholds;
import dev.hardstop.watchstate.SendingDays;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** What {@code watch} wrote down of all domains: its incidents, and what the others see. */
@Singleton
public class SenderContext {
  private final SendingDays days;
  private final OpenedIncidents ledger;
  private final Thresholds thresholds;

  @Inject
  public SenderContext(SendingDays days, OpenedIncidents ledger, Thresholds thresholds) {
    this.days = requireNonNull(days, "days is null");
    this.ledger = requireNonNull(ledger, "ledger is null");
    this.thresholds = requireNonNull(thresholds, "thresholds is null");
  }

  /** The newest incidents. */
  List<IncidentReport> incidents() {
    return ledger.newest();
  }

  /** What the other domains see. */
  GlobalSpikes globalSpikes(Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    return SendingActivity.of(
            days.of(SendingActivity.daysOf(today)), today, openSince(), thresholds)
        .diagnose()
        .globalSpikes();
  }

  private Optional<LocalDate> openSince() {
    return ledger.newest().stream()
        .filter(report -> report.scope() == Scope.SENDER)
        .flatMap(report -> report.openSince().stream())
        .min(LocalDate::compareTo);
  }
}
