package dev.hardstop.http;

import dev.hardstop.suppression.DeliveredRecipients;
import dev.hardstop.suppression.DeliveredRecipients.DeliveredOnDay;
import dev.hardstop.suppression.DossierTable;
import dev.hardstop.suppression.DossierTable.DeliveryWrite;
import dev.hardstop.suppression.DossierTable.DeliveryWrite.DeliveryDay;
import dev.hardstop.suppression.ManualAction;
import dev.hardstop.suppression.Observation;
import dev.hardstop.suppression.ReadResults;
import dev.hardstop.suppression.Subject;
import java.util.Set;

/** A table that can only be read, as with the permissions of the check function. */
@FunctionalInterface
interface ReadOnlyDossierTable extends DossierTable {
  @Override
  default void observe(Observation observation) {
    throw new IllegalStateException("written");
  }

  @Override
  default <N extends DeliveryWrite> Set<N> missing(Set<N> notes) {
    throw new IllegalStateException("asked for deliveries");
  }

  @Override
  default void deliver(DeliveryDay day) {
    throw new IllegalStateException("written");
  }

  @Override
  default void count(DeliveredOnDay recipients) {
    throw new IllegalStateException("written");
  }

  @Override
  default ReadResults<String, DeliveredRecipients> delivered(Set<String> domains) {
    return ReadResults.reading(domains, DeliveredRecipients::none);
  }

  @Override
  default void addAction(Subject subject, ManualAction action) {
    throw new IllegalStateException("written");
  }
}
