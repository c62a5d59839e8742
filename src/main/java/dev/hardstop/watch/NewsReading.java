package dev.hardstop.watch;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.hardstop.classification.RuleBook;
import dev.hardstop.diagnosis.DomainPicture;
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
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads what the dossiers of addresses with news say, several requests side by side. */
final class NewsReading {
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

  /** What is new, by domain. */
  Collection<DomainNews> of(Set<Subject.Address> addresses, Instant now) {
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
