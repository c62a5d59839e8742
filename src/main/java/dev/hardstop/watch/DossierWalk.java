package dev.hardstop.watch;

import static java.util.Objects.requireNonNull;

import dev.hardstop.changes.SesListQueue.QueuedAddress;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.diagnosis.DossierIndex;
import dev.hardstop.diagnosis.DossierIndex.ResultPage;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.DossierTable;
import dev.hardstop.suppression.Dossiers.DossierBatch;
import dev.hardstop.suppression.Evidence;
import dev.hardstop.suppression.ReadResults;
import dev.hardstop.suppression.SesListFollowUp;
import dev.hardstop.suppression.SesListMode;
import dev.hardstop.suppression.Sha256;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.suppression.TableUnavailableException;
import dev.hardstop.suppression.Tombstone;
import dev.hardstop.suppression.UnreadableItemException;
import dev.hardstop.suppression.Verdict;
import dev.hardstop.suppression.VerdictCause;
import dev.hardstop.suppression.VerdictChange;
import dev.hardstop.suppression.VerdictChange.Cause;
import dev.hardstop.watchstate.WalkState;
import dev.hardstop.watchstate.WalkState.DomainWalk;
import dev.hardstop.watchstate.WalkState.FinishedWalk;
import dev.hardstop.watchstate.WalkState.Walk;
import dev.hardstop.watchstate.WalkState.WalkStore;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Publishes the verdicts that changed although nothing was written. Once a UTC day it walks through all
 * dossiers and compares the current verdict with the verdict at the instant of the last walk. If the
 * rule book or the policy has changed, it publishes every verdict. If excluded days or ended incidents
 * of a domain set evidence aside, the addresses of this domain have a walk of their own, which comes
 * first.
 *
 * <p>{@code announce} publishes the changes that are caused by writes. The following rules ensure that
 * no change is missed by both:
 *
 * <ul>
 *   <li>A walk judges all dossiers for one instant. This instant is {@value #BEFORE_THE_RUN} minutes
 *       before the run that began the walk, so a write that the walk does not see has a later time on
 *       every clock.
 *   <li>The next walk compares with that instant. A change by a write is ordered after that instant if
 *       the write was later, and before it otherwise.
 *   <li>{@code announce} compares with that instant as well: a verdict that ended shortly before a
 *       write is published with the write ({@link WalkState#publishedWhen}).
 * </ul>
 *
 * <p>The position of a walk is stored after each page, once the changes of the page are published. A
 * run may therefore be killed at any point, and runs may overlap: some changes are then published
 * twice, with the same ids.
 *
 * <p>The walk also marks the dossiers that must not expire according to today's rule book and policy.
 */
@Singleton
final class DossierWalk {
  private static final int BEFORE_THE_RUN = 2;

  /** How many dossiers are read between two writes of the state. */
  static final int PAGE = 500;

  /** The number of attempts to replace a state that other runs change. */
  private static final int TRIES = 5;

  private static final int ID_BYTES = 16;

  private final WalkStore store;
  private final DossierTable table;
  private final DossierIndex index;
  private final RuleBook book;
  private final SuppressionPolicy policy;
  private final ChangeOutlet outlet;
  private final int mostDossiers;

  @Inject
  DossierWalk(
      WalkStore store,
      DossierTable table,
      DossierIndex index,
      RuleBook book,
      SuppressionPolicy policy,
      ChangeOutlet outlet,
      WatchConfiguration configuration) {
    this.store = requireNonNull(store, "store is null");
    this.table = requireNonNull(table, "table is null");
    this.index = requireNonNull(index, "index is null");
    this.book = requireNonNull(book, "book is null");
    this.policy = requireNonNull(policy, "policy is null");
    this.outlet = requireNonNull(outlet, "outlet is null");
    this.mostDossiers = configuration.walkDossiers();
  }

  /**
   * The progress of the walk.
   *
   * @param walked how many dossiers this run read
   * @param published how many changes this run published
   * @param progress how many dossiers the walk in progress has read, and how many the last walk read;
   *     empty if no walk is in progress
   * @param finished the instant whose verdicts are all published; empty before the end of the first walk
   * @param hoursBehind how many hours ago the instant {@code finished} was; before the end of the first
   *     walk, how many hours ago the instant of that walk was
   */
  record WalkResult(
      int walked, int published, String progress, Optional<Instant> finished, long hoursBehind) {}

  /**
   * Finds the domains that freed addresses which no walk has published, and records that they wait for
   * a walk. This method must be called before the progress of reading new feedback is stored.
   */
  void notice(Collection<Subject> domains, CurrentRun run) {
    if (domains.isEmpty()) {
      return;
    }
    ReadResults<Subject, Dossier> dossiers = table.read(Set.copyOf(domains));
    run.skipUnreadable(dossiers.unreadable().values());
    for (int i = 0; i < TRIES; i++) {
      WalkState state = store.walk();
      Map<String, Instant> waiting = new HashMap<>();
      dossiers.found().values().forEach(domain -> {
        Instant knownTo = state.knownTo(domain.subject().domain(), run.now());
        unpublished(domain, knownTo)
            .ifPresent(since -> waiting.put(domain.subject().domain(), since));
      });
      if (waiting.isEmpty() || store.replaceWalk(state, state.waiting(waiting))) {
        return;
      }
    }
    throw new TableUnavailableException(
        "other runs changed the state of the walk at every attempt");
  }

  /**
   * Returns an upper bound of the time at which the oldest unpublished exclusion was written; empty if
   * there is none.
   */
  private static Optional<Instant> unpublished(Dossier domain, Instant knownTo) {
    return domain.exclusions().filter(written -> written.isAfter(knownTo)).min(Instant::compareTo);
  }

  /**
   * Continues the walk for as long as this run has time.
   *
   * @param newsRead whether all feedback that was written before the run has been read
   */
  WalkResult walk(CurrentRun run, boolean newsRead) {
    WalkSteps steps = new WalkSteps(run, newsRead);
    try {
      steps.walk();
    } catch (TableUnavailableException unavailable) {
      run.skip("the table for the walk");
    } catch (UnreadableItemException unreadable) {
      run.skipUnreadable(List.of(unreadable));
    }
    return steps.result();
  }

  /** The steps of one run. */
  private final class WalkSteps {
    private final CurrentRun run;
    private final boolean newsRead;

    /** The instant of a walk that begins in this run. */
    private final Instant instant;

    private WalkState state = WalkState.NONE;
    private int read;
    private int published;

    private WalkSteps(CurrentRun run, boolean newsRead) {
      this.run = run;
      this.newsRead = newsRead;
      this.instant =
          run.now().minus(Duration.ofMinutes(BEFORE_THE_RUN)).truncatedTo(ChronoUnit.SECONDS);
    }

    void walk() {
      state = store.walk();
      boolean first = state.fingerprint().isEmpty();
      String fingerprint = policy.fingerprint(book);
      boolean changed = !state.fingerprint().equals(fingerprint);
      if (changed && !move(state.withFingerprint(fingerprint))) {
        return;
      }
      // After a change, announce may run with the former rule book or policy for some minutes.
      boolean mayBegin = first || !changed;
      boolean more = true;
      while (more && read < mostDossiers && !run.isOutOfTime()) {
        more = step(mayBegin);
      }
    }

    /** Takes the most urgent step, and returns whether another step may follow. */
    private boolean step(boolean mayBegin) {
      Optional<String> ready = ready();
      if (state.domain().isPresent()) {
        return walkOn(state.domain().get());
      }
      if (ready.isPresent()) {
        return begin(ready.get());
      }
      if (state.current().isPresent()) {
        return walkOn(state.current().get());
      }
      return mayBegin && isDue() && move(state.begin(instant));
    }

    private boolean isDue() {
      return state.last().map(last -> day(last.at()).isBefore(day(instant))).orElse(true);
    }

    private boolean move(WalkState after) {
      boolean moved = store.replaceWalk(state, after);
      state = moved ? after : state;
      return moved;
    }

    // All dossiers.

    private boolean walkOn(Walk walk) {
      if (walk.scanned()) {
        return end(walk);
      }
      ResultPage<Subject> page = index.all(walk.cursor(), pageSize());
      Comparison comparison = new Comparison(
          walk.at(),
          walk.since(),
          Optional.empty(),
          walk.since().isPresent() ? Cause.TIME : Cause.RULES);
      return publish(page.items(), comparison)
          .map(changes -> move(state.with(walk.after(page.next(), page.items().size(), changes))))
          .orElse(false);
    }

    /** Ends the walk, unless something that was written before its instant is still to be published. */
    private boolean end(Walk walk) {
      boolean waits =
          state.waiting().values().stream().anyMatch(since -> !since.isAfter(walk.at()));
      return newsRead && !waits && move(state.end(walk, run.now()));
    }

    // One domain.

    private Optional<String> ready() {
      return state.waiting().entrySet().stream()
          .filter(domain -> !domain.getValue().isAfter(instant))
          .min(Map.Entry.comparingByValue())
          .map(Map.Entry::getKey);
    }

    private boolean begin(String domain) {
      return move(state.with(new DomainWalk(
          domain,
          instant,
          state.publishedTo(instant),
          state.knownTo(domain, instant),
          Optional.empty())));
    }

    private boolean walkOn(DomainWalk walk) {
      ResultPage<Subject.Address> page = index.addressesOf(walk.name(), walk.cursor(), pageSize());
      Comparison comparison = new Comparison(
          walk.at(), Optional.of(walk.since()), Optional.of(walk.knownTo()), Cause.DOMAIN);
      Optional<Integer> changes = publish(List.copyOf(page.items()), comparison);
      if (changes.isEmpty()) {
        return false;
      }
      return move(page.next()
          .map(next -> state.with(walk.at(next)))
          .orElseGet(() -> state.end(walk, unpublishedAfter(walk))));
    }

    private Optional<Instant> unpublishedAfter(DomainWalk walk) {
      Subject domain = new Subject.Domain(walk.name());
      return table
          .read(Set.of(domain))
          .find(domain)
          .flatMap(dossier -> unpublished(dossier, walk.at()));
    }

    // Steps of both kinds of walk.

    private int pageSize() {
      return Math.min(PAGE, mostDossiers - read);
    }

    /**
     * Returns how many changes were published; empty if publishing failed, so that the page must be
     * repeated.
     */
    private Optional<Integer> publish(List<Subject> subjects, Comparison comparison) {
      read += subjects.size();
      comparison.compare(subjects, run);
      List<VerdictChange> changes = comparison.changes;
      Optional<String> failure = outlet.publish(changes, comparison.forSesList);
      if (failure.isPresent()) {
        run.skip("the change topic", failure.get());
        return Optional.empty();
      }
      published += changes.size();
      return Optional.of(changes.size());
    }

    WalkResult result() {
      Optional<Instant> finished = state.last().map(FinishedWalk::at);
      Instant since = state.publishedTo(run.now());
      return new WalkResult(
          read,
          published,
          state.current().map(this::progress).orElse(""),
          finished,
          Duration.between(since, run.now()).toHours());
    }

    private String progress(Walk walk) {
      return state
          .last()
          .map(last -> walk.read() + " of about " + last.read())
          .orElse(Long.toString(walk.read()));
    }
  }

  private static LocalDate day(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }

  /**
   * A comparison of the verdicts at two instants.
   *
   * @param at the instant for which dossiers are judged
   * @param since the instant whose verdicts are already published; empty if every verdict is to be
   *     published
   * @param knownTo if present, the earlier verdict disregards the exclusions of a domain that were
   *     written after this instant
   */
  private final class Comparison {
    private final Instant at;
    private final Optional<Instant> since;
    private final Optional<Instant> knownTo;
    private final Cause cause;
    private final List<VerdictChange> changes = new ArrayList<>();
    private final List<QueuedAddress> forSesList = new ArrayList<>();

    private Comparison(
        Instant at, Optional<Instant> since, Optional<Instant> knownTo, Cause cause) {
      this.at = at;
      this.since = since;
      this.knownTo = knownTo;
      this.cause = cause;
    }

    /**
     * Finds the changes of these subjects that are worth publishing, and the addresses whose entries on
     * SES's list may have to change. Dossiers that cannot be read are skipped.
     */
    void compare(List<Subject> subjects, CurrentRun run) {
      Set<Subject> domains = new LinkedHashSet<>();
      subjects.forEach(subject -> domains.add(new Subject.Domain(subject.domain())));
      ReadResults<Subject, Dossier> domainDossiers = table.read(domains);
      Set<UnreadableItemException> unreadable =
          new LinkedHashSet<>(domainDossiers.unreadable().values());
      subjects.stream()
          .filter(Subject.Domain.class::isInstance)
          .flatMap(domain -> domainDossiers.find(domain).stream())
          .map(domain -> change(domain, domain))
          .filter(VerdictChange::isWorthPublishing)
          .forEach(changes::add);
      List<Subject> addresses =
          subjects.stream().filter(Subject.Address.class::isInstance).toList();
      // One request at a time, because the time limit of a read includes the time for marking
      // dossiers.
      for (int from = 0; from < addresses.size(); from += DossierBatch.MOST_SUBJECTS) {
        List<Subject> some =
            addresses.subList(from, Math.min(from + DossierBatch.MOST_SUBJECTS, addresses.size()));
        Map<EmailAddress, Tombstone> tombstones = table.tombstones(
            some.stream().map(subject -> ((Subject.Address) subject).address()).toList(),
            domainDossiers.found().values());
        table.readInBatches(
            some,
            dossier -> policy.neverExpires(dossier, book),
            batch -> addChanges(batch, domainDossiers, tombstones, unreadable));
      }
      run.skipUnreadable(unreadable);
    }

    private void addChanges(
        DossierBatch batch,
        ReadResults<Subject, Dossier> domains,
        Map<EmailAddress, Tombstone> tombstones,
        Set<UnreadableItemException> unreadable) {
      for (Subject subject : batch.subjects()) {
        try {
          Dossier address = batch
              .get(subject)
              .dossier()
              .with(Optional.ofNullable(tombstones.get(((Subject.Address) subject).address())));
          domains
              .find(new Subject.Domain(subject.domain()))
              .ifPresent(domain -> addChange(address, domain));
        } catch (UnreadableItemException broken) {
          unreadable.add(broken);
        }
      }
    }

    private void addChange(Dossier dossier, Dossier domain) {
      VerdictChange change = change(dossier, domain);
      if (change.isWorthPublishing()) {
        changes.add(change);
      }
      if (policy.sesList() == SesListMode.FOLLOW
          && dossier.subject() instanceof Subject.Address subject
          && since.filter(before -> isForSesList(dossier, domain, before)).isPresent()) {
        forSesList.add(new QueuedAddress(subject.address(), change.id()));
      }
    }

    /**
     * Returns whether SES's list may have to change. This method is not used if every verdict is
     * published: the daily comparison with SES's list then finds the differences with fewer calls, and
     * SES accepts one call a second.
     */
    private boolean isForSesList(Dossier dossier, Dossier domain, Instant before) {
      return SesListFollowUp.withoutWrite(dossier, known(domain), before, domain, at, policy, book)
          != SesListFollowUp.NONE;
    }

    private Dossier known(Dossier domain) {
      return knownTo.map(domain::withExclusionsUpTo).orElse(domain);
    }

    private VerdictChange change(Dossier dossier, Dossier domain) {
      Verdict after = policy.judgeForEvent(dossier, domain, book, at);
      return new VerdictChange(
          id(dossier.subject(), after),
          dossier.subject(),
          since.map(instant -> policy.judgeForEvent(dossier, known(domain), book, instant)),
          after,
          at,
          cause,
          Optional.empty(),
          after
              .cause()
              .flatMap(VerdictCause::origin)
              .filter(Evidence.Origin::isImported)
              .isPresent());
    }

    /**
     * Returns the id of a change. It is the same whenever the same verdict of the same walk is
     * published.
     */
    private String id(Subject subject, Verdict after) {
      String content = String.join(
          "\n",
          cause.name(),
          at.toString(),
          subject.key(),
          after.state().name(),
          after.reason().orElse(""),
          after.until().map(LocalDate::toString).orElse(""),
          String.join(",", after.streams()));
      return "walk-" + Sha256.hex(content, ID_BYTES);
    }
  }
}
