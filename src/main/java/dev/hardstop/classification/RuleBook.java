package dev.hardstop.classification;

import java.util.Optional;

/** The rules in their order: the first that matches answers. Immutable; safe for many threads. */
public final class RuleBook {

  /** What this delivery status means; {@link BounceReason#UNDETERMINED} where no rule matches. */
  public Classification classify(DeliveryStatus said) {
    throw new UnsupportedOperationException("to be written: " + said);
  }

  /** The rule of this id, empty where today's book has none. */
  public Optional<Rule> rule(String id) {
    throw new UnsupportedOperationException("to be written: " + id);
  }
}
