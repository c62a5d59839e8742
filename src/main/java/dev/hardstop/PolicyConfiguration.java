package dev.hardstop;

import dev.hardstop.suppression.RepeatRule;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.suppression.SuppressionPolicy.InvalidDomain;
import dev.hardstop.suppression.SuppressionPolicy.Recheckable;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * The numbers of the verdict table, in days: {@code hardstop.policy.*}, as environment variables
 * {@code HARDSTOP_POLICY_…}. The defaults are those of {@link SuppressionPolicy#standard()}.
 */
@ConfigMapping(prefix = "hardstop.policy")
interface PolicyConfiguration {
  /** How long re-checkable evidence suppresses. */
  @WithDefault("90")
  int recheckDays();

  /** Re-checkable evidence on days so far apart suppresses without end. */
  @WithDefault("90")
  int endlessAfterDays();

  /** How long a complaint suppresses that named several recipients. */
  @WithDefault("180")
  int ambiguousComplaintDays();

  /** How long SES's global list suppresses. */
  @WithDefault("14")
  int sesGlobalListDays();

  /** How many full days pass before a delivery speaks for an address. */
  @WithDefault("2")
  int settleDays();

  /** A domain that does not exist. */
  Domain invalidDomain();

  /** A full or refusing mailbox. */
  Refused refused();

  /** A policy, routing or the network. */
  Blocked blocked();

  /** A domain that does not exist. */
  interface Domain {
    /** On how many different days. */
    @WithDefault("2")
    int times();

    /** Within how many days. */
    @WithDefault("30")
    int withinDays();

    /** No delivery since so many days before the first. */
    @WithDefault("14")
    int quietDays();

    /** How long it suppresses. */
    @WithDefault("30")
    int forDays();
  }

  /** A full or refusing mailbox. */
  interface Refused {
    /** On how many different days. */
    @WithDefault("3")
    int times();

    /** Within how many days. */
    @WithDefault("30")
    int withinDays();

    /** How long it suppresses. */
    @WithDefault("30")
    int forDays();
  }

  /** A policy, routing or the network. */
  interface Blocked {
    /** On how many different days. */
    @WithDefault("5")
    int times();

    /** Within how many days. */
    @WithDefault("60")
    int withinDays();

    /** How long it holds. */
    @WithDefault("30")
    int forDays();
  }

  /**
   * The policy of these numbers.
   *
   * @param deliveryEvents whether SES reports deliveries, {@code hardstop.delivery-events}
   */
  default SuppressionPolicy policy(boolean deliveryEvents) {
    return new SuppressionPolicy(
        new Recheckable(recheckDays(), endlessAfterDays()),
        ambiguousComplaintDays(),
        new InvalidDomain(
            invalidDomain().times(),
            invalidDomain().withinDays(),
            invalidDomain().quietDays(),
            invalidDomain().forDays()),
        new RepeatRule(refused().times(), refused().withinDays(), refused().forDays()),
        new RepeatRule(blocked().times(), blocked().withinDays(), blocked().forDays()),
        sesGlobalListDays(),
        settleDays(),
        deliveryEvents);
  }
}
