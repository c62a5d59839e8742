package dev.hardstop.watch;

import static java.util.Objects.requireNonNull;

import dev.hardstop.changes.SesListQueue;
import dev.hardstop.changes.SesListQueue.QueuedAddress;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.diagnosis.DossierIndex;
import dev.hardstop.diagnosis.DossierIndex.ResultPage;
import dev.hardstop.sesaccount.SesSuppressionList;
import dev.hardstop.sesaccount.SesSuppressionList.SesRefusalException;
import dev.hardstop.sesaccount.SesSuppressionList.SesRefusalException.RefusalKind;
import dev.hardstop.sesaccount.SesSuppressionList.SesUnavailableException;
import dev.hardstop.sesaccount.SesSuppressionList.SuppressedDestination;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.DossierTable;
import dev.hardstop.suppression.Dossiers.DossierBatch;
import dev.hardstop.suppression.Observation;
import dev.hardstop.suppression.ParallelRunner;
import dev.hardstop.suppression.SesListEntry;
import dev.hardstop.suppression.SesListEntry.ListingReason;
import dev.hardstop.suppression.SesListMode;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.suppression.TableUnavailableException;
import dev.hardstop.suppression.UnreadableItemException;
import dev.hardstop.watchstate.ListedAddresses;
import dev.hardstop.watchstate.SesListFindings;
import dev.hardstop.watchstate.SesListProgress;
import dev.hardstop.watchstate.SesListState;
import dev.hardstop.watchstate.SesListStateStore;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Compares SES's suppression list with the verdicts once a UTC day: first it reads all pages of the
 * list, then all dossiers. In the mode {@code follow}, it turns the entries that SES listed before
 * Hardstop into evidence, and sends the differences to {@code ses-list}. In the mode {@code report}, it
 * changes nothing that a verdict depends on, and reports what would change.
 *
 * <p>The reconciliation is the last step of a run. Each run reads a limited part, and the next run
 * continues. The position is stored after each part, together with the findings, on the condition that
 * no other run has stored it. A run may therefore be killed at any point, and runs may overlap: each
 * part is counted once. Evidence and messages to {@code ses-list} are written before the position; they
 * are the same if a part is repeated.
 */
@Singleton
final class SesListReconciliation {
  /** The most pages of the list that a run reads, because SES accepts one such call a second. */
  static final int MOST_PAGES = 100;

  /** How many entries or dossiers are read between two writes of the state. */
  static final int PART = 250;

  /** The most parts of the dossiers that a run reads. */
  static final int MOST_PARTS = 400;

  /** How many addresses are read at once, so that they and their domains fit into one request. */
  private static final int AT_ONCE = DossierBatch.MOST_SUBJECTS / 2;

  /**
   * The most differences that a run sends. A removal takes two calls, so {@code ses-list} can handle
   * this many before the next run, 15 minutes later, and a release waits no longer than that.
   */
  static final int MOST_SENT_BY_RUN = 400;

  /**
   * The approximate limit of the differences that one reconciliation sends, so that it ends on the same
   * day.
   */
  static final int MOST_SENT = 20_000;

  private static final String LIST = "SES's suppression list";
  private static final String LIST_ACTION = "ses:ListSuppressedDestinations";

  private final SesListStateStore store;
  private final SesSuppressionList list;
  private final DossierTable table;
  private final DossierIndex index;
  private final RuleBook book;
  private final SesListMode mode;
  private final SuppressionPolicy policy;
  private final SesListQueue queue;
  private final SesAccountReview review;
  private final ParallelRunner readers;

  /**
   * Creates the reconciliation. It always judges in the mode {@code follow}, so that a report shows
   * what would change.
   */
  @Inject
  SesListReconciliation(
      SesListStateStore store,
      SesSuppressionList list,
      DossierTable table,
      DossierIndex index,
      RuleBook book,
      SuppressionPolicy policy,
      SesListQueue queue,
      SesAccountReview review,
      ParallelRunner readers) {
    this.store = requireNonNull(store, "store is null");
    this.list = requireNonNull(list, "list is null");
    this.table = requireNonNull(table, "table is null");
    this.index = requireNonNull(index, "index is null");
    this.book = requireNonNull(book, "book is null");
    this.mode = policy.sesList();
    this.policy = policy.with(SesListMode.FOLLOW);
    this.queue = requireNonNull(queue, "queue is null");
    this.review = requireNonNull(review, "review is null");
    this.readers = requireNonNull(readers, "readers is null");
  }

  /**
   * The progress of the reconciliation.
   *
   * @param entries how many entries of the list this run read
   * @param broughtIn how many of these entries became evidence
   * @param differences how many differences the last complete reconciliation found
   * @param hoursBehind how many hours ago the last complete reconciliation ended; before there is one,
   *     how many hours ago the first reconciliation began
   */
  record ReconciliationResult(int entries, int broughtIn, long differences, long hoursBehind) {
    private static final ReconciliationResult NONE = new ReconciliationResult(0, 0, 0, 0);
  }

  /** Begins or continues the reconciliation of the day for as long as this run has time. */
  ReconciliationResult reconcile(CurrentRun run) {
    if (mode == SesListMode.OFF) {
      return ReconciliationResult.NONE;
    }
    try {
      SesListState state = store.read();
      review.reviewIfDue(state, run);
      ReconciliationSteps steps = new ReconciliationSteps(run, state);
      steps.begin();
      for (int pages = 0; steps.isListing() && pages < MOST_PAGES; pages++) {
        steps.readPage();
      }
      for (int parts = 0; steps.isComparing() && parts < MOST_PARTS; parts++) {
        steps.readDossiers();
      }
      return steps.result();
    } catch (TableUnavailableException unavailable) {
      run.skip(LIST, "the table is unavailable");
    } catch (UnreadableItemException unreadable) {
      run.skipUnreadable(List.of(unreadable));
    }
    return ReconciliationResult.NONE;
  }

  /** The steps of one run. */
  private final class ReconciliationSteps {
    private final CurrentRun run;
    private final SesListState state;
    private final boolean follows = mode == SesListMode.FOLLOW;
    private Optional<SesListProgress> progress;
    private Optional<ListedAddresses> listed = Optional.empty();
    private Optional<SesListProgress> last;
    private int read;
    private int broughtIn;
    private int sent;

    private ReconciliationSteps(CurrentRun run, SesListState state) {
      this.run = run;
      this.state = state;
      this.progress = state.current();
      this.last = state.last();
    }

    /**
     * Begins a reconciliation if one is due. A reconciliation that began in another mode is discarded.
     */
    void begin() {
      progress.filter(current -> current.follows() != follows).ifPresent(this::giveUp);
      if (progress.isEmpty() && isDue() && !run.isOutOfTime()) {
        SesListProgress begun = SesListProgress.begin(run.now(), follows);
        progress = Optional.of(begun).filter(it -> store.replace(Optional.empty(), it));
      }
    }

    /**
     * Returns whether a reconciliation is due. The first reconciliation in the mode {@code follow} only
     * adds evidence and sends no differences, so the next one follows at once.
     */
    private boolean isDue() {
      return state
          .last()
          .filter(last -> last.follows() == follows)
          .filter(last -> !(follows && state.adopted().equals(Optional.of(last.began()))))
          .map(last -> day(last.began()).isBefore(run.today()))
          .orElse(true);
    }

    boolean isListing() {
      return progress.filter(it -> !it.isListRead()).isPresent() && mayContinue();
    }

    boolean isComparing() {
      return progress.filter(SesListProgress::isListRead).isPresent() && mayContinue();
    }

    /** Returns whether there is time, and all differences of another part could be sent. */
    private boolean mayContinue() {
      return sent + PART <= MOST_SENT_BY_RUN && !run.isOutOfTime();
    }

    private void giveUp(SesListProgress current) {
      store.discard(current);
      progress = Optional.empty();
    }

    /**
     * Stores what was read. If another run has stored it or something failed, the reconciliation stops
     * in this run.
     */
    private void store(SesListProgress after) {
      Optional<SesListProgress> stored =
          Optional.of(after).filter(it -> store.replace(progress, it));
      last = stored.filter(it -> it.ended().isPresent()).or(() -> last);
      progress = stored.filter(it -> it.ended().isEmpty());
    }

    ReconciliationResult result() {
      Optional<Instant> since = last.flatMap(SesListProgress::ended)
          .or(() -> progress.or(state::current).map(SesListProgress::began));
      return new ReconciliationResult(
          read,
          broughtIn,
          last.map(it -> it.findings().differences()).orElse(0L),
          since.map(it -> Duration.between(it, run.now()).toHours()).orElse(0L));
    }

    private void stop(String why) {
      run.skip(LIST, why);
      progress = Optional.empty();
    }

    // The list.

    void readPage() {
      SesListProgress current = progress.orElseThrow();
      SesSuppressionList.Page page;
      try {
        page = list.list(current.cursor(), PART);
      } catch (SesUnavailableException unavailable) {
        stop("SES does not answer");
        return;
      } catch (SesRefusalException refusal) {
        refused(current, refusal.kind());
        return;
      }
      List<SesListEntry> entries =
          page.entries().stream().flatMap(it -> entry(it).stream()).toList();
      SesListComparison comparison = comparison(current);
      chunks(entries).forEach(comparison::addEntries);
      if (follows) {
        broughtIn += readers.map(comparison.broughtIn(), this::bringIn).size();
      }
      read += page.entries().size();
      int unreadable = page.entries().size() - entries.size();
      SesListFindings found =
          comparison.findings().plus(SesListFindings.ofPage(page.entries().size(), unreadable));
      store.saveListed(
          current,
          current.pages(),
          ListedAddresses.of(entries.stream().map(SesListEntry::address).toList()));
      if (isQueued(comparison, current)) {
        store(current.afterPage(found, page.next()));
      }
    }

    /**
     * Handles a refusal. SES also refuses a token that it no longer accepts; the list is then read from
     * its beginning.
     */
    private void refused(SesListProgress current, RefusalKind why) {
      if (why == RefusalKind.REFUSED && current.cursor().isPresent()) {
        giveUp(current);
      }
      if (why == RefusalKind.NOT_PERMITTED) {
        review.report(SesAccountReview.Obstacle.PERMISSION, Set.of(LIST_ACTION), run);
      }
      stop(
          why == RefusalKind.NOT_PERMITTED
              ? "not permitted: " + LIST_ACTION
              : "SES refuses the call");
    }

    // The dossiers.

    void readDossiers() {
      SesListProgress current = progress.orElseThrow();
      listed = listed.or(() -> store.listed(current));
      if (listed.isEmpty()) {
        giveUp(current);
        stop("a page of it is no longer stored");
        return;
      }
      ResultPage<Subject> page = index.all(current.cursor(), PART);
      List<EmailAddress> addresses = page.items().stream()
          .filter(Subject.Address.class::isInstance)
          .map(subject -> ((Subject.Address) subject).address())
          .distinct()
          .toList();
      SesListComparison comparison = comparison(current);
      chunks(addresses).forEach(chunk -> comparison.addDossiers(chunk, listed.orElseThrow()));
      if (isQueued(comparison, current)) {
        store(current.afterDossiers(
            comparison.findings(), comparison.sets(), page.next(), run.now()));
      }
    }

    private boolean bringIn(Observation observation) {
      table.observe(observation);
      return true;
    }

    private SesListComparison comparison(SesListProgress current) {
      return new SesListComparison(table, policy, book, run.now(), current, state.adopted());
    }

    /**
     * Sends the differences to {@code ses-list} if the list may already be changed. The next day's
     * reconciliation finds unsent differences again. Returns false if sending failed.
     */
    private boolean isQueued(SesListComparison comparison, SesListProgress current) {
      run.skipUnreadable(comparison.unreadable());
      List<QueuedAddress> differing = comparison.differing();
      if (!follows
          || state.adopted().isEmpty()
          || differing.isEmpty()
          || current.findings().changeable() >= MOST_SENT) {
        return true;
      }
      Optional<String> failure = queue.send(differing);
      sent += differing.size();
      failure.ifPresent(why -> stop("the queue of ses-list: " + why));
      return failure.isEmpty();
    }
  }

  private static Optional<SesListEntry> entry(SuppressedDestination destination) {
    ListingReason reason = destination.reason() == SesSuppressionList.Reason.COMPLAINT
        ? ListingReason.COMPLAINT
        : ListingReason.BOUNCE;
    return SesListEntry.find(destination.address(), reason, destination.lastUpdate());
  }

  private static LocalDate day(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }

  private static <T> List<List<T>> chunks(List<T> all) {
    List<List<T>> chunks = new ArrayList<>();
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      chunks.add(all.subList(from, Math.min(from + AT_ONCE, all.size())));
    }
    return chunks;
  }
}
