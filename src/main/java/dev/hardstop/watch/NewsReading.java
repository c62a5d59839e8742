package dev.hardstop.watch;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.diagnosis.DomainActivity;
import dev.hardstop.suppression.BouncedDay;
import dev.hardstop.suppression.DeliveredRecipients;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.DossierBatch;
import dev.hardstop.suppression.ParallelRunner;
import dev.hardstop.suppression.ReadResults;
import dev.hardstop.suppression.RecordedDossier;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.SuppressionList;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.suppression.UnreadableItemException;
import dev.hardstop.watchstate.WatchState.ReadProgress;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Reads what the dossiers of addresses with news say, several requests side by side. */
final class NewsReading {
  /** So many addresses are read before what they say is told. */
  private static final int AT_ONCE = 500;

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

  private List<DomainNews> of(Set<Subject.Address> addresses, Instant now, SkippedSteps missing) {
    List<Part> parts = readers.map(
        parts(addresses),
        subjects -> new Part(now, list.delivered(domains(subjects))).of(subjects));
    missing.addUnreadable(
        parts.stream().flatMap(part -> part.unreadable.stream()).toList());
    return parts.stream().flatMap(part -> part.news.stream()).toList();
  }

  /** A part is read by one request. In it a domain stands before those of its addresses that are in it. */
  private List<List<Subject>> parts(Set<Subject.Address> addresses) {
    Map<String, List<Subject.Address>> byDomain =
        addresses.stream().collect(groupingBy(Subject::domain, TreeMap::new, toList()));
    List<List<Subject>> parts = new ArrayList<>();
    List<Subject> part = new ArrayList<>();
    for (Map.Entry<String, List<Subject.Address>> domain : byDomain.entrySet()) {
      boolean isNamed = false;
      for (Subject.Address address : domain.getValue()) {
        if (part.size() + (isNamed ? 1 : 2) > DossierBatch.LARGEST) {
          parts.add(List.copyOf(part));
          part.clear();
          isNamed = false;
        }
        if (!isNamed) {
          part.add(new Subject.Domain(domain.getKey()));
          isNamed = true;
        }
        part.add(address);
      }
    }
    parts.add(List.copyOf(part));
    return parts;
  }

  private static Set<String> domains(List<Subject> subjects) {
    return subjects.stream().map(Subject::domain).collect(toSet());
  }

  /** Goes through the dossiers of a part one by one, and keeps what is new of each domain. */
  private final class Part {
    private final Instant now;
    private final LocalDate yesterday;
    private final ReadResults<String, DeliveredRecipients> delivered;
    private final List<DomainNews> news = new ArrayList<>();
    private final List<UnreadableItemException> unreadable = new ArrayList<>();
    private final List<Set<BounceReason>> addresses = new ArrayList<>();
    private Optional<DomainActivity.Builder> activity = Optional.empty();
    private String domain = "";

    private Part(Instant now, ReadResults<String, DeliveredRecipients> delivered) {
      this.now = now;
      this.yesterday = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(1);
      this.delivered = delivered;
      unreadable.addAll(delivered.unreadable().values());
    }

    private Part of(List<Subject> subjects) {
      list.readInBatches(subjects, dossier -> policy.keeps(dossier, book), this::add);
      endDomain();
      return this;
    }

    private void add(DossierBatch batch) {
      for (Subject subject : batch.subjects()) {
        if (subject instanceof Subject.Domain) {
          endDomain();
          domain = subject.domain();
        }
        try {
          add(subject, batch.get(subject));
        } catch (UnreadableItemException broken) {
          unreadable.add(broken);
        }
      }
    }

    private void add(Subject subject, RecordedDossier recorded) {
      if (subject instanceof Subject.Domain) {
        activity = delivered
            .find(domain)
            .map(its -> new DomainActivity.Builder(
                recorded.dossier(), its, book, now.minus(deliveryWait), now));
      } else if (activity.isPresent()) {
        activity.get().add(recorded);
        addresses.add(reasons(recorded.dossier()));
      }
    }

    /** Of what cannot be read of a domain itself there is no news. */
    private void endDomain() {
      activity.ifPresent(
          its -> news.add(new DomainNews(its.build(true), addresses, delivered.get(domain))));
      activity = Optional.empty();
      addresses.clear();
    }

    private Set<BounceReason> reasons(Dossier dossier) {
      Set<BounceReason> reasons = EnumSet.noneOf(BounceReason.class);
      BouncedDay.of(dossier, book).stream()
          .filter(bounced -> !bounced.day().isBefore(yesterday))
          .forEach(bounced -> reasons.add(bounced.classification().reason()));
      return reasons;
    }
  }
}
