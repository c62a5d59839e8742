package dev.hardstop.watch;

import dev.hardstop.changes.SesListQueue;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.diagnosis.DomainExamination;
import dev.hardstop.diagnosis.DossierIndex;
import dev.hardstop.diagnosis.Thresholds;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.sesaccount.SesAccountSettings;
import dev.hardstop.sesaccount.SesSuppressionList;
import dev.hardstop.suppression.DossierTable;
import dev.hardstop.suppression.Incident.IncidentSlot;
import dev.hardstop.suppression.ParallelRunner;
import dev.hardstop.suppression.SesListMode;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.watchstate.Overview.OverviewStore;
import dev.hardstop.watchstate.SesListStateStore;
import dev.hardstop.watchstate.WalkState.WalkStore;
import dev.hardstop.watchstate.WatchStateStore;
import dev.hardstop.watchstate.WatchStateStore.SendingDays;
import java.util.List;

/** The ports of {@code watch}, and what CDI builds on them in the function. */
record WatchWiring(
    DossierTable list,
    IncidentSlot slot,
    DossierIndex index,
    WatchStateStore watchState,
    WalkStore walk,
    SendingDays days,
    OverviewStore overview,
    SendingAccount account,
    List<AlertChannel> channels,
    SesListPorts sesList,
    ChangeOutlet changes) {
  private static final ParallelRunner READERS = ParallelRunner.of(2);

  WatchRun build(Thresholds thresholds, WatchConfiguration configuration) {
    RuleBook book = RuleFiles.book();
    AlertOutbox outbox = new AlertOutbox(watchState, list, channels);
    RegisteredDomains registeredDomains = new RegisteredDomains();
    NewFeedbackReader news = new NewFeedbackReader(
        list, index, book, SuppressionPolicy.standard(), thresholds, configuration, READERS);
    return new WatchRun(
        watchState,
        days,
        overview,
        registeredDomains,
        news,
        new SenderIncidents(thresholds, watchState),
        new DomainIncidents(
            new DomainExamination(list, index, book, thresholds),
            index,
            thresholds,
            slot,
            watchState,
            outbox,
            READERS),
        account,
        new SendingBrake(account, watchState, configuration),
        outbox,
        new Digest(
            watchState,
            outbox,
            account,
            news,
            registeredDomains,
            new SesListSection(sesList.store(), SuppressionPolicy.standard().with(sesList.mode())),
            overview,
            configuration),
        sesListReconciliation(book, configuration),
        new DossierWalk(
            walk, list, index, book, SuppressionPolicy.standard(), changes, configuration),
        thresholds);
  }

  /** What the reconciliation with SES's suppression list needs besides. */
  record SesListPorts(
      SesListMode mode,
      SesListStateStore store,
      SesSuppressionList list,
      SesAccountSettings settings,
      SesListQueue queue) {}

  private SesListReconciliation sesListReconciliation(
      RuleBook book, WatchConfiguration configuration) {
    SuppressionPolicy policy = SuppressionPolicy.standard().with(sesList.mode());
    SesAccountReview review = new SesAccountReview(
        sesList.settings(), sesList.store(), watchState, policy, configuration);
    return new SesListReconciliation(
        sesList.store(),
        sesList.list(),
        list,
        index,
        book,
        policy,
        sesList.queue(),
        review,
        READERS);
  }
}
