package dev.hardstop.http;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.RuleBook;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.Dossiers;
import dev.hardstop.suppression.Dossiers.DossierBatch;
import dev.hardstop.suppression.ReadResults;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.suppression.Tombstone;
import dev.hardstop.suppression.UnreadableItemException;
import dev.hardstop.suppression.Verdict;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads dossiers in batches and judges them by today's rule book and policy. */
final class Verdicts {
  private final Dossiers dossiers;
  private final SuppressionPolicy policy;
  private final RuleBook book;
  private final InstantSource clock;

  Verdicts(Dossiers dossiers, SuppressionPolicy policy, RuleBook book, InstantSource clock) {
    this.dossiers = requireNonNull(dossiers, "dossiers is null");
    this.policy = requireNonNull(policy, "policy is null");
    this.book = requireNonNull(book, "book is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  /**
   * Returns the verdicts on these addresses and domains. A subject has no verdict if its dossier or the dossier of
   * its domain cannot be read.
   *
   * @param stream a stream of the policy; empty for the gravest verdict over all streams
   */
  ReadResults<Subject, Verdict> on(
      Collection<? extends Subject> subjects, Optional<String> stream) {
    Judging judging = new Judging(Set.copyOf(subjects), stream);
    dossiers.readInBatches(domainsFirst(subjects), judging::add);
    return new ReadResults<>(judging.verdicts, judging.unreadable);
  }

  /** The verdict on one address, or on a whole domain, for mail of any stream. */
  Verdict on(Subject subject) {
    return on(List.of(subject), Optional.empty()).get(subject);
  }

  /** Returns the subjects grouped by domain, each domain before its addresses. */
  private static List<Subject> domainsFirst(Collection<? extends Subject> subjects) {
    Map<String, Set<Subject>> byDomain = new LinkedHashMap<>();
    for (Subject subject : subjects) {
      byDomain
          .computeIfAbsent(
              subject.domain(), domain -> new LinkedHashSet<>(Set.of(new Subject.Domain(domain))))
          .add(subject);
    }
    return byDomain.values().stream().flatMap(Set::stream).toList();
  }

  /**
   * Judges the dossiers of addresses one after another, so that memory holds only a few of them. The dossiers of
   * domains are decoded once per batch. The dossier of the last domain is kept for the next batch.
   */
  private final class Judging {
    private final Set<Subject> asked;
    private final Optional<String> stream;
    private final Map<Subject, Verdict> verdicts = new HashMap<>();
    private final Map<Subject, UnreadableItemException> unreadable = new HashMap<>();
    private ReadResults<Subject, Dossier> lastDomain = ReadResults.of(Map.of());

    private Judging(Set<Subject> asked, Optional<String> stream) {
      this.asked = asked;
      this.stream = stream;
    }

    private void add(DossierBatch batch) {
      Instant now = clock.instant();
      Map<Boolean, List<Subject>> subjects = batch.subjects().stream()
          .collect(Collectors.partitioningBy(Subject.Domain.class::isInstance));
      ReadResults<Subject, Dossier> domains = lastDomain.and(
          ReadResults.reading(subjects.get(true), domain -> batch.get(domain).dossier()));
      Map<EmailAddress, Tombstone> tombstones = dossiers.tombstones(
          subjects.get(false).stream()
              .map(subject -> ((Subject.Address) subject).address())
              .toList(),
          domains.found().values());
      for (Subject subject : batch.subjects()) {
        if (asked.contains(subject)) {
          judge(subject, batch, domains, tombstones, now);
        }
      }
      Subject last = batch.subjects().get(batch.subjects().size() - 1);
      lastDomain = ReadResults.reading(List.of(new Subject.Domain(last.domain())), domains::get);
    }

    private void judge(
        Subject subject,
        DossierBatch batch,
        ReadResults<Subject, Dossier> domains,
        Map<EmailAddress, Tombstone> tombstones,
        Instant now) {
      try {
        Dossier ofDomain = domains.get(new Subject.Domain(subject.domain()));
        // The verdict on a domain equals the verdict on one of its addresses about which nothing is
        // known.
        Dossier own = subject instanceof Subject.Domain
            ? Dossier.empty(subject)
            : batch
                .get(subject)
                .dossier()
                .with(Optional.ofNullable(tombstones.get(((Subject.Address) subject).address())));
        verdicts.put(
            subject,
            stream.isEmpty()
                ? policy.judge(own, ofDomain, book, now)
                : policy.judge(own, ofDomain, stream.get(), book, now));
      } catch (UnreadableItemException broken) {
        unreadable.put(subject, broken);
      }
    }
  }
}
