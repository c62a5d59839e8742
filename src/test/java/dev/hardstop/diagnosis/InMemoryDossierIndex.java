package dev.hardstop.diagnosis;

import dev.hardstop.suppression.InMemoryDossierTable;
import dev.hardstop.suppression.Subject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The index of the table in memory. Its pages are in the order of the keys. */
public class InMemoryDossierIndex implements DossierIndex {
  private static final int SHARDS = 2;

  private final Map<Subject, Instant> written = new TreeMap<>();

  /** An index without subjects. */
  public InMemoryDossierIndex() {}

  /** The addresses with a dossier in this table, all of them written long ago. */
  InMemoryDossierIndex(InMemoryDossierTable table) {
    table.all().keySet().stream()
        .filter(Subject.Address.class::isInstance)
        .forEach(subject -> put(subject, Instant.EPOCH));
  }

  /** Adds a subject, or moves it to the hour of its last writing. */
  public final void put(Subject subject, Instant when) {
    written.put(subject, when);
  }

  Set<String> domains() {
    return written.keySet().stream()
        .map(Subject::domain)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public ResultPage<Subject.Address> addressesOf(String domain, Optional<String> cursor, int most) {
    return page(
        written.keySet().stream()
            .filter(Subject.Address.class::isInstance)
            .map(Subject.Address.class::cast)
            .filter(address -> address.domain().equals(domain))
            .toList(),
        cursor,
        most);
  }

  @Override
  public ResultPage<Subject> all(Optional<String> cursor, int most) {
    return page(List.copyOf(written.keySet()), cursor, most);
  }

  @Override
  public int shards() {
    return SHARDS;
  }

  @Override
  public ResultPage<Subject> writtenIn(Instant hour, int shard, Optional<String> cursor, int most) {
    Instant from = hour.truncatedTo(ChronoUnit.HOURS);
    return page(
        written.entrySet().stream()
            .filter(entry -> entry.getValue().truncatedTo(ChronoUnit.HOURS).equals(from))
            .map(Map.Entry::getKey)
            .filter(subject -> Math.floorMod(subject.key().hashCode(), SHARDS) == shard)
            .toList(),
        cursor,
        most);
  }

  /** The cursor is the key of the last subject of a page. */
  private static <S extends Subject> ResultPage<S> page(
      List<S> all, Optional<String> cursor, int most) {
    List<S> rest = all.stream()
        .filter(subject -> cursor.map(it -> subject.key().compareTo(it) > 0).orElse(true))
        .toList();
    List<S> page = rest.subList(0, Math.min(most, rest.size()));
    return new ResultPage<>(
        page, page.size() < rest.size() ? Optional.of(page.get(most - 1).key()) : Optional.empty());
  }
}
