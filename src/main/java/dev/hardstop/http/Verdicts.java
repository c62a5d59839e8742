package dev.hardstop.http;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.RuleBook;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.suppression.Verdict;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Verdicts by today's rule book and policy: one read for as many addresses as are asked about. */
final class Verdicts {
  private final Table table;
  private final SuppressionPolicy policy;
  private final RuleBook book;
  private final InstantSource clock;

  Verdicts(Table table, SuppressionPolicy policy, RuleBook book, InstantSource clock) {
    this.table = requireNonNull(table, "table is null");
    this.policy = requireNonNull(policy, "policy is null");
    this.book = requireNonNull(book, "book is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  /** The verdict on each of these addresses. */
  Map<EmailAddress, Verdict> on(Collection<EmailAddress> addresses) {
    if (addresses.isEmpty()) {
      return Map.of();
    }
    Map<Subject, Dossier> dossiers = table.read(subjectsOf(addresses));
    Instant now = clock.instant();
    Map<EmailAddress, Verdict> verdicts = new HashMap<>();
    for (EmailAddress address : addresses) {
      verdicts.computeIfAbsent(address, asked -> judge(asked, dossiers, now));
    }
    return verdicts;
  }

  /** The verdict on one address, or on a whole domain. */
  Verdict on(Subject subject) {
    if (subject instanceof Subject.Address one) {
      return on(List.of(one.address())).get(one.address());
    }
    return policy.judge(table.read(Set.of(subject)).get(subject), book, clock.instant());
  }

  private Verdict judge(EmailAddress address, Map<Subject, Dossier> dossiers, Instant now) {
    return policy.judge(
        dossiers.get(Subject.of(address)), dossiers.get(Subject.domainOf(address)), book, now);
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
