package dev.hardstop.http;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.RuleBook;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.Dossiers;
import dev.hardstop.suppression.ReadResults;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.suppression.Verdict;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
    if (addresses.isEmpty()) {
      return ReadResults.of(Map.of());
    }
    ReadResults<Subject, Dossier> read = dossiers.read(subjectsOf(addresses));
    Instant now = clock.instant();
    return ReadResults.reading(Set.copyOf(addresses), address -> judge(address, read, now));
  }

  /** The verdict on one address, or on a whole domain. */
  Verdict on(Subject subject) {
    if (subject instanceof Subject.Address one) {
      return on(List.of(one.address())).get(one.address());
    }
    return policy.judge(dossiers.read(Set.of(subject)).get(subject), book, clock.instant());
  }

  private Verdict judge(EmailAddress address, ReadResults<Subject, Dossier> read, Instant now) {
    return policy.judge(
        read.get(Subject.of(address)), read.get(Subject.domainOf(address)), book, now);
  }

  private static Set<Subject> subjectsOf(Collection<EmailAddress> addresses) {
    Set<Subject> subjects = new HashSet<>();
    for (EmailAddress address : addresses) {
      subjects.add(Subject.of(address));
      subjects.add(Subject.domainOf(address));
    }
    return subjects;
  }
}
