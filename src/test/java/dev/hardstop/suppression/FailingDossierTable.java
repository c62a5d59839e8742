package dev.hardstop.suppression;

import dev.hardstop.suppression.DeliveredRecipients.DeliveredOnDay;
import dev.hardstop.suppression.DossierTable.DeliveryWrite;
import dev.hardstop.suppression.DossierTable.DeliveryWrite.DeliveryDay;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A table that fails all writes about one domain. */
final class FailingDossierTable implements DossierTable {
  final InMemoryDossierTable delegate = new InMemoryDossierTable();
  final List<String> written = new ArrayList<>();
  String refused = "none";

  @Override
  public ReadResults<Subject, Dossier> read(Set<Subject> subjects) {
    return delegate.read(subjects);
  }

  @Override
  public void observe(Observation observation) {
    if (refused.equals("observing")) {
      throw new IllegalStateException("throttled");
    }
    write(observation.subject());
    delegate.observe(observation);
  }

  @Override
  public <N extends DeliveryWrite> Set<N> missing(Set<N> deliveries) {
    if (refused.equals("asking")) {
      throw new IllegalStateException("asked");
    }
    return delegate.missing(deliveries);
  }

  @Override
  public void deliver(DeliveryDay day) {
    write(day.subject());
    delegate.deliver(day);
  }

  @Override
  public void count(DeliveredOnDay recipients) {
    write(recipients.domain(), "recipients");
    delegate.count(recipients);
  }

  @Override
  public ReadResults<String, DeliveredRecipients> delivered(Set<String> domains) {
    return delegate.delivered(domains);
  }

  @Override
  public void addAction(Subject subject, ManualAction action) {
    delegate.addAction(subject, action);
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
