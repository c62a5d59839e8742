package dev.hardstop.watchstate;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far {@code watch} has walked through all dossiers to publish the verdicts that changed although
 * nothing was written. Every change of the state has a greater version.
 *
 * @param version 0 before the first run
 * @param fingerprint the fingerprint of the rule book and policy of the last run; empty before the first one
 * @param everything whether the next walk publishes the verdict of every dossier, because the rule book
 *     or the policy changed, or no walk has begun yet
 * @param current the walk in progress
 * @param finished the last walks that ended, the newest first
 * @param waiting domains whose excluded days or ended incidents freed addresses, each with the time by which
 *     the oldest of these exclusions was written
 * @param domain the walk of one domain in progress
 * @param walked by domain, the instant of its last finished walk, if that is later than the last walk through
 *     all dossiers
 */
public record WalkState(
    long version,
    String fingerprint,
    boolean everything,
    Optional<Walk> current,
    List<FinishedWalk> finished,
    SortedMap<String, Instant> waiting,
    Optional<DomainWalk> domain,
    SortedMap<String, Instant> walked) {
  /** The state before the first run. */
  public static final WalkState NONE = new WalkState(
      0, "", true, Optional.empty(), List.of(), new TreeMap<>(), Optional.empty(), new TreeMap<>());

  /** The largest number of waiting domains; it keeps the item that holds them smaller than 300 KB. */
  static final int MOST_DOMAINS = 500;

  /**
   * How many finished walks are kept: a record of the stream is read within a day, and two walks begin on
   * different days.
   */
  private static final int FINISHED = 4;

  /** An upper bound of the difference between the clocks of the table and of the function. */
  private static final Duration CLOCKS = Duration.ofMinutes(1);

  public WalkState {
    requireNonNull(fingerprint, "fingerprint is null");
    requireNonNull(current, "current is null");
    finished = List.copyOf(finished);
    waiting = Collections.unmodifiableSortedMap(new TreeMap<>(waiting));
    requireNonNull(domain, "domain is null");
    walked = Collections.unmodifiableSortedMap(new TreeMap<>(walked));
  }

  /**
   * A walk through all dossiers.
   *
   * @param at the instant for which dossiers are judged; full seconds
   * @param since the instant whose verdicts are published already; empty if this walk publishes every verdict
   * @param cursor the cursor of the next page; empty for the first page
   * @param scanned whether all pages were read
   * @param read how many dossiers were read so far
   * @param published how many changes were published so far
   */
  public record Walk(
      Instant at,
      Optional<Instant> since,
      Optional<String> cursor,
      boolean scanned,
      long read,
      long published) {
    public Walk {
      requireNonNull(at, "at is null");
      requireNonNull(since, "since is null");
      requireNonNull(cursor, "cursor is null");
    }

    /** This walk after another page. */
    public Walk after(Optional<String> next, int moreRead, int morePublished) {
      return new Walk(at, since, next, next.isEmpty(), read + moreRead, published + morePublished);
    }

    /** Omits the cursor, which contains an address. */
    @Override
    public String toString() {
      return "Walk[" + at + ", " + read + "]";
    }
  }

  /**
   * A walk that has ended.
   *
   * @param at the instant whose verdicts are published
   * @param ended when it ended; it has not seen anything that was written later
   * @param read how many dossiers it read
   * @param published how many changes it published
   */
  public record FinishedWalk(Instant at, Instant ended, long read, long published) {
    public FinishedWalk {
      requireNonNull(at, "at is null");
      requireNonNull(ended, "ended is null");
    }
  }

  /**
   * A walk through the addresses of one domain.
   *
   * @param name the name of the domain; A-labels, lower case
   * @param at the instant for which dossiers are judged; full seconds
   * @param since the instant whose verdicts are published already
   * @param knownTo excluded days and ended incidents that were written by this time are published already
   * @param cursor the cursor of the next page; empty for the first page
   */
  public record DomainWalk(
      String name, Instant at, Instant since, Instant knownTo, Optional<String> cursor) {
    public DomainWalk {
      requireNonNull(name, "name is null");
      requireNonNull(at, "at is null");
      requireNonNull(since, "since is null");
      requireNonNull(knownTo, "knownTo is null");
      requireNonNull(cursor, "cursor is null");
    }

    /** This walk at another page. */
    public DomainWalk at(String next) {
      return new DomainWalk(name, at, since, knownTo, Optional.of(next));
    }

    /** Omits the cursor, which contains an address. */
    @Override
    public String toString() {
      return "DomainWalk[" + name + ", " + at + "]";
    }
  }

  /** The last walk that ended. */
  public Optional<FinishedWalk> last() {
    return finished.stream().findFirst();
  }

  /**
   * The instant since which verdicts may have changed without being published: that of the last walk that
   * ended, or of the first walk while it is in progress.
   *
   * @param otherwise the result if no walk has begun, and the latest possible result
   */
  public Instant publishedTo(Instant otherwise) {
    return last()
        .map(FinishedWalk::at)
        .or(() -> current.map(Walk::at))
        .filter(at -> at.isBefore(otherwise))
        .orElse(otherwise);
  }

  /**
   * The instant since which verdicts might have changed without being published when a dossier was written.
   * It is that of the last walk that had ended by then, because a later walk has read what was written.
   *
   * @param written when it was written, by the clock of the table
   */
  public Instant publishedWhen(Instant written) {
    return finished.stream()
        .filter(walk -> !walk.ended().plus(CLOCKS).isAfter(written))
        .map(FinishedWalk::at)
        .findFirst()
        .or(() -> finished.stream().map(FinishedWalk::at).min(Comparator.naturalOrder()))
        .or(() -> current.map(Walk::at))
        .filter(at -> at.isBefore(written))
        .orElse(written);
  }

  /**
   * The instant up to which the excluded days and ended incidents of a domain were published.
   *
   * @param otherwise the result if no walk has begun
   */
  public Instant knownTo(String domainName, Instant otherwise) {
    Instant all = publishedTo(otherwise);
    Instant one = walked.getOrDefault(domainName, all);
    return one.isAfter(all) ? one : all;
  }

  /** This state with the rule book and policy of a run. */
  public WalkState withFingerprint(String newest) {
    return new WalkState(version + 1, newest, true, current, finished, waiting, domain, walked);
  }

  /** This state at the start of a walk. */
  public WalkState begin(Instant at) {
    Optional<Instant> since = everything ? Optional.empty() : last().map(FinishedWalk::at);
    Walk walk = new Walk(at, since, Optional.empty(), false, 0, 0);
    return new WalkState(
        version + 1, fingerprint, false, Optional.of(walk), finished, waiting, domain, walked);
  }

  /** This state with another place of the walk in progress. */
  public WalkState with(Walk walk) {
    return new WalkState(
        version + 1, fingerprint, everything, Optional.of(walk), finished, waiting, domain, walked);
  }

  /** This state after the end of the walk in progress. */
  public WalkState end(Walk walk, Instant now) {
    List<FinishedWalk> ended = new ArrayList<>(finished);
    ended.add(0, new FinishedWalk(walk.at(), now, walk.read(), walk.published()));
    SortedMap<String, Instant> later = new TreeMap<>(walked);
    later.values().removeIf(at -> !at.isAfter(walk.at()));
    return new WalkState(
        version + 1,
        fingerprint,
        everything,
        Optional.empty(),
        ended.subList(0, Math.min(FINISHED, ended.size())),
        waiting,
        domain,
        later);
  }

  /**
   * This state with domains that wait for a walk. If there are too many, the next walk publishes all dossiers
   * instead.
   */
  public WalkState waiting(Map<String, Instant> domains) {
    SortedMap<String, Instant> all = new TreeMap<>(waiting);
    domains.forEach(
        (name, since) -> all.merge(name, since, (one, other) -> one.isBefore(other) ? one : other));
    boolean tooMany = all.size() > MOST_DOMAINS;
    return new WalkState(
        version + 1,
        fingerprint,
        everything || tooMany,
        current,
        finished,
        tooMany ? waiting : all,
        domain,
        walked);
  }

  /** This state at the start or at another place of a walk of one domain. */
  public WalkState with(DomainWalk walk) {
    return new WalkState(
        version + 1,
        fingerprint,
        everything,
        current,
        finished,
        waiting,
        Optional.of(walk),
        walked);
  }

  /**
   * This state after the end of the walk of one domain.
   *
   * @param next the time by which the oldest exclusion that the walk has not published was written; empty if
   *     there is none
   */
  public WalkState end(DomainWalk walk, Optional<Instant> next) {
    SortedMap<String, Instant> rest = new TreeMap<>(waiting);
    next.ifPresentOrElse(since -> rest.put(walk.name(), since), () -> rest.remove(walk.name()));
    SortedMap<String, Instant> done = new TreeMap<>(walked);
    done.put(walk.name(), walk.at());
    while (done.size() > MOST_DOMAINS) {
      // The verdicts of a domain that is dropped here may be published once more.
      done.remove(Collections.min(done.entrySet(), Map.Entry.comparingByValue()).getKey());
    }
    return new WalkState(
        version + 1, fingerprint, everything, current, finished, rest, Optional.empty(), done);
  }

  /** Stores the state of the walks. */
  public interface WalkStore {
    /** Reads the state that the last replacement stored. */
    WalkState walk();

    /**
     * Replaces the state, unless another run has changed it in the meantime.
     *
     * @param after the new state, which has a greater version
     * @return whether it was replaced
     */
    boolean replaceWalk(WalkState before, WalkState after);
  }

  /** Omits the places of the walks, which contain addresses. */
  @Override
  public String toString() {
    return "WalkState[" + version + ", " + current + ", " + finished + "]";
  }
}
