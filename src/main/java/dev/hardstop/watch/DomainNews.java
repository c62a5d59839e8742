package dev.hardstop.watch;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.diagnosis.DomainActivity;
import dev.hardstop.suppression.DeliveredRecipients;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is new at a domain: what is needed of it, for so many addresses may have news that their
 * dossiers fill the memory.
 *
 * @param activity of the addresses with news alone
 * @param addresses for each of them, why it bounced yesterday or today
 * @param delivered who of the domain was delivered to
 */
record DomainNews(
    DomainActivity activity, List<Set<BounceReason>> addresses, DeliveredRecipients delivered) {
  DomainNews {
    addresses = List.copyOf(addresses);
  }

  String domain() {
    return activity.domain();
  }

  /** How many recipients were delivered to in the days that are kept. */
  int deliveredRecipients() {
    Set<String> hashes =
        delivered.byDay().values().stream().flatMap(Set::stream).collect(Collectors.toSet());
    return hashes.size();
  }
}
