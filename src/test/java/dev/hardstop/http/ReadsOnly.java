package dev.hardstop.http;

import dev.hardstop.suppression.Act;
import dev.hardstop.suppression.DeliveryDay;
import dev.hardstop.suppression.Observation;
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
  default Set<DeliveryDay> news(Set<DeliveryDay> days) {
    throw new IllegalStateException("asked for deliveries");
  }

  @Override
  default void deliver(DeliveryDay day) {
    throw new IllegalStateException("written");
  }

  @Override
  default void act(Subject subject, Act act) {
    throw new IllegalStateException("written");
  }
}
