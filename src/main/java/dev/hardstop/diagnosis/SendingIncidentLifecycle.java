package dev.hardstop.diagnosis;

import static java.util.Objects.requireNonNull;

import dev.hardstop.diagnosis.Diagnosis.Name;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** When an incident of our own opens and ends. Asked twice the same, it answers once. */
public final class SendingIncidentLifecycle {
  /** It ends well when so many UTC days, today among them, were as usual. */
  private static final int QUIET_DAYS = 3;

  private final Thresholds thresholds;

  private SendingIncidentLifecycle(Thresholds thresholds) {
    this.thresholds = requireNonNull(thresholds, "thresholds is null");
  }

  /** The course of our incidents by these thresholds. */
  public static SendingIncidentLifecycle of(Thresholds thresholds) {
    return new SendingIncidentLifecycle(thresholds);
  }

  /**
   * The incident of our own that is to be written down now. Where one gives way to a graver one, it
   * ends first; the next question opens the other.
   *
   * @param current the newest, which may have ended
   * @return the same, ended; or a new one; empty where nothing changes
   */
  public Optional<IncidentReport> next(
      SendingActivity activity, Optional<IncidentReport> current, Instant now) {
    SendingDiagnosis diagnosis = activity.diagnose();
    Optional<IncidentReport> open = current.filter(report -> report.ended().isEmpty());
    if (open.isPresent()) {
      return ended(activity, diagnosis, open.get(), now);
    }
    Optional<LocalDate> last =
        current.flatMap(IncidentReport::ended).map(SendingIncidentLifecycle::day);
    return diagnosis
        .since()
        .filter(since -> diagnosis.isUnusual())
        .filter(since -> last.map(end -> !since.isBefore(end)).orElse(true))
        .map(since -> opened(diagnosis, since, now));
  }

  private Optional<IncidentReport> ended(
      SendingActivity activity, SendingDiagnosis diagnosis, IncidentReport open, Instant now) {
    boolean quiet = !activity.isUnusualSince(day(now).minusDays(QUIET_DAYS - 1L));
    boolean over =
        !now.isBefore(open.opened().plus(Duration.ofDays(thresholds.closing().afterDays())));
    boolean givesWay = open.diagnosis() == Name.DEAD_ADDRESSES
        && diagnosis.isUnusual()
        && diagnosis.name() != Name.DEAD_ADDRESSES;
    return quiet || over || givesWay ? Optional.of(ended(open, now, quiet)) : Optional.empty();
  }

  private static IncidentReport opened(SendingDiagnosis diagnosis, LocalDate since, Instant now) {
    Instant at = now.truncatedTo(ChronoUnit.MILLIS);
    return new IncidentReport(
        IncidentId.of("sender", since, at),
        IncidentReport.Scope.SENDER,
        diagnosis.name(),
        diagnosis.domains(),
        at,
        Optional.empty(),
        Optional.empty());
  }

  private static IncidentReport ended(IncidentReport open, Instant now, boolean well) {
    return new IncidentReport(
        open.id(),
        open.scope(),
        open.diagnosis(),
        open.domains(),
        open.opened(),
        Optional.of(now.truncatedTo(ChronoUnit.MILLIS)),
        Optional.of(well));
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }
}
