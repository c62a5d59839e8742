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
final class Hearing {
  /** What no entry of SES's list ever followed from. */
  private static final Set<Treatment> NO_ORIGINAL =
      EnumSet.of(Treatment.SES_LIST, Treatment.INCIDENT);

  private final SuppressionPolicy policy;
  private final RuleBook book;
  private final Instant now;
  private final LocalDate today;

  Hearing(SuppressionPolicy policy, RuleBook book, Instant now) {
    this.policy = policy;
    this.book = book;
    this.now = now;
    this.today = LocalDate.ofInstant(now, ZoneOffset.UTC);
  }

  Verdict judge(Dossier address, Dossier domain) {
    List<Finding> findings = new ArrayList<>();
    List<Charge> charges = Charge.of(address, book);
    Defence defence =
        Defence.ofAddress(address, charges, Excuse.of(domain), today, policy.settleDays());
    findings.addAll(againstAddress(address.subject(), defence.standing(charges)));
    findings.addAll(againstDomain(domain));
    byHand(address).ifPresent(findings::add);
    byHand(domain).ifPresent(findings::add);
    hold(domain).ifPresent(findings::add);
    return verdict(address.subject(), findings, defence.hasLifted(charges));
  }

  private List<Finding> againstAddress(Subject subject, List<Charge> charges) {
    Map<Treatment, List<Charge>> byTreatment = charges.stream()
        .collect(Collectors.groupingBy(
            Charge::treatment, () -> new EnumMap<>(Treatment.class), Collectors.toList()));
    return byTreatment.entrySet().stream()
        .map(entry -> find(subject, entry.getKey(), entry.getValue()))
        .toList();
  }

  private Finding find(Subject subject, Treatment treatment, List<Charge> charges) {
    SortedSet<LocalDate> days = Finding.days(charges);
    LocalDate newest = days.last();
    return switch (treatment) {
      case NO_SUCH_MAILBOX, COMPLAINT, SES_LIST, INCIDENT, BY_HAND ->
        Finding.endless(subject, charges);
      case RECHECKABLE -> recheckable(subject, charges, days);
      case AMBIGUOUS_COMPLAINT ->
        suppressedUntil(newest.plusDays(policy.ambiguousComplaintDays()), subject, charges);
      case SES_GLOBAL_LIST ->
        suppressedUntil(newest.plusDays(policy.sesGlobalListDays()), subject, charges);
      case REFUSED -> repeated(policy.refused(), State.SUPPRESSED, subject, charges);
      case BLOCKED -> repeated(policy.blocked(), State.HELD, subject, charges);
      case FORWARDED -> Finding.harmless(State.WATCHED, subject, charges);
      case UNSUBSCRIBED, NOT_HELD -> Finding.harmless(State.CLEAR, subject, charges);
    };
  }

  private Finding recheckable(Subject subject, List<Charge> charges, SortedSet<LocalDate> days) {
    SuppressionPolicy.Recheckable row = policy.recheckable();
    boolean again = !days.first().plusDays(row.endlessAfterDays()).isAfter(days.last());
    return again
        ? Finding.endless(subject, charges)
        : suppressedUntil(days.last().plusDays(row.forDays()), subject, charges);
  }

  private Finding repeated(Repeats repeats, State state, Subject subject, List<Charge> charges) {
    return repeats
        .end(Finding.days(charges))
        .map(end -> Finding.until(end, state, subject, charges, today))
        .orElseGet(() -> Finding.harmless(State.WATCHED, subject, charges));
  }

  private Finding suppressedUntil(LocalDate end, Subject subject, List<Charge> charges) {
    return Finding.until(end, State.SUPPRESSED, subject, charges, today);
  }

  /**
   * The domain does not exist: several mailboxes of it said so on several days, and nothing was
   * delivered to it since. Where deliveries are not reported the latter says nothing.
   */
  private List<Finding> againstDomain(Dossier dossier) {
    SuppressionPolicy.InvalidDomain row = policy.invalidDomain();
    if (!policy.deliveryEvents()) {
      return List.of();
    }
    Optional<LocalDate> lastDelivery = dossier.delivered().stream().max(Comparator.naturalOrder());
    List<Charge> charges = Defence.ofDomain(dossier).standing(Charge.of(dossier, book)).stream()
        .filter(Hearing::saysNoSuchDomain)
        .filter(charge -> isQuiet(charge.day().minusDays(row.quietDays()), lastDelivery))
        .toList();
    return row.end(charges.stream().map(Charge::sighting).toList())
        .map(end -> List.of(suppressedUntil(end, dossier.subject(), charges)))
        .orElse(List.of());
  }

  private static boolean saysNoSuchDomain(Charge charge) {
    return charge.cause() instanceof Cause.Bounced bounced
        && bounced.classification().reason() == BounceReason.INVALID_DOMAIN;
  }

  private static boolean isQuiet(LocalDate since, Optional<LocalDate> lastDelivery) {
    return lastDelivery.map(day -> day.isBefore(since)).orElse(true);
  }

  /** By the instant: a hold ends at the hour it began. Who releases the domain ends it before. */
  private Optional<Finding> hold(Dossier domain) {
    return domain
        .incident()
        .filter(incident -> incident.holds(now))
        .filter(incident -> !Defence.ofDomain(domain).isReleasedSince(incident.opened()))
        .map(incident -> Finding.hold(domain.subject(), incident));
  }

  /** The later act wins: a suppression counts only while no release follows it. */
  private Optional<Finding> byHand(Dossier dossier) {
    return dossier.acts().stream()
        .filter(act -> !(act instanceof Act.WrongDays))
        .reduce((earlier, later) -> later)
        .filter(Act.Suppression.class::isInstance)
        .map(act -> Finding.byHand(dossier.subject(), (Act.Suppression) act, today));
  }

  private static Verdict verdict(Subject subject, List<Finding> findings, boolean lifted) {
    Optional<Finding> gravest = findings.stream().max(Finding.GRAVITY);
    Optional<Finding> original = gravest.map(finding -> original(finding, findings));
    return new Verdict(
        gravest.map(Finding::state).orElse(State.CLEAR),
        original.map(Finding::subject).orElse(subject),
        original.map(Finding::cause),
        original.map(Finding::days).orElseGet(TreeSet::new),
        gravest.filter(finding -> finding.state() != State.CLEAR).flatMap(Finding::until),
        with(Treatment.UNSUBSCRIBED, findings).map(finding -> finding.days().last()),
        with(Treatment.INCIDENT, findings).map(Finding::order),
        remarks(original, findings, lifted));
  }

  private static Set<Remark> remarks(
      Optional<Finding> original, List<Finding> findings, boolean lifted) {
    Set<Remark> remarks = EnumSet.noneOf(Remark.class);
    if (original.filter(it -> it.treatment() == Treatment.AMBIGUOUS_COMPLAINT).isPresent()) {
      remarks.add(Remark.AMBIGUOUS);
    }
    if (with(Treatment.SES_LIST, findings).isPresent()) {
      remarks.add(Remark.ON_SES_LIST);
    }
    if (lifted) {
      remarks.add(Remark.LIFTED);
    }
    return remarks;
  }

  /** SES's list only follows from an earlier bounce or complaint: it never hides that one. */
  private static Finding original(Finding gravest, List<Finding> findings) {
    if (gravest.treatment() != Treatment.SES_LIST) {
      return gravest;
    }
    return findings.stream()
        .filter(finding -> !NO_ORIGINAL.contains(finding.treatment()))
        .filter(finding -> finding.state().compareTo(State.RECHECK) >= 0)
        .max(Finding.GRAVITY)
        .orElse(gravest);
  }

  private static Optional<Finding> with(Treatment treatment, List<Finding> findings) {
    return findings.stream().filter(finding -> finding.treatment() == treatment).findFirst();
  }
}
