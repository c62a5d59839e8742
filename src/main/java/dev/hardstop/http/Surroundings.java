package dev.hardstop.http;

import static java.util.Objects.requireNonNull;

import dev.hardstop.diagnosis.Elsewhere;
import dev.hardstop.diagnosis.IncidentLedger;
import dev.hardstop.diagnosis.IncidentReport;
import dev.hardstop.diagnosis.IncidentReport.Scope;
import dev.hardstop.diagnosis.SendingPicture;
import dev.hardstop.diagnosis.Thresholds;
import dev.hardstop.logbook.SendingDays;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** What {@code watch} wrote down of all domains: its incidents, and what the others see. */
@Singleton
public class Surroundings {
  private final SendingDays days;
  private final IncidentLedger ledger;
  private final Thresholds thresholds;

  @Inject
  public Surroundings(SendingDays days, IncidentLedger ledger, Thresholds thresholds) {
    this.days = requireNonNull(days, "days is null");
    this.ledger = requireNonNull(ledger, "ledger is null");
    this.thresholds = requireNonNull(thresholds, "thresholds is null");
  }

  /** The newest incidents. */
  List<IncidentReport> incidents() {
    return ledger.newest();
  }

  /** What the other domains see. */
  Elsewhere elsewhere(Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    return SendingPicture.of(days.of(SendingPicture.daysOf(today)), today, openSince(), thresholds)
        .diagnose()
        .elsewhere();
  }

  private Optional<LocalDate> openSince() {
    return ledger.newest().stream()
        .filter(report -> report.scope() == Scope.SENDER)
        .flatMap(report -> report.openSince().stream())
        .min(LocalDate::compareTo);
  }
}
