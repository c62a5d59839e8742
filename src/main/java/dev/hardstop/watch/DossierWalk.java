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
 * Publishes the verdicts that changed although nothing was written: once a UTC day it walks through all
 * dossiers and compares the verdict at the instant of the last walk with that of now. If the rule book or
 * the policy is another one, it publishes every verdict. A domain whose excluded days or ended incidents
 * set evidence aside has a walk of its own, which comes first.
 *
 * <p>{@code announce} publishes the changes by writes. So that nothing is missed between the two:
 *
 * <ul>
 *   <li>A walk judges all dossiers for one instant. It lies {@value #BEFORE_THE_RUN} minutes before the
 *       run that began the walk, so a write that a dossier does not have yet is later by every clock.
 *   <li>The next walk compares with that instant. A change by a write is ordered after it if the write
 *       was later, and before it if it was earlier.
 *   <li>{@code announce} compares with it as well: what lapsed shortly before a write is published with
 *       the write ({@link WalkState#publishedWhen}).
 * </ul>
 *
 * <p>The place of a walk is stored after each page, when the changes of the page are published. So a run
 * may be killed at any point, and runs may overlap: changes are published twice, with the same ids.
 *
 * <p>The walk also marks dossiers that must not expire by today's rule book and policy.
 */
@Singleton
final class DossierWalk {
  private static final int BEFORE_THE_RUN = 2;

  /** How many dossiers are read between two writes of the state. */
  static final int PAGE = 500;

  /** How often a state that other runs change is read again. */
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
   * How far the walk is.
   *
   * @param walked how many dossiers this run read
   * @param published how many changes this run published
   * @param progress how many dossiers the walk in progress has read, and how many the last one had;
   *     empty where none is in progress
   * @param finished the instant whose verdicts are all published; empty before the end of the first walk
   * @param hoursBehind how many hours ago that was; before the end of the first walk, how many hours ago
   *     that one began
   */
  record WalkResult(
      int walked, int published, String progress, Optional<Instant> finished, long hoursBehind) {}

  /**
   * Finds out which of these domains freed addresses that no walk has published, and stores that they
   * wait for one. It comes before the progress of reading news is stored.
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

  /** The latest time at which the oldest exclusion that no walk has published can have been written. */
  private static Optional<Instant> unpublished(Dossier domain, Instant knownTo) {
    return domain.exclusions().filter(written -> written.isAfter(knownTo)).min(Instant::compareTo);
  }

  /**
   * Walks on, as far as this run has time.
   *
   * @param newsRead whether everything that was written before the run has been read as news
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

    /** The next step, the most urgent one; returns whether another one may follow. */
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

    /** The walk has ended when nothing is left to publish that was written before its instant. */
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

    // Both.

    private int pageSize() {
      return Math.min(PAGE, mostDossiers - read);
    }

    /** How many changes were published; empty where publishing failed, and the page must be repeated. */
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
   * @param since the instant whose verdicts are published already; empty where every verdict is published
   * @param knownTo leaves out of the verdict before what a domain set aside later
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
     * Finds the changes of these subjects that are worth publishing, and the addresses whose place on
     * SES's list may have to change. What cannot be read is skipped.
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
      // One request at a time: the time in which a read must end includes that of marking dossiers.
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
     * Where every verdict is published, the daily comparison with SES's list finds the differences: it
     * needs fewer of SES's calls, of which SES accepts one a second.
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

    /** The same whenever the same verdict of the same walk is published. */
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
