package dev.hardstop.watch;

import static java.util.Objects.requireNonNull;

import dev.hardstop.diagnosis.Thresholds;
import dev.hardstop.watchstate.PostponedDomain;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which domains of some news are worth a look as a whole: those that were delivered to as much before
 * as an incident takes.
 */
final class IncidentCandidates {
  /**
   * With so many, no more news is read before they are examined: so many, those of the last page and
   * the incidents that last fit into one item of the table, where they are left if time runs out.
   */
  private static final int ENOUGH = 500;

  private final Thresholds.Opening opening;
  private final Instant now;
  private final Map<String, Integer> delivered = new HashMap<>();
  private int domains;
  private int addresses;

  /**
   * @param now when the news is read
   */
  IncidentCandidates(Thresholds thresholds, Instant now) {
    this.opening = thresholds.opening();
    this.now = requireNonNull(now, "now is null");
  }

  void add(DomainNews news) {
    domains++;
    addresses += news.addresses().size();
    if (news.deliveredRecipients() >= opening.deliveredBefore()) {
      delivered.merge(news.domain(), news.addresses().size(), Integer::sum);
    }
  }

  /** Whether these are to be examined before more news is read. */
  boolean isEnough() {
    return delivered.size() >= ENOUGH;
  }

  /** How many domains had news; one whose news came in two parts counts twice. */
  int domains() {
    return domains;
  }

  /** How many addresses had news; one that was read twice counts twice. */
  int addresses() {
    return addresses;
  }

  SortedSet<PostponedDomain> mostUrgentFirst() {
    SortedSet<PostponedDomain> all = new TreeSet<>();
    delivered.forEach((domain, count) -> all.add(new PostponedDomain(domain, count, now)));
    return all;
  }
}
