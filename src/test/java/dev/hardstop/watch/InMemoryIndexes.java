package dev.hardstop.watch;

import dev.hardstop.diagnosis.DomainIndex;
import dev.hardstop.diagnosis.HourIndex;
import dev.hardstop.diagnosis.ResultPage;
import dev.hardstop.suppression.Subject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The index of hours and the index of domains, in memory. */
final class InMemoryIndexes implements HourIndex, DomainIndex {
  private static final int SHARDS = 2;

  private final Map<Subject, Instant> written = new TreeMap<>();

  void put(Subject subject, Instant when) {
    written.put(subject, when);
  }

  @Override
  public int shards() {
    return SHARDS;
  }

  @Override
  public ResultPage<Subject> writtenIn(Instant hour, int shard, Optional<String> cursor, int most) {
    Instant from = hour.truncatedTo(ChronoUnit.HOURS);
    List<Subject> all = written.entrySet().stream()
        .filter(entry -> entry.getValue().truncatedTo(ChronoUnit.HOURS).equals(from))
        .map(Map.Entry::getKey)
        .filter(subject -> Math.floorMod(subject.key().hashCode(), SHARDS) == shard)
        .filter(subject -> cursor.map(it -> subject.key().compareTo(it) > 0).orElse(true))
        .toList();
    List<Subject> page = all.subList(0, Math.min(most, all.size()));
    return new ResultPage<>(
        page,
        page.size() < all.size() ? Optional.of(page.get(page.size() - 1).key()) : Optional.empty());
  }

  @Override
  public ResultPage<Subject.Address> addressesOf(String domain, Optional<String> cursor, int most) {
    List<Subject.Address> all = written.keySet().stream()
        .filter(subject -> subject.domain().equals(domain))
        .map(Subject.Address.class::cast)
        .toList();
    return new ResultPage<>(
        all.subList(0, Math.min(most, all.size())),
        all.size() > most ? Optional.of("more") : Optional.empty());
  }
}
