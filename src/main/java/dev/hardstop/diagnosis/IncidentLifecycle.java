package dev.hardstop.diagnosis;

import static java.util.Objects.requireNonNull;

import dev.hardstop.suppression.Incident;
import dev.hardstop.suppression.Incident.Ending;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** When an incident of a domain opens and ends. Asked twice the same, it answers once. */
public final class IncidentLifecycle {
  private final Thresholds thresholds;

  private IncidentLifecycle(Thresholds thresholds) {
    this.thresholds = requireNonNull(thresholds, "thresholds is null");
  }

  /** The course of incidents by these thresholds. */
  public static IncidentLifecycle of(Thresholds thresholds) {
    return new IncidentLifecycle(thresholds);
  }

  /**
   * The incident that belongs into the domain's slot now.
   *
   * @param current the one that is there
   * @return the same, ended; or a new one; empty where nothing changes
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
        .filter(run ->
            current.flatMap(Incident::ending).map(end -> isAfter(run, end)).orElse(true))
        .map(run -> opened(activity.domain(), run.from(), now));
  }

  /** What belongs to an incident that ended opens no other one. */
  private static boolean isAfter(RefusalStreak run, Ending ending) {
    return run.start().isAfter(ending.well() ? ending.through() : day(ending.at()));
  }

  private static Incident opened(String domain, LocalDate from, Instant now) {
    Instant at = now.truncatedTo(ChronoUnit.MILLIS);
    return new Incident(IncidentId.of(domain, from, at), from, at, Optional.empty());
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
    boolean over =
        !now.isBefore(open.opened().plus(Duration.ofDays(thresholds.closing().afterDays())));
    return over
        ? Optional.of(new Ending(at, false, lastBounces(activity, open, LocalDate.MAX)))
        : Optional.empty();
  }

  /**
   * The first day of the deliveries that settled it: after the opening and after the last day on
   * which refusals outnumbered deliveries, to enough recipients, some full days ago.
   */
  private Optional<LocalDate> settled(DomainActivity activity, Incident open, LocalDate today) {
    LocalDate after = lastBroken(activity, day(open.opened()));
    Thresholds.Closing closing = thresholds.closing();
    LocalDate latest = today.minusDays(closing.settleDays() + 1L);
    Set<String> recipients = new HashSet<>();
    Optional<LocalDate> first = Optional.empty();
    for (Map.Entry<LocalDate, ActivityDay> day :
        activity.days().tailMap(after.plusDays(1)).entrySet()) {
      Set<String> accepted = day.getValue().accepted();
      if (!accepted.isEmpty() && !day.getKey().isAfter(latest)) {
        recipients.addAll(accepted);
        first = first.or(() -> Optional.of(day.getKey()));
      }
    }
    return first.filter(day -> recipients.size() >= closing.recipients());
  }

  /** The last day, from the opening on, on which more than one was refused and not fewer than taken. */
  private static LocalDate lastBroken(DomainActivity activity, LocalDate opened) {
    return activity.mailedDays().stream()
        .filter(day -> day.isAfter(opened))
        .filter(day -> {
          RecipientOutcomes standing = activity.standingOn(day);
          int refused = standing.refusedBy(ReasonGroup::isDomains);
          return refused > 1 && standing.isShare(refused, 50);
        })
        .findFirst()
        .orElse(opened);
  }

  private static LocalDate lastBounces(DomainActivity activity, Incident open, LocalDate before) {
    return activity.mailedDays().stream()
        .filter(day -> day.isBefore(before) && !day.isBefore(open.from()))
        .filter(day -> activity.standingOn(day).refusedBy(ReasonGroup::isDomains) > 0)
        .findFirst()
        .orElse(open.from());
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }
}
