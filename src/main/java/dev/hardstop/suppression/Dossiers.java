package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import dev.hardstop.smtp.EmailAddress;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads the table of dossiers. The caller decides whether a call that failed with a {@link
 * TableUnavailableException} is tried again.
 */
public interface Dossiers {
  /**
   * Reads the dossiers of these subjects, including all finished writes.
   *
   * @return a result for every subject, an empty dossier if nothing is known
   * @throws TableUnavailableException if the call fails
   */
  ReadResults<Subject, Dossier> read(Set<Subject> subjects);

  /**
   * Reads these dossiers with the times at which their feedback was recorded. Feedback without such a time
   * counts as recorded long ago.
   *
   * @return a result for every subject
   * @throws TableUnavailableException if the call fails
   */
  default ReadResults<Subject, RecordedDossier> recorded(Set<Subject> subjects) {
    ReadResults<Subject, Dossier> read = read(subjects);
    Map<Subject, RecordedDossier> recorded = new HashMap<>();
    read.found()
        .forEach((subject, dossier) -> recorded.put(subject, RecordedDossier.longAgo(dossier)));
    return new ReadResults<>(recorded, read.unreadable());
  }

  /**
   * Reads many dossiers, a batch at a time: only one batch is in memory. Each batch has {@value
   * DossierBatch#MOST_SUBJECTS} subjects; the last one has the rest.
   *
   * @param subjects each of them once; they are read in this order
   * @param batches receives one batch after another, on the caller's thread
   * @throws TableUnavailableException if the call fails
   */
  default void readInBatches(List<Subject> subjects, Consumer<DossierBatch> batches) {
    for (int from = 0; from < subjects.size(); from += DossierBatch.MOST_SUBJECTS) {
      int to = Math.min(from + DossierBatch.MOST_SUBJECTS, subjects.size());
      List<Subject> some = subjects.subList(from, to);
      batches.accept(new DossierBatch(some, recorded(Set.copyOf(some))::get));
    }
  }

  /**
   * Reads how many recipients of these domains were delivered to. Writes of the last second may be
   * missing.
   *
   * @param domains A-labels, lower case
   * @return a result for every domain
   * @throws TableUnavailableException if the call fails
   */
  ReadResults<String, DeliveredRecipients> delivered(Set<String> domains);

  /**
   * Reads what is kept of erased addresses. Only addresses whose domain has erased addresses are looked up,
   * so most calls cost nothing.
   *
   * @param domains the dossiers of the domains of these addresses
   * @return the tombstones of the addresses that have one
   * @throws TableUnavailableException if the call fails, or the erasure key cannot be read
   */
  default Map<EmailAddress, Tombstone> tombstones(
      Collection<EmailAddress> addresses, Collection<Dossier> domains) {
    return Map.of();
  }

  /**
   * Reads the dossiers of an address and of its domain. If the address was erased, its dossier includes what
   * is kept of it.
   *
   * @return a result for both
   * @throws TableUnavailableException if a call fails, or the erasure key cannot be read
   */
  default ReadResults<Subject, Dossier> readWithDomain(EmailAddress address) {
    Subject subject = Subject.of(address);
    Subject domain = Subject.domainOf(address);
    ReadResults<Subject, Dossier> read = read(Set.of(subject, domain));
    Map<EmailAddress, Tombstone> tombstones =
        tombstones(Set.of(address), read.find(domain).stream().toList());
    Map<Subject, Dossier> found = new HashMap<>(read.found());
    found.computeIfPresent(
        subject, (same, dossier) -> dossier.with(Optional.ofNullable(tombstones.get(address))));
    return new ReadResults<>(found, read.unreadable());
  }

  /**
   * One batch of many dossiers, which are read one batch after another. A dossier is decoded when it is
   * requested, so that a caller who goes through thousands need not hold any of them.
   *
   * @param subjects in the order in which they were requested
   * @param reader decodes the dossier of one of them
   */
  public record DossierBatch(List<Subject> subjects, Function<Subject, RecordedDossier> reader) {
    /** The largest number of subjects in a batch: the largest number of keys in one BatchGetItem. */
    public static final int MOST_SUBJECTS = 100;

    /**
     * The most bytes that a stored dossier can have, whatever remote servers reply. It follows from how
     * much of a dossier is kept ({@link RuleHistory.Limits}, {@link Dossier}), and a test measures it.
     */
    public static final int LARGEST_DOSSIER = 300_000;

    public DossierBatch {
      subjects = List.copyOf(subjects);
      requireNonNull(reader, "reader is null");
    }

    /**
     * The dossier of one of the subjects.
     *
     * @throws UnreadableItemException if it cannot be read
     */
    public RecordedDossier get(Subject subject) {
      return reader.apply(subject);
    }
  }

  /**
   * A dossier and when its feedback was recorded. The times are not part of the dossier, because a verdict
   * must not depend on when something arrived.
   *
   * @param recorded when feedback was first recorded, by the UTC day on which the message was sent;
   *     days whose time is no longer kept are missing
   */
  public record RecordedDossier(Dossier dossier, SortedMap<LocalDate, Instant> recorded) {
    public RecordedDossier {
      requireNonNull(dossier, "dossier is null");
      recorded = Collections.unmodifiableSortedMap(new TreeMap<>(recorded));
    }

    /** A dossier whose feedback was recorded long ago. */
    public static RecordedDossier longAgo(Dossier dossier) {
      return new RecordedDossier(dossier, new TreeMap<>());
    }

    /** Whether feedback about messages of this day was first recorded at this instant or earlier. */
    public boolean isRecordedBy(Instant instant, LocalDate day) {
      Instant first = recorded.get(day);
      return first == null || !first.isAfter(instant);
    }

    /**
     * Whether the dossier is known to have existed before this day began. Only then does it have every
     * delivery of the day, because a delivery to an address without a dossier is not kept.
     */
    public boolean existedBefore(LocalDate day) {
      Instant begins = day.atStartOfDay(ZoneOffset.UTC).toInstant();
      return recorded.values().stream().anyMatch(instant -> instant.isBefore(begins));
    }
  }
}
