package dev.hardstop.suppression;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the charges of one treatment, or an act, come to.
 *
 * @param until the first day on which it no longer suppresses; empty where there is no end
 */
record Finding(
    State state,
    Treatment treatment,
    Subject subject,
    Cause cause,
    SortedSet<LocalDate> days,
    Optional<LocalDate> until,
    String order) {

  /** The gravest is the greatest: by state, then the latest end (none is latest), then treatment. */
  static final Comparator<Finding> GRAVITY = Comparator.comparing(Finding::state)
      .thenComparing(finding -> finding.until.orElse(LocalDate.MAX))
      .thenComparing(Finding::treatment)
      .thenComparing(Finding::order);

  /** A suppression for good. */
  static Finding endless(Subject subject, List<Charge> charges) {
    return of(State.SUPPRESSED, subject, charges, Optional.empty());
  }

  /** Evidence, but nothing that would stop a message. */
  static Finding harmless(State state, Subject subject, List<Charge> charges) {
    return of(state, subject, charges, Optional.empty());
  }

  /** A suppression that becomes a recheck on its last day. */
  static Finding until(
      LocalDate end, State meanwhile, Subject subject, List<Charge> charges, LocalDate today) {
    State state = today.isBefore(end) ? meanwhile : State.RECHECK;
    return of(state, subject, charges, Optional.of(end));
  }

  /** A suppression by hand. */
  static Finding byHand(Subject subject, Act.Suppression act, LocalDate today) {
    SortedSet<LocalDate> since =
        new TreeSet<>(List.of(LocalDate.ofInstant(act.at(), ZoneOffset.UTC)));
    boolean ended = act.until().filter(end -> !today.isBefore(end)).isPresent();
    return new Finding(
        ended ? State.RECHECK : State.SUPPRESSED,
        Treatment.BY_HAND,
        subject,
        new Cause.ByHand(act),
        since,
        act.until(),
        act.id());
  }

  /** A domain that is held by its incident. */
  static Finding hold(Subject domain, Incident incident) {
    return new Finding(
        State.HELD,
        Treatment.INCIDENT,
        domain,
        new Cause.OfIncident(incident.id()),
        new TreeSet<>(List.of(incident.from())),
        Optional.of(incident.holdsUntil()),
        incident.id());
  }

  /** The days of the charges, each once. */
  static SortedSet<LocalDate> days(List<Charge> charges) {
    return charges.stream().map(Charge::day).collect(Collectors.toCollection(TreeSet::new));
  }

  private static Finding of(
      State state, Subject subject, List<Charge> charges, Optional<LocalDate> until) {
    Charge newest = Collections.max(
        charges, Comparator.comparing(charge -> charge.evidence().order()));
    return new Finding(
        state,
        newest.treatment(),
        subject,
        newest.cause(),
        days(charges),
        until,
        newest.evidence().order());
  }
}
