package dev.hardstop.http;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.RuleBook;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.DossierBatch;
import dev.hardstop.suppression.Dossiers;
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
import java.util.Set;
import java.util.function.Supplier;

/** Verdicts by today's rule book and policy: one read for as many addresses as are asked about. */
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
   * The verdict on each of these addresses; none where the dossier of the address or of its domain
   * cannot be read.
   */
  ReadResults<EmailAddress, Verdict> on(Collection<EmailAddress> addresses) {
    Judging judging = new Judging();
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

  /** Each domain, and behind it those of its addresses that are asked about. */
  private static List<Subject> domainsFirst(Collection<EmailAddress> addresses) {
    Map<Subject, Set<Subject>> byDomain = new LinkedHashMap<>();
    for (EmailAddress address : addresses) {
      byDomain
          .computeIfAbsent(Subject.domainOf(address), none -> new LinkedHashSet<>())
          .add(Subject.of(address));
    }
    List<Subject> subjects = new ArrayList<>();
    byDomain.forEach((domain, its) -> {
      subjects.add(domain);
      subjects.addAll(its);
    });
    return subjects;
  }

  /** Judges one dossier after another. Of all that was read it keeps the newest domain's dossier. */
  private final class Judging {
    private final Map<EmailAddress, Verdict> verdicts = new HashMap<>();
    private final Map<EmailAddress, UnreadableItemException> unreadable = new HashMap<>();
    private Supplier<Dossier> domain;

    private void add(DossierBatch batch) {
      Instant now = clock.instant();
      for (Subject subject : batch.subjects()) {
        if (subject instanceof Subject.Address address) {
          judge(address, batch, now);
        } else {
          domain = read(subject, batch);
        }
      }
    }

    private Supplier<Dossier> read(Subject subject, DossierBatch batch) {
      try {
        Dossier dossier = batch.get(subject).dossier();
        return () -> dossier;
      } catch (UnreadableItemException broken) {
        return () -> {
          throw broken;
        };
      }
    }

    private void judge(Subject.Address address, DossierBatch batch, Instant now) {
      try {
        Dossier dossier = batch.get(address).dossier();
        verdicts.put(address.address(), policy.judge(dossier, domain.get(), book, now));
      } catch (UnreadableItemException broken) {
        unreadable.put(address.address(), broken);
      }
    }
  }
}
