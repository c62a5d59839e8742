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
record CandidateVerdict(
    VerdictState state,
    PolicyRow treatment,
    Subject subject,
    VerdictCause cause,
    SortedSet<LocalDate> days,
    Optional<LocalDate> until,
    String order) {

  /** The gravest is the greatest: by state, then the latest end (none is latest), then treatment. */
  static final Comparator<CandidateVerdict> GRAVITY = Comparator.comparing(CandidateVerdict::state)
      .thenComparing(finding -> finding.until.orElse(LocalDate.MAX))
      .thenComparing(CandidateVerdict::treatment)
      .thenComparing(CandidateVerdict::order);

  /** A suppression for good. */
  static CandidateVerdict endless(Subject subject, List<DatedEvidence> charges) {
    return of(VerdictState.SUPPRESSED, subject, charges, Optional.empty());
  }

  /** Evidence, but nothing that would stop a message. */
  static CandidateVerdict harmless(
      VerdictState state, Subject subject, List<DatedEvidence> charges) {
    return of(state, subject, charges, Optional.empty());
  }

  /** A suppression that becomes a recheck on its last day. */
  static CandidateVerdict until(
      LocalDate end,
      VerdictState meanwhile,
      Subject subject,
      List<DatedEvidence> charges,
      LocalDate today) {
    VerdictState state = today.isBefore(end) ? meanwhile : VerdictState.RECHECK;
    return of(state, subject, charges, Optional.of(end));
  }

  /** A suppression by hand. */
  static CandidateVerdict byHand(
      Subject subject, ManualAction.Suppression action, LocalDate today) {
    SortedSet<LocalDate> since =
        new TreeSet<>(List.of(LocalDate.ofInstant(action.at(), ZoneOffset.UTC)));
    boolean ended = action.until().filter(end -> !today.isBefore(end)).isPresent();
    return new CandidateVerdict(
        ended ? VerdictState.RECHECK : VerdictState.SUPPRESSED,
        PolicyRow.MANUAL,
        subject,
        new VerdictCause.OfManualAction(action),
        since,
        action.until(),
        action.id());
  }

  /** A domain that is held by its incident. */
  static CandidateVerdict hold(Subject domain, Incident incident) {
    return new CandidateVerdict(
        VerdictState.HELD,
        PolicyRow.INCIDENT,
        domain,
        new VerdictCause.OfIncident(incident.id()),
        new TreeSet<>(List.of(incident.from())),
        Optional.of(incident.holdsUntil()),
        incident.id());
  }

  /** The days of the charges, each once. */
  static SortedSet<LocalDate> days(List<DatedEvidence> charges) {
    return charges.stream().map(DatedEvidence::day).collect(Collectors.toCollection(TreeSet::new));
  }

  private static CandidateVerdict of(
      VerdictState state, Subject subject, List<DatedEvidence> charges, Optional<LocalDate> until) {
    DatedEvidence newest = Collections.max(
        charges, Comparator.comparing(charge -> charge.evidence().order()));
    return new CandidateVerdict(
        state,
        newest.treatment(),
        subject,
        newest.cause(),
        days(charges),
        until,
        newest.evidence().order());
  }
}
