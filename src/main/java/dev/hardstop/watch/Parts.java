package dev.hardstop.watch;

import dev.hardstop.classification.RuleBook;
import dev.hardstop.diagnosis.DomainIndex;
import dev.hardstop.diagnosis.Examination;
import dev.hardstop.diagnosis.HourIndex;
import dev.hardstop.diagnosis.Thresholds;
import dev.hardstop.logbook.Logbook;
import dev.hardstop.logbook.SendingDays;
import dev.hardstop.suppression.IncidentSlot;
import dev.hardstop.suppression.SuppressionList;
import dev.hardstop.suppression.SuppressionPolicy;
import java.util.List;
import java.util.function.UnaryOperator;

/** What a round works with. */
record Parts(
    Logbook logbook,
    SendingDays days,
    DomainIndex index,
    Thresholds thresholds,
    UnaryOperator<String> organisationOf,
    int mostDossiers,
    SideBySide readers,
    HourReading hours,
    NewsReading news,
    SenderWatch sender,
    IncidentWatch incidents,
    SendingAccount account,
    LimitWatch limits,
    Outbox outbox,
    Digest digest) {
  /** What is behind the ports of the core. */
  record Ports(
      SuppressionList list,
      IncidentSlot slot,
      HourIndex hours,
      DomainIndex index,
      Logbook logbook,
      SendingDays days) {}

  /** What is behind those to SES and SNS. */
  record Senders(SendingAccount account, List<Messenger> messengers, SendingSwitch sending) {}

  static Parts of(
      Ports ports,
      Senders senders,
      SideBySide readers,
      RuleBook book,
      SuppressionPolicy policy,
      Thresholds thresholds,
      WatchConfiguration configuration) {
    UnaryOperator<String> organisationOf = new Organisations();
    HourReading hours = new HourReading(ports.hours(), thresholds.deliveryWait());
    NewsReading news =
        new NewsReading(ports.list(), book, policy, thresholds.deliveryWait(), readers);
    Outbox outbox = new Outbox(ports.logbook(), ports.list(), senders.messengers());
    Examination examination = new Examination(ports.list(), ports.index(), book, thresholds);
    return new Parts(
        ports.logbook(),
        ports.days(),
        ports.index(),
        thresholds,
        organisationOf,
        configuration.dossiers(),
        readers,
        hours,
        news,
        new SenderWatch(thresholds, ports.logbook()),
        new IncidentWatch(examination, thresholds, ports.slot(), ports.logbook()),
        senders.account(),
        new LimitWatch(SendingBrake.of(configuration), senders.sending(), ports.logbook()),
        outbox,
        new Digest(
            ports.logbook(),
            outbox,
            senders.account(),
            new DayReading(hours, news, book, organisationOf, configuration.dossiers()),
            configuration));
  }
}
