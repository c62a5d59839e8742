package dev.hardstop.http;

import dev.hardstop.suppression.Act;
import dev.hardstop.suppression.DeliveredRecipients;
import dev.hardstop.suppression.DeliveryDay;
import dev.hardstop.suppression.DeliveryNote;
import dev.hardstop.suppression.Observation;
import dev.hardstop.suppression.ReadResults;
import dev.hardstop.suppression.Recipients;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.SuppressionList;
import java.util.Set;

/** A list that is only read: what the check function's permissions come to. */
@FunctionalInterface
interface ReadsOnly extends SuppressionList {
  @Override
  default void observe(Observation observation) {
    throw new IllegalStateException("written");
  }

  @Override
  default <N extends DeliveryNote> Set<N> news(Set<N> notes) {
    throw new IllegalStateException("asked for deliveries");
  }

  @Override
  default void deliver(DeliveryDay day) {
    throw new IllegalStateException("written");
  }

  @Override
  default void count(Recipients recipients) {
    throw new IllegalStateException("written");
  }

  @Override
  default ReadResults<String, DeliveredRecipients> delivered(Set<String> domains) {
    return ReadResults.reading(domains, DeliveredRecipients::none);
  }

  @Override
  default void act(Subject subject, Act act) {
    throw new IllegalStateException("written");
  }
}
