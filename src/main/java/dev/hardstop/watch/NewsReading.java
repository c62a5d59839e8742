package dev.hardstop.watch;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.hardstop.classification.RuleBook;
import dev.hardstop.diagnosis.DomainActivity;
import dev.hardstop.suppression.DeliveredRecipients;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.ParallelRunner;
import dev.hardstop.suppression.ReadResults;
import dev.hardstop.suppression.RecordedDossier;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.SuppressionList;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.watchstate.WatchState.ReadProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/** Reads what the dossiers of addresses with news say, several requests side by side. */
final class NewsReading {
  /** So many dossiers are in memory at once. */
  private static final int AT_ONCE = 500;

  /** Keys of one request. */
  private static final int TOGETHER = 100;

  private final SuppressionList list;
  private final RuleBook book;
  private final SuppressionPolicy policy;
  private final Duration deliveryWait;
  private final ParallelRunner readers;

  NewsReading(
      SuppressionList list,
      RuleBook book,
      SuppressionPolicy policy,
      Duration deliveryWait,
      ParallelRunner readers) {
    this.list = requireNonNull(list, "list is null");
    this.book = requireNonNull(book, "book is null");
    this.policy = requireNonNull(policy, "policy is null");
    this.deliveryWait = requireNonNull(deliveryWait, "deliveryWait is null");
    this.readers = requireNonNull(readers, "readers is null");
  }

  /**
   * Reads on by the hours, as {@link HourReading#read} says, and tells what is new of each domain,
   * of one with much news in parts. What cannot be read is passed over, and {@code missing} says so.
   */
  ReadProgress read(
      HourReading hours,
      Optional<ReadProgress> from,
      Instant now,
      int most,
      BooleanSupplier outOfTime,
      SkippedSteps missing,
      Consumer<DomainNews> told) {
    Set<Subject.Address> waiting = new HashSet<>();
    ReadProgress progress = hours.read(from, now, most, outOfTime, page -> {
      waiting.addAll(page);
      if (waiting.size() >= AT_ONCE) {
        of(waiting, now, missing).forEach(told);
        waiting.clear();
      }
    });
    of(waiting, now, missing).forEach(told);
    return progress;
  }

  private Collection<DomainNews> of(
      Set<Subject.Address> addresses, Instant now, SkippedSteps missing) {
    Map<String, List<Subject.Address>> byDomain =
        addresses.stream().collect(groupingBy(Subject::domain, TreeMap::new, toList()));
    Set<Subject> subjects = new HashSet<>(addresses);
    byDomain.keySet().forEach(domain -> subjects.add(new Subject.Domain(domain)));
    ReadResults<Subject, RecordedDossier> dossiers =
        together(subjects, some -> list.recorded(some, dossier -> policy.keeps(dossier, book)));
    ReadResults<String, DeliveredRecipients> delivered =
        together(byDomain.keySet(), list::delivered);
    missing.addUnreadable(dossiers.unreadable().values());
    missing.addUnreadable(delivered.unreadable().values());
    List<DomainNews> news = new ArrayList<>();
    byDomain.forEach((domain, its) -> {
      Subject ofDomain = new Subject.Domain(domain);
      if (dossiers.find(ofDomain).isEmpty() || delivered.find(domain).isEmpty()) {
        return;
      }
      List<RecordedDossier> ofAddresses =
          its.stream().flatMap(address -> dossiers.find(address).stream()).toList();
      DomainActivity activity = DomainActivity.of(
          domain,
          ofAddresses,
          dossiers.get(ofDomain).dossier(),
          delivered.get(domain),
          book,
          now.minus(deliveryWait),
          now,
          true);
      List<Dossier> ofNews = ofAddresses.stream().map(RecordedDossier::dossier).toList();
      news.add(new DomainNews(activity, ofNews, delivered.get(domain)));
    });
    return news;
  }

  private <K, V> ReadResults<K, V> together(Set<K> keys, Function<Set<K>, ReadResults<K, V>> read) {
    List<K> all = new ArrayList<>(keys);
    List<Set<K>> parts = new ArrayList<>();
    for (int from = 0; from < all.size(); from += TOGETHER) {
      parts.add(Set.copyOf(all.subList(from, Math.min(from + TOGETHER, all.size()))));
    }
    return readers.map(parts, read).stream().reduce(ReadResults.of(Map.of()), ReadResults::and);
  }
}
