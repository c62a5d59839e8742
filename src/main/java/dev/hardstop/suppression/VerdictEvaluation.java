package dev.hardstop.suppression;

import dev.hardstop.classification.RuleBook;
import dev.hardstop.suppression.Verdict.Remark;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The evaluation of one verdict: today's rule book classifies the evidence, what lifts it takes some
 * of it away, each row of the policy makes one candidate of the rest, and the gravest candidate is the
 * verdict.
 */
final class VerdictEvaluation {
  private final SuppressionPolicy policy;
  private final RuleBook book;
  private final Instant now;
  private final LocalDate today;

  VerdictEvaluation(SuppressionPolicy policy, RuleBook book, Instant now) {
    this.policy = policy;
    this.book = book;
    this.now = now;
    this.today = LocalDate.ofInstant(now, ZoneOffset.UTC);
  }

  /** The verdict on everything that is held against an address or its domain. */
  Verdict judge(Dossier address, Dossier domain) {
    Stream<Candidate> ofDomain = Stream.of(againstDomain(domain), manual(domain), incident(domain))
        .flatMap(Optional::stream);
    return judge(address, domain, ofDomain);
  }

  /** The verdict on what is held against the address itself. */
  Verdict judgeOwn(Dossier address, Dossier domain) {
    return judge(address, domain, Stream.empty());
  }

  private Verdict judge(Dossier address, Dossier domain, Stream<Candidate> ofDomain) {
    List<DatedEvidence> evidence = DatedEvidence.of(address, book);
    LiftedEvidence lifted = LiftedEvidence.ofAddress(address, evidence, domain, today, policy);
    List<Candidate> candidates = Stream.of(
            againstAddress(address.subject(), lifted.remaining(evidence)),
            manual(address).stream(),
            ofDomain)
        .flatMap(some -> some)
        .toList();
    return verdict(address.subject(), candidates, lifted.hasLifted(evidence, policy));
  }

  /**
   * What one row of the policy comes to.
   *
   * @param until the first day on which it no longer suppresses; empty where there is no end
   * @param order the {@linkplain Evidence#order order} of its newest evidence, or an id
   */
  private record Candidate(
      VerdictState state,
      PolicyRow row,
      Subject subject,
      VerdictCause cause,
      SortedSet<LocalDate> days,
      Optional<LocalDate> until,
      String order) {

    /** The gravest is the greatest: by state, then the latest end (none is latest), then the row. */
    static final Comparator<Candidate> GRAVITY = Comparator.comparing(Candidate::state)
        .thenComparing(candidate -> candidate.until.orElse(LocalDate.MAX))
        .thenComparing(Candidate::row)
        .thenComparing(Candidate::order);

    static Candidate of(
        PolicyTerms.Effect effect, Subject subject, PolicyRow row, List<DatedEvidence> evidence) {
      DatedEvidence newest = Collections.max(evidence, DatedEvidence.AGE);
      return new Candidate(
          effect.state(),
          row,
          subject,
          newest.cause(),
          evidence.stream().map(DatedEvidence::day).collect(Collectors.toCollection(TreeSet::new)),
          effect.until(),
          newest.order());
    }
  }

  private Stream<Candidate> againstAddress(Subject subject, List<DatedEvidence> evidence) {
    Map<PolicyRow, List<DatedEvidence>> byRow = evidence.stream()
        .collect(Collectors.groupingBy(
            DatedEvidence::row, () -> new EnumMap<>(PolicyRow.class), Collectors.toList()));
    return byRow.entrySet().stream()
        .map(entry -> Candidate.of(
            effect(entry.getKey(), entry.getValue()), subject, entry.getKey(), entry.getValue()));
  }

  private PolicyTerms.Effect effect(PolicyRow row, List<DatedEvidence> evidence) {
    return row.terms(policy)
        .on(today, evidence.stream().map(DatedEvidence::match).toList());
  }

  /**
   * The domain does not exist: several mailboxes bounced for it on several days, and nothing was
   * delivered to the domain since. Where SES does not report deliveries, the latter cannot be known.
   */
  private Optional<Candidate> againstDomain(Dossier domain) {
    if (!policy.deliveryEvents()) {
      return Optional.empty();
    }
    Optional<LocalDate> lastDelivery = domain.delivered().stream().max(Comparator.naturalOrder());
    int quietDays = policy.invalidDomain().quietDays();
    List<DatedEvidence> evidence =
        LiftedEvidence.ofDomain(domain).remaining(DatedEvidence.ofDomain(domain, book)).stream()
            .filter(it -> lastDelivery
                .map(day -> day.isBefore(it.day().minusDays(quietDays)))
                .orElse(true))
            .toList();
    PolicyTerms.Effect effect = effect(PolicyRow.NO_SUCH_DOMAIN, evidence);
    return effect.state() == VerdictState.CLEAR
        ? Optional.empty()
        : Optional.of(Candidate.of(effect, domain.subject(), PolicyRow.NO_SUCH_DOMAIN, evidence));
  }

  /** The later action applies: a suppression counts only while no release follows it. */
  private Optional<Candidate> manual(Dossier dossier) {
    return dossier.manualActions().stream()
        .filter(action -> !(action instanceof ManualAction.ExcludeDays))
        .reduce((earlier, later) -> later)
        .filter(ManualAction.Suppression.class::isInstance)
        .map(action -> manual(dossier.subject(), (ManualAction.Suppression) action));
  }

  private Candidate manual(Subject subject, ManualAction.Suppression action) {
    PolicyTerms.Effect effect = action
        .until()
        .map(end -> PolicyTerms.Effect.until(end, VerdictState.SUPPRESSED, today))
        .orElse(PolicyTerms.Effect.without(VerdictState.SUPPRESSED));
    return new Candidate(
        effect.state(),
        PolicyRow.MANUAL,
        subject,
        new VerdictCause.OfManualAction(action),
        new TreeSet<>(Set.of(LocalDate.ofInstant(action.at(), ZoneOffset.UTC))),
        effect.until(),
        action.id());
  }

  /** A hold ends at the hour at which it began. A release of the domain ends it earlier. */
  private Optional<Candidate> incident(Dossier domain) {
    return domain
        .incident()
        .filter(incident -> incident.holds(now))
        .filter(incident -> !LiftedEvidence.ofDomain(domain).isReleasedSince(incident.opened()))
        .map(incident -> new Candidate(
            VerdictState.HELD,
            PolicyRow.INCIDENT,
            domain.subject(),
            new VerdictCause.OfIncident(incident.id()),
            new TreeSet<>(Set.of(incident.from())),
            Optional.of(incident.holdsUntil()),
            incident.id()));
  }

  private Verdict verdict(Subject subject, List<Candidate> candidates, boolean hasLifted) {
    Optional<Candidate> gravest = candidates.stream().max(Candidate.GRAVITY);
    Optional<Candidate> original = gravest.map(candidate -> original(candidate, candidates));
    return new Verdict(
        gravest.map(Candidate::state).orElse(VerdictState.CLEAR),
        original.map(Candidate::subject).orElse(subject),
        original.map(Candidate::cause),
        original.map(Candidate::days).orElseGet(TreeSet::new),
        gravest
            .filter(candidate -> candidate.state() != VerdictState.CLEAR)
            .flatMap(Candidate::until),
        find(PolicyRow.UNSUBSCRIBED, candidates)
            .map(candidate -> candidate.days().last()),
        find(PolicyRow.INCIDENT, candidates).map(Candidate::order),
        remarks(original, candidates, hasLifted));
  }

  /**
   * SES adds an address to its list because of an earlier bounce or complaint. Where that one is
   * known and still counts, it is the cause, and never hidden by the list.
   */
  private static Candidate original(Candidate gravest, List<Candidate> candidates) {
    if (!gravest.row().isRefusalOfSes()) {
      return gravest;
    }
    boolean isHeld = gravest.state() != VerdictState.CLEAR;
    return candidates.stream()
        .filter(it -> !it.row().isRefusalOfSes() && it.row() != PolicyRow.INCIDENT)
        .filter(it -> !isHeld || it.state().compareTo(VerdictState.RECHECK) >= 0)
        .max(Candidate.GRAVITY)
        .orElse(gravest);
  }

  private Set<Remark> remarks(
      Optional<Candidate> original, List<Candidate> candidates, boolean hasLifted) {
    Set<Remark> remarks = EnumSet.noneOf(Remark.class);
    if (original.filter(it -> it.row() == PolicyRow.AMBIGUOUS_COMPLAINT).isPresent()) {
      remarks.add(Remark.AMBIGUOUS);
    }
    if (candidates.stream().anyMatch(it -> it.row().isRefusalOfSes())) {
      remarks.add(Remark.ON_SES_LIST);
    }
    if (hasLifted) {
      remarks.add(Remark.LIFTED);
    }
    if (policy.sesList() == SesListMode.FOLLOW) {
      remarks.add(Remark.FOLLOWED_BY_SES_LIST);
    }
    return remarks;
  }

  private static Optional<Candidate> find(PolicyRow row, List<Candidate> candidates) {
    return candidates.stream().filter(candidate -> candidate.row() == row).findFirst();
  }
}
