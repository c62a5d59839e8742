package dev.hardstop.diagnosis;

import dev.hardstop.suppression.InMemoryDossierTable;
import dev.hardstop.suppression.Subject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The index of an in-memory list, in the order of the keys, because the list keeps no times of writing. */
final class InMemoryDomainIndex implements DomainIndex {
  private final List<Subject.Address> addresses;

  InMemoryDomainIndex(InMemoryDossierTable list) {
    addresses = list.all().keySet().stream()
        .filter(Subject.Address.class::isInstance)
        .map(Subject.Address.class::cast)
        .sorted()
        .toList();
  }

  Set<String> domains() {
    return addresses.stream().map(Subject::domain).collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public ResultPage<Subject.Address> addressesOf(String domain, Optional<String> cursor, int most) {
    List<Subject.Address> all =
        addresses.stream().filter(address -> address.domain().equals(domain)).toList();
    int from = cursor.map(Integer::parseInt).orElse(0);
    int to = Math.min(all.size(), from + most);
    return new ResultPage<>(
        all.subList(from, to),
        to < all.size() ? Optional.of(Integer.toString(to)) : Optional.empty());
  }
}
