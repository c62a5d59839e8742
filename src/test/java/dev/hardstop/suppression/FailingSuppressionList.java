package dev.hardstop.suppression;

import dev.hardstop.suppression.DeliveredRecipients.DeliveredOnDay;
import dev.hardstop.suppression.DeliveryWrite.DeliveryDay;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A table that refuses to write what is about one domain. */
final class FailingSuppressionList implements SuppressionList {
  final InMemorySuppressionList behind = new InMemorySuppressionList();
  final List<String> written = new ArrayList<>();
  String refused = "none";

  @Override
  public ReadResults<Subject, Dossier> read(Set<Subject> subjects) {
    return behind.read(subjects);
  }

  @Override
  public void observe(Observation observation) {
    if (refused.equals("observing")) {
      throw new IllegalStateException("throttled");
    }
    write(observation.subject());
    behind.observe(observation);
  }

  @Override
  public <N extends DeliveryWrite> Set<N> missing(Set<N> notes) {
    if (refused.equals("asking")) {
      throw new IllegalStateException("asked");
    }
    return behind.missing(notes);
  }

  @Override
  public void deliver(DeliveryDay day) {
    write(day.subject());
    behind.deliver(day);
  }

  @Override
  public void count(DeliveredOnDay recipients) {
    write(recipients.domain(), "recipients");
    behind.count(recipients);
  }

  @Override
  public ReadResults<String, DeliveredRecipients> delivered(Set<String> domains) {
    return behind.delivered(domains);
  }

  @Override
  public void addAction(Subject subject, ManualAction action) {
    behind.addAction(subject, action);
  }

  private void write(Subject subject) {
    write(subject.domain(), subject.key());
  }

  private synchronized void write(String domain, String what) {
    if (domain.equals(refused)) {
      throw new IllegalStateException("throttled");
    }
    written.add(what);
  }
}
