package dev.hardstop.watch;

import static java.util.Comparator.naturalOrder;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;

import dev.hardstop.diagnosis.IncidentReport;
import dev.hardstop.diagnosis.SendingDiagnosis;
import dev.hardstop.diagnosis.Thresholds;
import dev.hardstop.suppression.Subject;
import dev.hardstop.watch.DossierWalk.WalkResult;
import dev.hardstop.watch.NewFeedbackReader.DomainFeedback;
import dev.hardstop.watch.NewFeedbackReader.WrittenAddresses;
import dev.hardstop.watch.SesListReconciliation.ReconciliationResult;
import dev.hardstop.watchstate.LatestRun;
import dev.hardstop.watchstate.Overview.OverviewStore;
import dev.hardstop.watchstate.WatchState;
import dev.hardstop.watchstate.WatchState.PostponedDomain;
import dev.hardstop.watchstate.WatchState.ReadProgress;
import dev.hardstop.watchstate.WatchStateStore;
import dev.hardstop.watchstate.WatchStateStore.SendingDays;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/**
 * The steps of a run. Runs may overlap, and may be killed at any point. Therefore everything that a run
 * writes may be written twice, and a run writes its progress last.
 */
@Singleton
final class WatchRun {
  /**
   * The number of candidates at which reading pauses until they are examined. If all must be postponed,
   * they fit into one item of the table, together with the candidates of the last page and the open
   * incidents.
   */
  private static final int MOST_CANDIDATES = 500;

  private final WatchStateStore watchState;
  private final SendingDays sendingDays;
  private final OverviewStore overview;
  private final RegisteredDomains registeredDomains;
  private final NewFeedbackReader reader;
  private final SenderIncidents sender;
  private final DomainIncidents domainIncidents;
  private final SendingAccount account;
  private final SendingBrake brake;
  private final AlertOutbox outbox;
  private final Digest digest;
  private final SesListReconciliation sesList;
  private final DossierWalk walk;
  private final int fewestDelivered;

  @Inject
  WatchRun(
      WatchStateStore watchState,
      SendingDays sendingDays,
      OverviewStore overview,
      RegisteredDomains registeredDomains,
      NewFeedbackReader reader,
      SenderIncidents sender,
      DomainIncidents domainIncidents,
      SendingAccount account,
      SendingBrake brake,
      AlertOutbox outbox,
      Digest digest,
      SesListReconciliation sesList,
      DossierWalk walk,
      Thresholds thresholds) {
    this.watchState = requireNonNull(watchState, "watchState is null");
    this.sendingDays = requireNonNull(sendingDays, "sendingDays is null");
    this.overview = requireNonNull(overview, "overview is null");
    this.registeredDomains = requireNonNull(registeredDomains, "registeredDomains is null");
    this.reader = requireNonNull(reader, "reader is null");
    this.sender = requireNonNull(sender, "sender is null");
    this.domainIncidents = requireNonNull(domainIncidents, "domainIncidents is null");
    this.account = requireNonNull(account, "account is null");
    this.brake = requireNonNull(brake, "brake is null");
    this.outbox = requireNonNull(outbox, "outbox is null");
    this.digest = requireNonNull(digest, "digest is null");
    this.sesList = requireNonNull(sesList, "sesList is null");
    this.walk = requireNonNull(walk, "walk is null");
    this.fewestDelivered = thresholds.opening().deliveredBefore();
  }

  /**
   * Runs all steps.
   *
   * @param now when the run begins
   * @param outOfTime returns whether no further step may begin
   */
  WatchRunResult run(Instant now, BooleanSupplier outOfTime) {
    CurrentRun run = new CurrentRun(now, outOfTime);
    outbox.deliver(run);
    WatchState state = watchState.read();
    SendingHistory history =
        SendingHistory.read(sendingDays, overview, registeredDomains, run.today());
    DomainSteps domains = new DomainSteps(run, state, history);
    domains.examinePostponed();
    domains.examineNewFeedback();
    domains.save();
    Optional<SendingRates> rates = readRates(run);
    brake.check(state.brake(), rates, run);
    outbox.deliver(run);
    digest.sendIfDue(run, history, rates);
    WalkResult walked = walk.walk(run, domains.isAllRead());
    WatchRunResult result = domains.result(walked, sesList.reconcile(run));
    overview.save(result.latestRun(run.now(), rates));
    return result;
  }

  private Optional<SendingRates> readRates(CurrentRun run) {
    return run.attempt("SES's send statistics", account::statistics)
        .map(points -> new SendingRates(points, run.now()));
  }

  /**
   * The steps that examine domains. The domains that earlier runs postponed come first, and no new
   * feedback is read before they are examined. Each domain is therefore examined eventually, whatever
   * the load.
   */
  private final class DomainSteps {
    private final CurrentRun run;
    private final WatchState state;
    private final SendingHistory history;
    private final Set<String> open;
    private final DomainIncidents.Examinations examinations;
    private final Set<PostponedDomain> postponedBefore;
    private final Set<PostponedDomain> postponed = new TreeSet<>();
    private final Set<Subject> written = new TreeSet<>();
    private Optional<ReadProgress> progress;
    private int dossiers;
    private int domains;

    private DomainSteps(CurrentRun run, WatchState state, SendingHistory history) {
      this.run = run;
      this.state = state;
      this.history = history;
      this.open = domainsOf(state);
      this.examinations = domainIncidents.begin(run, open);
      this.postponedBefore = watchState.postponed();
      this.progress = state.progress();
    }

    void examinePostponed() {
      if (!postponedBefore.isEmpty()) {
        SendingDiagnosis sending = sender.diagnose(history, state.senderIncident());
        postponed.addAll(examinations.examine(postponedBefore, sending.spiking()));
      }
    }

    /** Examines domains in rounds, each with no more domains than can be postponed if time runs out. */
    void examineNewFeedback() {
      SortedSet<PostponedDomain> domainsToExamine = new TreeSet<>();
      open.forEach(domain -> domainsToExamine.add(new PostponedDomain(domain, 0, run.now())));
      boolean more = postponed.isEmpty() && !run.isOutOfTime();
      while (more) {
        domainsToExamine.addAll(readNewFeedback());
        SendingDiagnosis sending = sender.examine(history, run.now());
        postponed.addAll(examinations.examine(domainsToExamine, sending.spiking()));
        domainsToExamine.clear();
        more = !isAllRead()
            && postponed.isEmpty()
            && reader.mayReadMore(dossiers)
            && !run.isOutOfTime();
      }
    }

    /**
     * Reads new feedback until there are enough candidates for a round. A candidate is a domain with as
     * many deliveries as an incident requires.
     */
    private SortedSet<PostponedDomain> readNewFeedback() {
      Map<String, Integer> candidates = new HashMap<>();
      progress = Optional.of(reader.readOn(
          progress,
          dossiers,
          () -> candidates.size() >= MOST_CANDIDATES || run.isOutOfTime(),
          run,
          feedback -> add(feedback, candidates),
          written::add));
      history.write();
      SortedSet<PostponedDomain> mostUrgentFirst = new TreeSet<>();
      candidates.forEach((domain, addresses) ->
          mostUrgentFirst.add(new PostponedDomain(domain, addresses, run.now())));
      return mostUrgentFirst;
    }

    private void add(DomainFeedback feedback, Map<String, Integer> candidates) {
      domains++;
      dossiers += feedback.addresses().size();
      history.add(feedback.activity());
      if (feedback.deliveredRecipients() >= fewestDelivered) {
        candidates.merge(feedback.domain(), feedback.addresses().size(), Integer::sum);
      }
    }

    /** Stores the results. The progress comes last. */
    void save() {
      history.write();
      watchState.postpone(
          postponed.stream().filter(domain -> !postponedBefore.contains(domain)).toList());
      watchState.removePostponed(
          postponedBefore.stream().filter(domain -> !postponed.contains(domain)).toList());
      walk.notice(written, run);
      if (!progress.equals(state.progress())) {
        progress.ifPresent(after -> watchState.moveProgress(state.progress(), after));
      }
      if (!postponed.isEmpty()) {
        run.skip("time for " + postponed.size() + " domains");
      }
    }

    private boolean isAllRead() {
      Instant began = run.now().truncatedTo(ChronoUnit.MILLIS);
      return progress
          .filter(to -> to.place().isEmpty() && !to.readTo().isBefore(began))
          .isPresent();
    }

    WatchRunResult result(WalkResult walked, ReconciliationResult reconciled) {
      return new WatchRunResult(
          dossiers,
          domains,
          examinations.examined(),
          examinations.opened(),
          examinations.ended(),
          isAllRead() && postponed.isEmpty(),
          postponed.size(),
          minutesBehind(),
          walked,
          reconciled,
          run.skipped());
    }

    private long minutesBehind() {
      Instant now = run.now();
      Instant oldest =
          postponed.stream().map(PostponedDomain::since).min(naturalOrder()).orElse(now);
      Instant readTo = isAllRead()
          ? now
          : progress.map(ReadProgress::readTo).orElse(now.minus(WrittenAddresses.FIRST_READING));
      return Duration.between(oldest.isBefore(readTo) ? oldest : readTo, now).toMinutes();
    }
  }

  private static Set<String> domainsOf(WatchState state) {
    return state.openIncidents().stream()
        .filter(incident -> incident.scope() == IncidentReport.Scope.DOMAIN)
        .flatMap(incident -> incident.domains().stream())
        .collect(toSet());
  }

  /**
   * The result of a run.
   *
   * @param dossiers how many dossiers with new feedback were read; a dossier that was read twice counts
   *     twice
   * @param domains how many domains these dossiers belong to; a domain whose dossiers were read in two
   *     parts counts twice
   * @param examined how many domains were examined
   * @param opened how many incidents were opened
   * @param ended how many incidents were ended
   * @param complete whether all new feedback was read and no domain was postponed
   * @param left how many domains were postponed to the next run
   * @param minutesBehind the age in minutes of the oldest feedback that no run has processed; 0 if
   *     there is none
   * @param walk the progress of the walk through all dossiers
   * @param sesList the progress of the comparison with SES's suppression list
   * @param missing the steps that were skipped
   */
  record WatchRunResult(
      int dossiers,
      int domains,
      int examined,
      int opened,
      int ended,
      boolean complete,
      int left,
      long minutesBehind,
      WalkResult walk,
      ReconciliationResult sesList,
      List<String> missing) {
    WatchRunResult {
      missing = List.copyOf(missing);
    }

    private LatestRun latestRun(Instant began, Optional<SendingRates> rates) {
      return new LatestRun(
          began,
          rates.map(SendingRates::day),
          rates.map(SendingRates::week),
          complete,
          left,
          minutesBehind,
          walk.hoursBehind(),
          sesList.hoursBehind(),
          missing);
    }

    /**
     * Returns the fields of the log line and of the function's response. No field contains an address.
     */
    Map<String, String> fields() {
      Map<String, String> fields = new LinkedHashMap<>();
      fields.put("dossiers", Integer.toString(dossiers));
      fields.put("domains", Integer.toString(domains));
      fields.put("examined", Integer.toString(examined));
      fields.put("opened", Integer.toString(opened));
      fields.put("ended", Integer.toString(ended));
      fields.put("complete", Boolean.toString(complete));
      fields.put("left", Integer.toString(left));
      fields.put("minutesBehind", Long.toString(minutesBehind));
      fields.put("walked", Integer.toString(walk.walked()));
      fields.put("published", Integer.toString(walk.published()));
      fields.put("walk", walk.progress());
      fields.put("walkFinished", walk.finished().map(Instant::toString).orElse(""));
      fields.put("hoursSinceWalk", Long.toString(walk.hoursBehind()));
      fields.put("listedEntries", Integer.toString(sesList.entries()));
      fields.put("hoursSinceSesList", Long.toString(sesList.hoursBehind()));
      fields.put("missing", String.join(", ", missing));
      return fields;
    }
  }
}
