package dev.hardstop.ses;

import dev.hardstop.suppression.Act;
import dev.hardstop.suppression.DeliveredRecipients;
import dev.hardstop.suppression.DeliveryDay;
import dev.hardstop.suppression.DeliveryNote;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.Observation;
import dev.hardstop.suppression.ReadResults;
import dev.hardstop.suppression.Recipients;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.SuppressionList;
import java.util.Set;
import java.util.function.Predicate;

/** A table that cannot write some subjects now, and whose exceptions tell too much. */
record UnwritableSubjects(SuppressionList list, Predicate<Subject> unwritable)
    implements SuppressionList {

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
  public <N extends DeliveryNote> Set<N> news(Set<N> notes) {
    return list.news(notes);
  }

  @Override
  public void deliver(DeliveryDay day) {
    check(day.subject());
    list.deliver(day);
  }

  @Override
  public void count(Recipients recipients) {
    check(new Subject.Domain(recipients.domain()));
    list.count(recipients);
  }

  @Override
  public ReadResults<String, DeliveredRecipients> delivered(Set<String> domains) {
    return list.delivered(domains);
  }

  @Override
  public void act(Subject subject, Act act) {
    list.act(subject, act);
  }

  private void check(Subject subject) {
    if (unwritable.test(subject)) {
      throw new IllegalStateException("throttled: cannot write " + subject.key() + " now");
    }
  }
}
