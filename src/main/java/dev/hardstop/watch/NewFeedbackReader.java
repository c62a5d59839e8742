package dev.hardstop.watch;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.diagnosis.DomainActivity;
import dev.hardstop.diagnosis.DossierIndex;
import dev.hardstop.diagnosis.DossierIndex.ResultPage;
import dev.hardstop.diagnosis.Thresholds;
import dev.hardstop.suppression.BouncedDay;
import dev.hardstop.suppression.DeliveredRecipients;
import dev.hardstop.suppression.DossierTable;
import dev.hardstop.suppression.Dossiers.DossierBatch;
import dev.hardstop.suppression.Dossiers.RecordedDossier;
import dev.hardstop.suppression.ParallelRunner;
import dev.hardstop.suppression.ReadResults;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.suppression.UnreadableItemException;
import dev.hardstop.watchstate.WatchState.ReadProgress;
import dev.hardstop.watchstate.WatchState.ReadProgress.Place;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
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

/**
 * Reads the dossiers of the addresses with new feedback. {@link WrittenAddresses} finds these addresses
 * in the index by hour; then several requests read their dossiers in parallel.
 */
@Singleton
final class NewFeedbackReader {
  /** The approximate number of addresses that are collected before their dossiers are read. */
  private static final int ADDRESSES_AT_ONCE = 500;

  private static final Duration DAY = Duration.ofDays(1);

  private final DossierTable table;
  private final RuleBook book;
  private final SuppressionPolicy policy;
  private final Duration deliveryWait;
  private final WrittenAddresses written;
  private final int mostDossiers;
  private final ParallelRunner readers;

  @Inject
  NewFeedbackReader(
      DossierTable table,
      DossierIndex index,
      RuleBook book,
      SuppressionPolicy policy,
      Thresholds thresholds,
      WatchConfiguration configuration,
      ParallelRunner readers) {
    this.table = requireNonNull(table, "table is null");
    this.book = requireNonNull(book, "book is null");
    this.policy = requireNonNull(policy, "policy is null");
    this.deliveryWait = thresholds.deliveryWait();
    this.written = new WrittenAddresses(index, deliveryWait);
    this.mostDossiers = configuration.dossiers();
    this.readers = requireNonNull(readers, "readers is null");
  }

  /**
   * Creates the threads that read for a run. They are started in {@code watch} only, because no other
   * function injects them.
   */
  @Produces
  @Singleton
  static ParallelRunner readers(WatchConfiguration configuration) {
    return ParallelRunner.of(configuration.readers());
  }

  /**
   * The new feedback about the addresses of a domain. It holds only what a run needs, because the
   * dossiers of many addresses would not fit into memory.
   *
   * @param activity the activity of the addresses with new feedback only
   * @param addresses for each of these addresses, the reasons for which it bounced yesterday or today
   * @param delivered the domain's recipients of deliveries
   */
  record DomainFeedback(
      DomainActivity activity, List<Set<BounceReason>> addresses, DeliveredRecipients delivered) {
    DomainFeedback {
      addresses = List.copyOf(addresses);
    }

    String domain() {
      return activity.domain();
    }

    /** Returns how many recipients had a delivery on the days that are kept. */
    int deliveredRecipients() {
      Set<String> hashes =
          delivered.byDay().values().stream().flatMap(Set::stream).collect(toSet());
      return hashes.size();
    }
  }

  /**
   * Continues at the position where the last reading stopped. Items that cannot be read are skipped.
   *
   * @param from where the last reading stopped; empty where there was none
   * @param read how many dossiers the run has read so far
   * @param stop returns whether to stop before the next page
   * @param feedback takes the new feedback, domain by domain; a domain with much feedback comes in
   *     several parts
   * @param domains takes the domains whose own dossiers were written
   * @return where this reading stopped
   */
  ReadProgress readOn(
      Optional<ReadProgress> from,
      int read,
      BooleanSupplier stop,
      CurrentRun run,
      Consumer<DomainFeedback> feedback,
      Consumer<Subject> domains) {
    Set<Subject.Address> waiting = new HashSet<>();
    ReadProgress progress = written.read(from, run.now(), mostDossiers - read, stop, page -> {
      for (Subject subject : page) {
        if (subject instanceof Subject.Address address) {
          waiting.add(address);
        } else {
          domains.accept(subject);
        }
      }
      if (waiting.size() >= ADDRESSES_AT_ONCE) {
        readDossiers(waiting, run).forEach(feedback);
        waiting.clear();
      }
    });
    readDossiers(waiting, run).forEach(feedback);
    return progress;
  }

  /**
   * Reads the feedback of the last 24 hours for as long as there is time.
   *
   * @return whether all of it was read
   */
  boolean readLastDay(CurrentRun run, Consumer<DomainFeedback> feedback) {
    ReadProgress yesterday = ReadProgress.to(run.now().minus(DAY).plus(written.overlap()));
    return readOn(Optional.of(yesterday), 0, run::isOutOfTime, run, feedback, domain -> {})
        .place()
        .isEmpty();
  }

  /** Returns whether a run may read more dossiers. */
  boolean mayReadMore(int read) {
    return read < mostDossiers;
  }

  private List<DomainFeedback> readDossiers(Set<Subject.Address> addresses, CurrentRun run) {
    List<Request> requests =
        readers.map(batches(addresses), subjects -> new Request(run.now()).read(subjects));
    run.skipUnreadable(
        requests.stream().flatMap(request -> request.unreadable.stream()).toList());
    return requests.stream().flatMap(request -> request.feedback.stream()).toList();
  }

  /** Returns the subjects of each request, in which a domain comes before its addresses. */
  private static List<List<Subject>> batches(Set<Subject.Address> addresses) {
    Map<String, List<Subject.Address>> byDomain =
        addresses.stream().collect(groupingBy(Subject::domain, TreeMap::new, toList()));
    List<List<Subject>> batches = new ArrayList<>();
    List<Subject> batch = new ArrayList<>();
    for (Map.Entry<String, List<Subject.Address>> domain : byDomain.entrySet()) {
      boolean hasDomain = false;
      for (Subject.Address address : domain.getValue()) {
        if (batch.size() + (hasDomain ? 1 : 2) > DossierBatch.MOST_SUBJECTS) {
          batches.add(List.copyOf(batch));
          batch.clear();
          hasDomain = false;
        }
        if (!hasDomain) {
          batch.add(new Subject.Domain(domain.getKey()));
          hasDomain = true;
        }
        batch.add(address);
      }
    }
    if (!batch.isEmpty()) {
      batches.add(batch);
    }
    return batches;
  }

  /** Reads one batch, a dossier at a time, and retains only the feedback of each domain. */
  private final class Request {
    private final Instant now;
    private final List<DomainFeedback> feedback = new ArrayList<>();
    private final List<UnreadableItemException> unreadable = new ArrayList<>();
    private final List<Set<BounceReason>> addresses = new ArrayList<>();
    private ReadResults<String, DeliveredRecipients> delivered = ReadResults.of(Map.of());
    private Optional<DomainActivity.Builder> activity = Optional.empty();
    private String domain = "";

    private Request(Instant now) {
      this.now = now;
    }

    private Request read(List<Subject> subjects) {
      delivered = table.delivered(subjects.stream().map(Subject::domain).collect(toSet()));
      unreadable.addAll(delivered.unreadable().values());
      table.readInBatches(subjects, dossier -> policy.neverExpires(dossier, book), this::add);
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
        List<BouncedDay> bounces = BouncedDay.of(recorded.dossier(), book);
        activity.get().add(recorded, bounces);
        addresses.add(recentReasons(bounces));
      }
    }

    /** A domain whose own items cannot be read is left out. */
    private void endDomain() {
      activity.ifPresent(its ->
          feedback.add(new DomainFeedback(its.build(true), addresses, delivered.get(domain))));
      activity = Optional.empty();
      addresses.clear();
    }

    private Set<BounceReason> recentReasons(List<BouncedDay> bounces) {
      LocalDate yesterday = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(1);
      Set<BounceReason> reasons = EnumSet.noneOf(BounceReason.class);
      bounces.stream()
          .filter(bounced -> !bounced.day().isBefore(yesterday))
          .forEach(bounced -> reasons.add(bounced.classification().reason()));
      return reasons;
    }
  }

  /**
   * Finds the addresses whose dossiers were written since the last reading, in the index by hour. The
   * last minutes before the end of that reading are read again, because the index lags behind the table
   * and the clocks of the writers differ.
   */
  static final class WrittenAddresses {
    /** How far back the very first reading begins. */
    static final Duration FIRST_READING = Duration.ofDays(1);

    /** The shortest overlap of two readings. */
    private static final Duration SHORTEST_OVERLAP = Duration.ofMinutes(10);

    private static final int PAGE_SIZE = 500;

    private final DossierIndex index;
    private final Duration overlap;

    /**
     * @param deliveryWait how long after its recording a bounce begins to count, so that it must be
     *     read once more
     */
    WrittenAddresses(DossierIndex index, Duration deliveryWait) {
      this.index = requireNonNull(index, "index is null");
      this.overlap = deliveryWait.compareTo(SHORTEST_OVERLAP) > 0 ? deliveryWait : SHORTEST_OVERLAP;
    }

    /** Returns how long before the end of the last reading the next reading begins. */
    Duration overlap() {
      return overlap;
    }

    /**
     * Continues to read.
     *
     * @param from where the last reading stopped; empty where there was none
     * @param most the approximate number of subjects after which the reading stops
     * @param stop returns whether to stop before the next page
     * @param pages takes the subjects; a subject may come twice
     * @return where this reading stopped
     */
    ReadProgress read(
        Optional<ReadProgress> from,
        Instant now,
        int most,
        BooleanSupplier stop,
        Consumer<List<Subject>> pages) {
      ReadProgress start = from.orElseGet(() -> ReadProgress.to(now.minus(FIRST_READING)));
      Optional<Place> place = Optional.of(start.place().orElseGet(() -> beginning(start, now)));
      int read = 0;
      while (place.isPresent() && read < most && !stop.getAsBoolean()) {
        Place at = place.get();
        ResultPage<Subject> page =
            index.writtenIn(at.hour(), at.shard(), at.cursor(), Math.min(PAGE_SIZE, most - read));
        pages.accept(page.items());
        read += page.items().size();
        place = next(at, page.next());
        if (place.isEmpty()) {
          return ReadProgress.to(at.began());
        }
      }
      return new ReadProgress(start.readTo(), place);
    }

    private Place beginning(ReadProgress start, Instant now) {
      Instant began = now.truncatedTo(ChronoUnit.MILLIS);
      Instant hour = start.readTo().minus(overlap).truncatedTo(ChronoUnit.HOURS);
      return new Place(began, hour, 0, Optional.empty());
    }

    private Optional<Place> next(Place at, Optional<String> cursor) {
      if (cursor.isPresent()) {
        return Optional.of(new Place(at.began(), at.hour(), at.shard(), cursor));
      }
      if (at.shard() + 1 < index.shards()) {
        return Optional.of(new Place(at.began(), at.hour(), at.shard() + 1, Optional.empty()));
      }
      Instant nextHour = at.hour().plus(1, ChronoUnit.HOURS);
      return nextHour.isAfter(at.began())
          ? Optional.empty()
          : Optional.of(new Place(at.began(), nextHour, 0, Optional.empty()));
    }
  }
}
