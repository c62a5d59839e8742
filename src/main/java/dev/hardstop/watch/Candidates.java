package dev.hardstop.watch;

import static java.util.Objects.requireNonNull;

import dev.hardstop.diagnosis.DomainIndex;
import dev.hardstop.diagnosis.IncidentReport;
import dev.hardstop.diagnosis.Thresholds;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which domains are worth a look as a whole: those of incidents that last, and those with news that
 * have as many bad addresses, and were delivered to as much before, as an incident takes. To know of
 * a domain with little news how many bad addresses it has costs a small question to the index.
 */
final class Candidates {
  private final Thresholds.Opening opening;
  private final DomainIndex index;
  private final Map<String, Integer> addresses = new HashMap<>();
  private final Set<String> delivered = new TreeSet<>();

  Candidates(Thresholds thresholds, DomainIndex index) {
    this.opening = thresholds.opening();
    this.index = requireNonNull(index, "index is null");
  }

  void add(DomainNews news) {
    addresses.merge(news.domain(), news.addresses().size(), Integer::sum);
    if (news.deliveredRecipients() >= opening.deliveredBefore()) {
      delivered.add(news.domain());
    }
  }

  /** How many domains had news. */
  int domains() {
    return addresses.size();
  }

  /** How many addresses had news; one that was read twice counts twice. */
  int addresses() {
    return addresses.values().stream().mapToInt(Integer::intValue).sum();
  }

  Collection<String> worthALook(List<IncidentReport> lasting, SideBySide readers) {
    Set<String> worth = new TreeSet<>();
    lasting.stream()
        .filter(incident -> incident.scope() == IncidentReport.Scope.DOMAIN)
        .forEach(incident -> worth.addAll(incident.domains()));
    List<String> unsure = delivered.stream()
        .filter(domain -> addresses.get(domain) < opening.addresses())
        .filter(domain -> !worth.contains(domain))
        .toList();
    worth.addAll(delivered);
    unsure.forEach(worth::remove);
    readers
        .each(unsure, domain -> hasEnough(domain) ? Optional.of(domain) : Optional.<String>empty())
        .forEach(domain -> domain.ifPresent(worth::add));
    return worth;
  }

  private boolean hasEnough(String domain) {
    return index
            .addressesOf(domain, Optional.empty(), opening.addresses())
            .items()
            .size()
        >= opening.addresses();
  }
}
