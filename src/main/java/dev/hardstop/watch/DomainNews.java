package dev.hardstop.watch;

import dev.hardstop.diagnosis.DomainActivity;
import dev.hardstop.suppression.DeliveredRecipients;
import dev.hardstop.suppression.Dossier;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is new at a domain.
 *
 * @param activity of the addresses with news alone
 * @param addresses their dossiers
 * @param delivered who of the domain was delivered to
 */
record DomainNews(DomainActivity activity, List<Dossier> addresses, DeliveredRecipients delivered) {
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
