package dev.hardstop.suppression;

import dev.hardstop.classification.RuleBook;
import dev.hardstop.suppression.PolicyRow.Property;
import dev.hardstop.suppression.Verdict.Remark;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
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
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The evaluation of one verdict. Today's rule book classifies the evidence, and evidence that is lifted
 * no longer counts. From the rest, each row of the policy makes one candidate, or one for each stream.
 * A manual suppression, an incident of the domain, and what is kept of an erased address are candidates
 * as well. The gravest candidate is the verdict.
 */
final class VerdictEvaluation {
  private final SuppressionPolicy policy;
  private final Optional<String> stream;
  private final RuleBook book;
  private final Instant now;
  private final LocalDate today;

  /**
   * @param stream the stream of the mail in question; empty if the mail may be of any stream
   */
  VerdictEvaluation(SuppressionPolicy policy, Optional<String> stream, RuleBook book, Instant now) {
    this.policy = policy;
    this.stream = stream;
    this.book = book;
    this.now = now;
    this.today = LocalDate.ofInstant(now, ZoneOffset.UTC);
  }

  /** The verdict on everything that is held against an address or its domain. */
  Verdict judge(Dossier address, Dossier domain) {
    Stream<Candidate> ofDomain = Stream.of(
            againstDomain(domain).stream(), manual(domain), incident(domain).stream())
        .flatMap(some -> some);
    return judge(address, domain, ofDomain);
  }

  /** The verdict on what is held against the address itself. */
  Verdict judgeOwn(Dossier address, Dossier domain) {
    return judge(address, domain, Stream.empty());
  }

  private Verdict judge(Dossier address, Dossier domain, Stream<Candidate> ofDomain) {
    List<DatedEvidence> evidence = DatedEvidence.of(address, book).stream()
        .filter(it -> !it.isRepeatedWithoutTags(policy.streams()) && concerns(it))
        .toList();
    LiftedEvidence lifted = LiftedEvidence.ofAddress(address, evidence, domain, today, policy);
    List<Candidate> candidates = Stream.of(
            againstAddress(address.subject(), lifted.remaining(evidence)),
            manual(address),
            kept(address),
            ofDomain)
        .flatMap(some -> some)
        .filter(this::concerns)
        .toList();
    return verdict(address.subject(), candidates, lifted.hasLifted(evidence, policy));
  }

  private boolean concerns(DatedEvidence evidence) {
    return stream
        .flatMap(asked -> evidence.stream(policy.streams()).map(asked::equals))
        .orElse(true);
  }

  private boolean concerns(Candidate candidate) {
    return candidate.streams().isEmpty()
        || stream.map(candidate.streams()::contains).orElse(true);
  }

  /**
   * The verdict that one row of the policy leads to.
   *
   * @param streams the streams that it counts for; empty for all
   * @param until the first day on which it no longer suppresses; empty where there is no end
   * @param order the {@linkplain Evidence#order order} of its newest evidence, or an id; computed only if all
   *     else is equal
   */
  private record Candidate(
      VerdictState state,
      PolicyRow row,
      Subject subject,
      VerdictCause cause,
      Set<String> streams,
      SortedSet<LocalDate> days,
      Optional<LocalDate> until,
      Supplier<String> order) {

    /** The gravest is the greatest: by state, then the latest end (no end is the latest), then the row. */
    static final Comparator<Candidate> GRAVITY = Comparator.comparing(Candidate::state)
        .thenComparing(candidate -> candidate.until.orElse(LocalDate.MAX))
        .thenComparing(Candidate::row)
        .thenComparing(candidate -> candidate.order.get());

    static Candidate of(
        PolicyTerms.Effect effect,
        Subject subject,
        PolicyRow row,
        Set<String> streams,
        List<DatedEvidence> evidence) {
      DatedEvidence newest = Collections.max(evidence, DatedEvidence.AGE);
      return new Candidate(
          effect.state(),
          row,
          subject,
          newest.cause(),
          streams,
          evidence.stream().map(DatedEvidence::day).collect(Collectors.toCollection(TreeSet::new)),
          effect.until(),
          newest.evidence()::order);
    }
  }

  private Stream<Candidate> againstAddress(Subject subject, List<DatedEvidence> evidence) {
    Map<PolicyRow, List<DatedEvidence>> byRow = evidence.stream()
        .collect(Collectors.groupingBy(
            DatedEvidence::row, () -> new EnumMap<>(PolicyRow.class), Collectors.toList()));
    return byRow.entrySet().stream()
        .flatMap(row -> byStream(row.getKey(), row.getValue()).entrySet().stream()
            .map(its -> Candidate.of(
                effect(row.getKey(), its.getValue()),
                subject,
                row.getKey(),
                its.getKey().map(Set::of).orElse(Set.of()),
                its.getValue())));
  }

  private Map<Optional<String>, List<DatedEvidence>> byStream(
      PolicyRow row, List<DatedEvidence> evidence) {
    return row.has(Property.COUNTS_FOR_ITS_STREAM)
        ? evidence.stream().collect(Collectors.groupingBy(it -> it.stream(policy.streams())))
        : Map.of(Optional.empty(), evidence);
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
        : Optional.of(
            Candidate.of(effect, domain.subject(), PolicyRow.NO_SUCH_DOMAIN, Set.of(), evidence));
  }

  /**
   * The later action applies: a suppression counts only while no release follows it, and only for the streams
   * that no later suppression names.
   */
  private Stream<Candidate> manual(Dossier dossier) {
    List<ManualAction> newestFirst = new ArrayList<>(dossier.manualActions());
    Collections.reverse(newestFirst);
    Set<String> later = new TreeSet<>();
    List<Candidate> candidates = new ArrayList<>();
    for (ManualAction action : newestFirst) {
      if (action instanceof ManualAction.Release) {
        break;
      }
      if (action instanceof ManualAction.Suppression suppression) {
        streams(suppression, later)
            .map(streams -> manual(dossier.subject(), suppression, streams))
            .ifPresent(candidates::add);
        later.addAll(suppression.streams());
        if (suppression.streams().isEmpty()) {
          break;
        }
      }
    }
    return candidates.stream();
  }

  /**
   * The streams that a manual suppression still counts for: an empty set for all streams, and an empty result
   * if later suppressions replace it. The mail of a stream that is no longer configured cannot be recognised,
   * so its suppression counts for all streams, but replaces only suppressions that name the same stream.
   */
  private Optional<Set<String>> streams(ManualAction.Suppression suppression, Set<String> later) {
    Set<String> listed = policy.streams().names();
    Set<String> its = new TreeSet<>(suppression.streams());
    if (its.isEmpty() && later.stream().anyMatch(listed::contains)) {
      its.addAll(listed);
    } else if (its.isEmpty()) {
      return Optional.of(Set.of());
    }
    its.removeAll(later);
    if (its.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(listed.containsAll(its) ? its : Set.of());
  }

  private Candidate manual(Subject subject, ManualAction.Suppression action, Set<String> streams) {
    PolicyTerms.Effect effect = action
        .until()
        .map(end -> PolicyTerms.Effect.until(end, VerdictState.SUPPRESSED, today))
        .orElse(PolicyTerms.Effect.without(VerdictState.SUPPRESSED));
    return new Candidate(
        effect.state(),
        PolicyRow.MANUAL,
        subject,
        new VerdictCause.OfManualAction(action),
        streams,
        new TreeSet<>(Set.of(LocalDate.ofInstant(action.at(), ZoneOffset.UTC))),
        effect.until(),
        action::id);
  }

  /** What is kept of an erased address counts until its end; then nothing is known any more. */
  private Stream<Candidate> kept(Dossier address) {
    return address.tombstone().stream()
        .filter(tombstone -> tombstone.isInForce(today))
        .map(tombstone -> new Candidate(
            tombstone.state(),
            PolicyRow.ERASED,
            address.subject(),
            new VerdictCause.OfTombstone(tombstone),
            Set.of(),
            new TreeSet<>(),
            tombstone.until(),
            () -> ""));
  }

  private Optional<Candidate> incident(Dossier domain) {
    return domain
        .holdingIncident(now)
        .map(incident -> new Candidate(
            VerdictState.HELD,
            PolicyRow.INCIDENT,
            domain.subject(),
            new VerdictCause.OfIncident(incident.id()),
            Set.of(),
            new TreeSet<>(Set.of(incident.from())),
            Optional.of(incident.holdsUntil()),
            incident::id));
  }

  private Verdict verdict(Subject subject, List<Candidate> candidates, boolean hasLifted) {
    Optional<Candidate> gravest = candidates.stream().max(Candidate.GRAVITY);
    Optional<Candidate> original = gravest.map(candidate -> original(candidate, candidates));
    return new Verdict(
        gravest.map(Candidate::state).orElse(VerdictState.CLEAR),
        original.map(Candidate::subject).orElse(subject),
        original.map(Candidate::cause),
        original.map(candidate -> days(candidate, candidates)).orElseGet(TreeSet::new),
        gravest
            .filter(candidate -> candidate.state() != VerdictState.CLEAR)
            .flatMap(Candidate::until),
        unsubscribed(candidates),
        find(PolicyRow.INCIDENT, candidates).map(it -> it.order().get()),
        gravest.map(candidate -> streams(candidate, candidates)).orElseGet(TreeSet::new),
        remarks(original, candidates, hasLifted));
  }

  /** The days of the whole row of a candidate, whatever its streams. */
  private static SortedSet<LocalDate> days(Candidate original, List<Candidate> candidates) {
    return candidates.stream()
        .filter(it -> it.row() == original.row()
            && it.state() == original.state()
            && it.subject().equals(original.subject()))
        .flatMap(it -> it.days().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * The streams that the verdict holds for; empty for all. A hold and a suppression both mean that
   * mail must not be sent.
   */
  private SortedSet<String> streams(Candidate gravest, List<Candidate> candidates) {
    return gravest.state() == VerdictState.CLEAR
        ? new TreeSet<>()
        : union(candidates.stream()
            .filter(it -> gravest.state().isSuppressed()
                ? it.state().isSuppressed()
                : it.state() == gravest.state())
            .toList());
  }

  private Optional<Verdict.Unsubscribed> unsubscribed(List<Candidate> candidates) {
    List<Candidate> its =
        candidates.stream().filter(it -> it.row() == PolicyRow.UNSUBSCRIBED).toList();
    return its.stream()
        .map(it -> it.days().last())
        .max(Comparator.naturalOrder())
        .map(day -> new Verdict.Unsubscribed(day, union(its)));
  }

  /**
   * The streams of all these candidates, or only the stream in question; empty if a candidate counts for all.
   */
  private SortedSet<String> union(List<Candidate> candidates) {
    SortedSet<String> all = new TreeSet<>();
    if (candidates.stream().noneMatch(it -> it.streams().isEmpty())) {
      candidates.forEach(it -> all.addAll(it.streams()));
      stream.ifPresent(asked -> all.retainAll(Set.of(asked)));
    }
    return all;
  }

  /**
   * SES adds an address to its list because of an earlier bounce or complaint. If that is known and still
   * counts, it is the cause, and the list never hides it.
   */
  private static Candidate original(Candidate gravest, List<Candidate> candidates) {
    if (!gravest.row().has(Property.REFUSAL_OF_SES)) {
      return gravest;
    }
    boolean isHeld = gravest.state() != VerdictState.CLEAR;
    return candidates.stream()
        .filter(it -> !it.row().has(Property.REFUSAL_OF_SES) && it.row() != PolicyRow.INCIDENT)
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
    if (candidates.stream().anyMatch(it -> it.row().has(Property.REFUSAL_OF_SES))) {
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
