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
import dev.hardstop.suppression.UnreadableItemException;
import dev.hardstop.suppression.Verdict;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

  /** The verdict on each of these addresses for mail of any stream. */
  ReadResults<EmailAddress, Verdict> on(Collection<EmailAddress> addresses) {
    return on(addresses, Optional.empty());
  }

  /**
   * The verdict on each of these addresses. An address has none if its dossier or the dossier of its
   * domain cannot be read.
   *
   * @param stream one of the policy's; empty for the gravest verdict over all
   */
  ReadResults<EmailAddress, Verdict> on(
      Collection<EmailAddress> addresses, Optional<String> stream) {
    Judging judging = new Judging(stream);
    dossiers.readInBatches(domainsFirst(addresses), judging::add);
    return new ReadResults<>(judging.verdicts, judging.unreadable);
  }

  /** The verdict on one address, or on a whole domain. */
  Verdict on(Subject subject) {
    if (subject instanceof Subject.Address one) {
      return on(List.of(one.address())).get(one.address());
    }
    return policy.judge(dossiers.read(Set.of(subject)).get(subject), book, clock.instant());
  }

  /** The domain of the addresses, then its addresses, for one domain after another. */
  private static List<Subject> domainsFirst(Collection<EmailAddress> addresses) {
    Map<Subject, Set<Subject>> byDomain = new LinkedHashMap<>();
    for (EmailAddress address : addresses) {
      byDomain
          .computeIfAbsent(Subject.domainOf(address), domain -> new LinkedHashSet<>())
          .add(Subject.of(address));
    }
    List<Subject> subjects = new ArrayList<>();
    byDomain.forEach((domain, itsAddresses) -> {
      subjects.add(domain);
      subjects.addAll(itsAddresses);
    });
    return subjects;
  }

  /**
   * Judges one dossier after another, so that memory holds few of them: only the dossier of the
   * newest domain is kept.
   */
  private final class Judging {
    private final Optional<String> stream;
    private final Map<EmailAddress, Verdict> verdicts = new HashMap<>();
    private final Map<EmailAddress, UnreadableItemException> unreadable = new HashMap<>();
    private ReadResults<Subject, Dossier> domain = ReadResults.of(Map.of());

    private Judging(Optional<String> stream) {
      this.stream = stream;
    }

    private void add(DossierBatch batch) {
      Instant now = clock.instant();
      for (Subject subject : batch.subjects()) {
        if (subject instanceof Subject.Address address) {
          judge(address, batch, now);
        } else {
          domain = ReadResults.reading(List.of(subject), one -> batch.get(one).dossier());
        }
      }
    }

    private void judge(Subject.Address address, DossierBatch batch, Instant now) {
      try {
        Dossier own = batch.get(address).dossier();
        Dossier ofDomain = domain.get(Subject.domainOf(address.address()));
        verdicts.put(
            address.address(),
            stream.isEmpty()
                ? policy.judge(own, ofDomain, book, now)
                : policy.judge(own, ofDomain, stream.get(), book, now));
      } catch (UnreadableItemException broken) {
        unreadable.put(address.address(), broken);
      }
    }
  }
}
