package dev.hardstop.diagnosis;

import static java.util.Objects.requireNonNull;

import dev.hardstop.suppression.Incident;
import dev.hardstop.suppression.Incident.Ending;
import dev.hardstop.suppression.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides when incidents open and end: those of a domain, and those of our own sending. The methods return
 * only what has changed, so they return nothing once the change is stored.
 */
public final class IncidentLifecycle {
  /** An incident of our own ends well when this many UTC days, including today, were as usual. */
  private static final int QUIET_DAYS = 3;

  private static final String SENDER = "sender";
  private static final int ID_BYTES = 4;

  private final Thresholds thresholds;

  /** Creates a lifecycle with these thresholds. */
  public IncidentLifecycle(Thresholds thresholds) {
    this.thresholds = requireNonNull(thresholds, "thresholds is null");
  }

  /**
   * The incident of a domain that is to be stored now.
   *
   * @param current the newest incident of the domain, open or ended
   * @return the open incident with its end, or a new incident; empty when nothing changes
   */
  public Optional<Incident> next(
      DomainActivity activity, Diagnosis diagnosis, Optional<Incident> current, Instant now) {
    Optional<Incident> open = current.filter(incident -> incident.ending().isEmpty());
    if (open.isPresent()) {
      return ending(activity, open.get(), now).map(ending -> ended(open.get(), ending));
    }
    if (diagnosis.name() != Diagnosis.Name.DOMAIN_INCIDENT) {
      return Optional.empty();
    }
    return RefusalStreak.opening(activity, thresholds.opening())
        .filter(streak -> current
            .flatMap(Incident::ending)
            .map(ending -> isAfter(streak, ending))
            .orElse(true))
        .map(streak -> opened(activity.domain(), streak.from(), now));
  }

  /**
   * The incident of our own sending that is to be stored now. If a more serious incident replaces the open
   * one, this call ends the open one, and the next call opens the other.
   *
   * @param current our newest incident, open or ended
   * @return the open incident with its end, or a new incident; empty when nothing changes
   */
  public Optional<IncidentReport> next(
      SendingActivity activity, Optional<IncidentReport> current, Instant now) {
    SendingDiagnosis diagnosis = activity.diagnose();
    Optional<IncidentReport> open = current.filter(report -> report.ended().isEmpty());
    if (open.isPresent()) {
      return ended(activity, diagnosis, open.get(), now);
    }
    Optional<LocalDate> lastEnd =
        current.flatMap(IncidentReport::ended).map(IncidentLifecycle::day);
    return diagnosis
        .since()
        .filter(since -> diagnosis.isUnusual())
        .filter(since -> lastEnd.map(end -> !since.isBefore(end)).orElse(true))
        .map(since -> opened(diagnosis, since, now));
  }

  /** The bounces of an incident that has ended open no other incident. */
  private static boolean isAfter(RefusalStreak streak, Ending ending) {
    return streak.start().isAfter(ending.well() ? ending.through() : day(ending.at()));
  }

  private static Incident opened(String domain, LocalDate from, Instant now) {
    Instant at = now.truncatedTo(ChronoUnit.MILLIS);
    return new Incident(id(domain, from, at), from, at, Optional.empty());
  }

  private static Incident ended(Incident open, Ending ending) {
    return new Incident(open.id(), open.from(), open.opened(), Optional.of(ending));
  }

  private Optional<Ending> ending(DomainActivity activity, Incident open, Instant now) {
    Instant at = now.truncatedTo(ChronoUnit.MILLIS);
    Optional<LocalDate> settled = settled(activity, open, day(now));
    if (settled.isPresent()) {
      return Optional.of(new Ending(at, true, lastBounces(activity, open, settled.get())));
    }
    return isOverdue(open.opened(), now)
        ? Optional.of(new Ending(at, false, lastBounces(activity, open, LocalDate.MAX)))
        : Optional.empty();
  }

  private boolean isOverdue(Instant opened, Instant now) {
    return !now.isBefore(opened.plus(Duration.ofDays(thresholds.closing().afterDays())));
  }

  /**
   * The first day of the deliveries that show that the domain accepts mail again. They are later than the
   * opening and the last day on which at least half of the recipients were refused, they went to enough
   * recipients, and the required number of full days has passed since.
   */
  private Optional<LocalDate> settled(DomainActivity activity, Incident open, LocalDate today) {
    LocalDate after = lastBrokenDay(activity, day(open.opened()));
    Thresholds.Closing closing = thresholds.closing();
    LocalDate latest = today.minusDays(closing.settleDays() + 1L);
    Set<String> recipients = new HashSet<>();
    Optional<LocalDate> first = Optional.empty();
    for (Map.Entry<LocalDate, DomainActivity.DayActivity> day :
        activity.days().tailMap(after.plusDays(1)).entrySet()) {
      Set<String> accepted = day.getValue().accepted();
      if (!accepted.isEmpty() && !day.getKey().isAfter(latest)) {
        recipients.addAll(accepted);
        first = first.or(() -> Optional.of(day.getKey()));
      }
    }
    return first.filter(day -> recipients.size() >= closing.recipients());
  }

  /**
   * The last day after the opening on which more than one recipient and at least half of all were refused;
   * the day of the opening if there is none.
   */
  private static LocalDate lastBrokenDay(DomainActivity activity, LocalDate opened) {
    return activity.mailedDays().stream()
        .filter(day -> day.isAfter(opened))
        .filter(day -> {
          RecipientOutcomes outcomes = activity.outcomesOn(day);
          int refused = outcomes.refusedBy(ReasonGroup::isDomains);
          return refused > 1 && outcomes.isShare(refused, 50);
        })
        .findFirst()
        .orElse(opened);
  }

  private static LocalDate lastBounces(DomainActivity activity, Incident open, LocalDate before) {
    return activity.mailedDays().stream()
        .filter(day -> day.isBefore(before) && !day.isBefore(open.from()))
        .filter(day -> activity.outcomesOn(day).refusedBy(ReasonGroup::isDomains) > 0)
        .findFirst()
        .orElse(open.from());
  }

  private Optional<IncidentReport> ended(
      SendingActivity activity, SendingDiagnosis diagnosis, IncidentReport open, Instant now) {
    boolean quiet = !activity.isUnusualSince(day(now).minusDays(QUIET_DAYS - 1L));
    boolean givesWay = open.diagnosis() == Diagnosis.Name.DEAD_ADDRESSES
        && diagnosis.isUnusual()
        && diagnosis.name() != Diagnosis.Name.DEAD_ADDRESSES;
    return quiet || givesWay || isOverdue(open.opened(), now)
        ? Optional.of(ended(open, now, quiet))
        : Optional.empty();
  }

  private static IncidentReport opened(SendingDiagnosis diagnosis, LocalDate since, Instant now) {
    Instant at = now.truncatedTo(ChronoUnit.MILLIS);
    return new IncidentReport(
        id(SENDER, since, at),
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

  /** The id of an incident, given when it opens: {@code contoso.com-2026-11-24-1f0c9a3b}. */
  private static String id(String domain, LocalDate from, Instant opened) {
    String name = domain + '-' + from;
    return name + '-' + Sha256.hex(name + '\n' + opened, ID_BYTES);
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }
}
