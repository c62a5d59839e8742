package dev.hardstop.cli.export;

import dev.hardstop.classification.RuleBook;
import dev.hardstop.dynamodb.DossierScan;
import dev.hardstop.dynamodb.DossierScan.StoredItem;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.suppression.UnreadableItemException;
import dev.hardstop.suppression.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Judges the items of a table at the present time, each address together with the dossier of its domain. The dossiers
 * of a page's domains are read together and cached for a short time. The cache is limited by the total size of the
 * dossiers, not by their number. Several threads may use this class.
 */
final class ItemVerdicts {
  /**
   * The most attributes that all cached domains have together; each member of a set counts as one.
   */
  private static final int MOST_KEPT = 200_000;

  private static final Duration KEPT = Duration.ofMinutes(1);

  private final DossierScan scan;
  private final SuppressionPolicy policy;
  private final RuleBook book;
  private final InstantSource clock;
  private final LinkedHashMap<String, KeptDomain> kept = new LinkedHashMap<>(64, 0.75f, true);
  private long keptSize;

  ItemVerdicts(DossierScan scan, SuppressionPolicy policy, RuleBook book, InstantSource clock) {
    this.scan = scan;
    this.policy = policy;
    this.book = book;
    this.clock = clock;
  }

  /**
   * An item with its verdict.
   *
   * @param dossier of the address or domain itself
   * @param domain the dossier of its domain
   * @param verdict empty, like the dossiers, if one of the dossiers cannot be read
   * @param mayBeErased whether the address may have a tombstone as well, which only {@code check} can read
   */
  record JudgedItem(
      Subject subject,
      Optional<Dossier> dossier,
      Optional<Dossier> domain,
      Optional<Verdict> verdict,
      boolean mayBeErased,
      Instant now) {
    /** Omits the dossiers, which are personal data. */
    @Override
    public String toString() {
      return "JudgedItem[" + subject + "]";
    }
  }

  /** The dossiers of a page, judged; tombstones are left out. */
  List<JudgedItem> of(List<StoredItem> page) {
    Map<String, StoredItem> domains = domains(page);
    Instant now = clock.instant();
    List<JudgedItem> judged = new ArrayList<>();
    for (StoredItem item : page) {
      item.subject()
          .ifPresent(
              subject -> judged.add(judge(subject, item, domains.get(subject.domain()), now)));
    }
    return judged;
  }

  private JudgedItem judge(Subject subject, StoredItem item, StoredItem domain, Instant now) {
    boolean isDomain = subject instanceof Subject.Domain;
    boolean mayBeErased = !isDomain && domain.hasErased();
    try {
      Dossier ofDomain = domain.dossier();
      Dossier own = isDomain ? ofDomain : item.dossier();
      Verdict verdict =
          isDomain ? policy.judge(ofDomain, book, now) : policy.judge(own, ofDomain, book, now);
      return new JudgedItem(
          subject, Optional.of(own), Optional.of(ofDomain), Optional.of(verdict), mayBeErased, now);
    } catch (UnreadableItemException unreadable) {
      return new JudgedItem(
          subject, Optional.empty(), Optional.empty(), Optional.empty(), mayBeErased, now);
    }
  }

  /**
   * The verdict on an address by its own evidence, if that evidence suppresses without an end. It names only the
   * streams that are suppressed without an end, because a verdict has one end for all its streams, and other streams
   * may be suppressed only until a day.
   */
  Optional<Verdict> endless(JudgedItem item) {
    if (item.subject() instanceof Subject.Domain
        || item.verdict().filter(ItemVerdicts::isEndless).isEmpty()) {
      return Optional.empty();
    }
    Dossier own = item.dossier().orElseThrow();
    Dossier domain = item.domain().orElseThrow();
    Verdict itself = policy.judgeOwn(own, domain, book, item.now());
    if (!isEndless(itself)) {
      return Optional.empty();
    }
    Set<String> listed = policy.streams().names();
    SortedSet<String> streams = listed.stream()
        .filter(stream -> isEndless(policy.judgeOwn(own, domain, stream, book, item.now())))
        .collect(Collectors.toCollection(TreeSet::new));
    return Optional.of(new Verdict(
        itself.state(),
        itself.subject(),
        itself.cause(),
        itself.days(),
        itself.until(),
        itself.unsubscribed(),
        item.verdict().orElseThrow().incident(),
        streams.equals(listed) ? itself.streams() : streams,
        itself.remarks()));
  }

  private static boolean isEndless(Verdict verdict) {
    return verdict.isSuppressed() && verdict.until().isEmpty();
  }

  private Map<String, StoredItem> domains(List<StoredItem> page) {
    Map<String, StoredItem> domains = new HashMap<>();
    Set<String> missing = new HashSet<>();
    for (StoredItem item : page) {
      item.subject().ifPresent(subject -> {
        if (subject instanceof Subject.Domain) {
          domains.put(subject.domain(), item);
        } else {
          missing.add(subject.domain());
        }
      });
    }
    missing.removeAll(domains.keySet());
    synchronized (kept) {
      Instant oldest = clock.instant().minus(KEPT);
      for (Iterator<String> each = missing.iterator(); each.hasNext(); ) {
        KeptDomain known = kept.get(each.next());
        if (known != null && known.read().isAfter(oldest)) {
          domains.put(known.item().subject().orElseThrow().domain(), known.item());
          each.remove();
        }
      }
    }
    if (!missing.isEmpty()) {
      Instant now = clock.instant();
      Map<String, StoredItem> read = scan.domains(missing);
      domains.putAll(read);
      keep(read, now);
    }
    return domains;
  }

  private void keep(Map<String, StoredItem> read, Instant now) {
    synchronized (kept) {
      read.forEach((domain, item) -> {
        KeptDomain added = new KeptDomain(item, now);
        KeptDomain before = kept.put(domain, added);
        keptSize += added.size() - (before == null ? 0 : before.size());
      });
      for (Iterator<KeptDomain> oldest = kept.values().iterator();
          keptSize > MOST_KEPT && oldest.hasNext(); ) {
        keptSize -= oldest.next().size();
        oldest.remove();
      }
    }
  }

  /** The item of a domain, and when it was read. */
  private record KeptDomain(StoredItem item, Instant read) {
    /** Counts 16 for the entry itself. */
    int size() {
      return 16
          + item.attributes().values().stream()
              .mapToInt(value -> value.hasSs() ? value.ss().size() : value.hasM() ? 20 : 1)
              .sum();
    }
  }
}
