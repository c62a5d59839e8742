package dev.hardstop.watch;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.hardstop.classification.RuleBook;
import dev.hardstop.diagnosis.DomainPicture;
import dev.hardstop.logbook.Progress;
import dev.hardstop.suppression.DeliveredRecipients;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.SuppressionList;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
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
  private static final int AT_ONCE = 1_000;

  /** Keys of one request. */
  private static final int TOGETHER = 100;

  private final SuppressionList list;
  private final RuleBook book;
  private final SideBySide readers;

  NewsReading(SuppressionList list, RuleBook book, SideBySide readers) {
    this.list = requireNonNull(list, "list is null");
    this.book = requireNonNull(book, "book is null");
    this.readers = requireNonNull(readers, "readers is null");
  }

  /**
   * Reads on by the hours, as {@link HourReading#read} says, and tells what is new of each domain,
   * of one with much news in parts.
   */
  Progress read(
      HourReading hours,
      Optional<Progress> from,
      Instant now,
      int most,
      BooleanSupplier outOfTime,
      Consumer<DomainNews> told) {
    Set<Subject.Address> waiting = new HashSet<>();
    Progress progress = hours.read(from, now, most, outOfTime, page -> {
      waiting.addAll(page);
      if (waiting.size() >= AT_ONCE) {
        of(waiting, now).forEach(told);
        waiting.clear();
      }
    });
    of(waiting, now).forEach(told);
    return progress;
  }

  private Collection<DomainNews> of(Set<Subject.Address> addresses, Instant now) {
    Map<String, List<Subject.Address>> byDomain =
        addresses.stream().collect(groupingBy(Subject::domain, TreeMap::new, toList()));
    Set<Subject> subjects = new HashSet<>(addresses);
    byDomain.keySet().forEach(domain -> subjects.add(new Subject.Domain(domain)));
    Map<Subject, Dossier> dossiers = together(subjects, list::read);
    Map<String, DeliveredRecipients> delivered = together(byDomain.keySet(), list::delivered);
    List<DomainNews> news = new ArrayList<>();
    byDomain.forEach((domain, its) -> {
      List<Dossier> ofAddresses = its.stream().<Dossier>map(dossiers::get).toList();
      DomainPicture picture = DomainPicture.of(
          domain,
          ofAddresses,
          dossiers.get(new Subject.Domain(domain)),
          delivered.get(domain),
          book,
          now,
          true);
      news.add(new DomainNews(picture, ofAddresses, delivered.get(domain)));
    });
    return news;
  }

  private <K, V> Map<K, V> together(Set<K> keys, Function<Set<K>, Map<K, V>> read) {
    List<K> all = new ArrayList<>(keys);
    List<Set<K>> parts = new ArrayList<>();
    for (int from = 0; from < all.size(); from += TOGETHER) {
      parts.add(Set.copyOf(all.subList(from, Math.min(from + TOGETHER, all.size()))));
    }
    Map<K, V> found = new HashMap<>();
    readers.each(parts, read).forEach(found::putAll);
    return found;
  }
}
