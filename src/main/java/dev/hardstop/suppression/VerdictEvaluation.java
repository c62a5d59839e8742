package dev.hardstop.suppression;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.suppression.Verdict.Remark;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
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

/** One judging: the charges of today's book, less what speaks for the subject, by the policy. */
final class VerdictEvaluation {
  /** What no entry of SES's list ever followed from. */
  private static final Set<PolicyRow> NO_ORIGINAL =
      EnumSet.of(PolicyRow.SES_LIST, PolicyRow.INCIDENT);

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

  Verdict judge(Dossier address, Dossier domain) {
    List<CandidateVerdict> findings = new ArrayList<>();
    List<DatedEvidence> charges = DatedEvidence.of(address, book);
    LiftedEvidence defence = LiftedEvidence.ofAddress(
        address, charges, ExcludedDays.of(domain), today, policy.settleDays());
    findings.addAll(againstAddress(address.subject(), defence.standing(charges)));
    findings.addAll(againstDomain(domain));
    byHand(address).ifPresent(findings::add);
    byHand(domain).ifPresent(findings::add);
    hold(domain).ifPresent(findings::add);
    return verdict(address.subject(), findings, defence.hasLifted(charges));
  }

  private List<CandidateVerdict> againstAddress(Subject subject, List<DatedEvidence> charges) {
    Map<PolicyRow, List<DatedEvidence>> byTreatment = charges.stream()
        .collect(Collectors.groupingBy(
            DatedEvidence::treatment, () -> new EnumMap<>(PolicyRow.class), Collectors.toList()));
    return byTreatment.entrySet().stream()
        .map(entry -> find(subject, entry.getKey(), entry.getValue()))
        .toList();
  }

  private CandidateVerdict find(Subject subject, PolicyRow treatment, List<DatedEvidence> charges) {
    SortedSet<LocalDate> days = CandidateVerdict.days(charges);
    LocalDate newest = days.last();
    return switch (treatment) {
      case NO_SUCH_MAILBOX, COMPLAINT, SES_LIST, INCIDENT, MANUAL ->
        CandidateVerdict.endless(subject, charges);
      case RECHECKABLE -> recheckable(subject, charges, days);
      case AMBIGUOUS_COMPLAINT ->
        suppressedUntil(newest.plusDays(policy.ambiguousComplaintDays()), subject, charges);
      case SES_GLOBAL_LIST ->
        suppressedUntil(newest.plusDays(policy.sesGlobalListDays()), subject, charges);
      case REFUSED -> repeated(policy.refused(), VerdictState.SUPPRESSED, subject, charges);
      case BLOCKED -> repeated(policy.blocked(), VerdictState.HELD, subject, charges);
      case FORWARDED -> CandidateVerdict.harmless(VerdictState.WATCHED, subject, charges);
      case UNSUBSCRIBED, NOT_HELD ->
        CandidateVerdict.harmless(VerdictState.CLEAR, subject, charges);
    };
  }

  private CandidateVerdict recheckable(
      Subject subject, List<DatedEvidence> charges, SortedSet<LocalDate> days) {
    SuppressionPolicy.Recheckable row = policy.recheckable();
    boolean again = !days.first().plusDays(row.endlessAfterDays()).isAfter(days.last());
    return again
        ? CandidateVerdict.endless(subject, charges)
        : suppressedUntil(days.last().plusDays(row.forDays()), subject, charges);
  }

  private CandidateVerdict repeated(
      RepeatRule repeats, VerdictState state, Subject subject, List<DatedEvidence> charges) {
    return repeats
        .end(CandidateVerdict.days(charges))
        .map(end -> CandidateVerdict.until(end, state, subject, charges, today))
        .orElseGet(() -> CandidateVerdict.harmless(VerdictState.WATCHED, subject, charges));
  }

  private CandidateVerdict suppressedUntil(
      LocalDate end, Subject subject, List<DatedEvidence> charges) {
    return CandidateVerdict.until(end, VerdictState.SUPPRESSED, subject, charges, today);
  }

  /**
   * The domain does not exist: several mailboxes of it said so on several days, and nothing was
   * delivered to it since. Where deliveries are not reported the latter says nothing.
   */
  private List<CandidateVerdict> againstDomain(Dossier dossier) {
    SuppressionPolicy.InvalidDomain row = policy.invalidDomain();
    if (!policy.deliveryEvents()) {
      return List.of();
    }
    Optional<LocalDate> lastDelivery = dossier.delivered().stream().max(Comparator.naturalOrder());
    List<DatedEvidence> charges =
        LiftedEvidence.ofDomain(dossier).standing(DatedEvidence.of(dossier, book)).stream()
            .filter(VerdictEvaluation::saysNoSuchDomain)
            .filter(charge -> isQuiet(charge.day().minusDays(row.quietDays()), lastDelivery))
            .toList();
    return row.end(charges.stream().map(DatedEvidence::sighting).toList())
        .map(end -> List.of(suppressedUntil(end, dossier.subject(), charges)))
        .orElse(List.of());
  }

  private static boolean saysNoSuchDomain(DatedEvidence charge) {
    return charge.cause() instanceof VerdictCause.OfBounce bounced
        && bounced.classification().reason() == BounceReason.INVALID_DOMAIN;
  }

  private static boolean isQuiet(LocalDate since, Optional<LocalDate> lastDelivery) {
    return lastDelivery.map(day -> day.isBefore(since)).orElse(true);
  }

  /** By the instant: a hold ends at the hour it began. Who releases the domain ends it before. */
  private Optional<CandidateVerdict> hold(Dossier domain) {
    return domain
        .incident()
        .filter(incident -> incident.holds(now))
        .filter(incident -> !LiftedEvidence.ofDomain(domain).isReleasedSince(incident.opened()))
        .map(incident -> CandidateVerdict.hold(domain.subject(), incident));
  }

  /** The later act wins: a suppression counts only while no release follows it. */
  private Optional<CandidateVerdict> byHand(Dossier dossier) {
    return dossier.manualActions().stream()
        .filter(action -> !(action instanceof ManualAction.ExcludeDays))
        .reduce((earlier, later) -> later)
        .filter(ManualAction.Suppression.class::isInstance)
        .map(action ->
            CandidateVerdict.byHand(dossier.subject(), (ManualAction.Suppression) action, today));
  }

  private static Verdict verdict(Subject subject, List<CandidateVerdict> findings, boolean lifted) {
    Optional<CandidateVerdict> gravest = findings.stream().max(CandidateVerdict.GRAVITY);
    Optional<CandidateVerdict> original = gravest.map(finding -> original(finding, findings));
    return new Verdict(
        gravest.map(CandidateVerdict::state).orElse(VerdictState.CLEAR),
        original.map(CandidateVerdict::subject).orElse(subject),
        original.map(CandidateVerdict::cause),
        original.map(CandidateVerdict::days).orElseGet(TreeSet::new),
        gravest
            .filter(finding -> finding.state() != VerdictState.CLEAR)
            .flatMap(CandidateVerdict::until),
        with(PolicyRow.UNSUBSCRIBED, findings).map(finding -> finding.days().last()),
        with(PolicyRow.INCIDENT, findings).map(CandidateVerdict::order),
        remarks(original, findings, lifted));
  }

  private static Set<Remark> remarks(
      Optional<CandidateVerdict> original, List<CandidateVerdict> findings, boolean lifted) {
    Set<Remark> remarks = EnumSet.noneOf(Remark.class);
    if (original.filter(it -> it.treatment() == PolicyRow.AMBIGUOUS_COMPLAINT).isPresent()) {
      remarks.add(Remark.AMBIGUOUS);
    }
    if (with(PolicyRow.SES_LIST, findings).isPresent()) {
      remarks.add(Remark.ON_SES_LIST);
    }
    if (lifted) {
      remarks.add(Remark.LIFTED);
    }
    return remarks;
  }

  /** SES's list only follows from an earlier bounce or complaint: it never hides that one. */
  private static CandidateVerdict original(
      CandidateVerdict gravest, List<CandidateVerdict> findings) {
    if (gravest.treatment() != PolicyRow.SES_LIST) {
      return gravest;
    }
    return findings.stream()
        .filter(finding -> !NO_ORIGINAL.contains(finding.treatment()))
        .filter(finding -> finding.state().compareTo(VerdictState.RECHECK) >= 0)
        .max(CandidateVerdict.GRAVITY)
        .orElse(gravest);
  }

  private static Optional<CandidateVerdict> with(
      PolicyRow treatment, List<CandidateVerdict> findings) {
    return findings.stream().filter(finding -> finding.treatment() == treatment).findFirst();
  }
}
