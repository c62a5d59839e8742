package dev.hardstop.ses;

import dev.hardstop.suppression.DeliveredRecipients;
import dev.hardstop.suppression.DeliveredRecipients.DeliveredOnDay;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.DossierTable;
import dev.hardstop.suppression.DossierTable.DeliveryWrite;
import dev.hardstop.suppression.DossierTable.DeliveryWrite.DeliveryDay;
import dev.hardstop.suppression.ManualAction;
import dev.hardstop.suppression.Observation;
import dev.hardstop.suppression.ReadResults;
import dev.hardstop.suppression.Subject;
import java.util.Set;
import java.util.function.Predicate;

/** A table that cannot write some subjects and whose exceptions contain the address. */
record UnwritableSubjects(DossierTable list, Predicate<Subject> unwritable)
    implements DossierTable {

  @Override
  public ReadResults<Subject, Dossier> read(Set<Subject> subjects) {
    return list.read(subjects);
  }

  @Override
  public void observe(Observation observation) {
    check(observation.subject());
    list.observe(observation);
  }

  @Override
  public <N extends DeliveryWrite> Set<N> missing(Set<N> notes) {
    return list.missing(notes);
  }

  @Override
  public void deliver(DeliveryDay day) {
    check(day.subject());
    list.deliver(day);
  }

  @Override
  public void count(DeliveredOnDay recipients) {
    check(new Subject.Domain(recipients.domain()));
    list.count(recipients);
  }

  @Override
  public ReadResults<String, DeliveredRecipients> delivered(Set<String> domains) {
    return list.delivered(domains);
  }

  @Override
  public void addAction(Subject subject, ManualAction action) {
    list.addAction(subject, action);
  }

  private void check(Subject subject) {
    if (unwritable.test(subject)) {
      throw new IllegalStateException("throttled: cannot write " + subject.key() + " now");
    }
  }
}
