package dev.hardstop.watch;

import dev.hardstop.classification.RuleBook;
import dev.hardstop.diagnosis.DomainExamination;
import dev.hardstop.diagnosis.DomainIndex;
import dev.hardstop.diagnosis.HourIndex;
import dev.hardstop.diagnosis.Thresholds;
import dev.hardstop.suppression.IncidentSlot;
import dev.hardstop.suppression.ParallelRunner;
import dev.hardstop.suppression.SuppressionList;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.watchstate.SendingDays;
import dev.hardstop.watchstate.WatchStateStore;
import java.util.List;
import java.util.function.UnaryOperator;

/** What a round works with. */
record Parts(
    WatchStateStore watchState,
    SendingDays days,
    DomainIndex index,
    Thresholds thresholds,
    UnaryOperator<String> organisationOf,
    int mostDossiers,
    ParallelRunner readers,
    HourReading hours,
    NewsReading news,
    SenderWatch sender,
    IncidentWatch incidents,
    SendingAccount account,
    BrakeControl limits,
    Outbox outbox,
    Digest digest) {
  /** What is behind the ports of the core. */
  record Ports(
      SuppressionList list,
      IncidentSlot slot,
      HourIndex hours,
      DomainIndex index,
      WatchStateStore watchState,
      SendingDays days) {}

  /** What is behind those to SES and SNS. */
  record Senders(SendingAccount account, List<AlertChannel> messengers, SendingSwitch sending) {}

  static Parts of(
      Ports ports,
      Senders senders,
      ParallelRunner readers,
      RuleBook book,
      SuppressionPolicy policy,
      Thresholds thresholds,
      WatchConfiguration configuration) {
    UnaryOperator<String> organisationOf = new Organisations();
    HourReading hours = new HourReading(ports.hours(), thresholds.deliveryWait());
    NewsReading news =
        new NewsReading(ports.list(), book, policy, thresholds.deliveryWait(), readers);
    Outbox outbox = new Outbox(ports.watchState(), ports.list(), senders.messengers());
    DomainExamination examination =
        new DomainExamination(ports.list(), ports.index(), book, thresholds);
    return new Parts(
        ports.watchState(),
        ports.days(),
        ports.index(),
        thresholds,
        organisationOf,
        configuration.dossiers(),
        readers,
        hours,
        news,
        new SenderWatch(thresholds, ports.watchState()),
        new IncidentWatch(examination, thresholds, ports.slot(), ports.watchState()),
        senders.account(),
        new BrakeControl(SendingBrake.of(configuration), senders.sending(), ports.watchState()),
        outbox,
        new Digest(
            ports.watchState(),
            outbox,
            senders.account(),
            new DayReading(hours, news, organisationOf, configuration.dossiers()),
            configuration));
  }
}
