package dev.hardstop;

import dev.hardstop.suppression.PolicyTerms.ForDays;
import dev.hardstop.suppression.PolicyTerms.ForDaysThenEndless;
import dev.hardstop.suppression.PolicyTerms.WhenRepeated;
import dev.hardstop.suppression.PolicyTerms.WholeDomain;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.suppression.VerdictState;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * The numbers of the policy table, in UTC days: {@code hardstop.policy.*}, as environment variables
 * {@code HARDSTOP_POLICY_…}. The defaults are those of {@link SuppressionPolicy#standard()}.
 */
@ConfigMapping(prefix = "hardstop.policy")
interface PolicyConfiguration {
  /** How long strong evidence that is no proof suppresses. */
  @WithDefault("90")
  int recheckDays();

  /** The same evidence on days at least this far apart suppresses without end. */
  @WithDefault("90")
  int endlessAfterDays();

  /** How long a complaint that named several recipients suppresses. */
  @WithDefault("180")
  int ambiguousComplaintDays();

  /** How long SES's global list suppresses. */
  @WithDefault("14")
  int sesGlobalListDays();

  /** How many full days must pass before a delivery frees an address. */
  @WithDefault("2")
  int settleDays();

  /** A domain that does not exist. */
  Domain invalidDomain();

  /** A mailbox that is full or refuses messages. */
  Refused refused();

  /** A policy, the route or the network prevents the delivery. */
  Blocked blocked();

  /** A domain that does not exist. */
  interface Domain {
    /** On how many different days. */
    @WithDefault("2")
    int times();

    /** Within how many days. */
    @WithDefault("30")
    int withinDays();

    /** Nothing was delivered from this many days before the first of them. */
    @WithDefault("14")
    int quietDays();

    /** How long it suppresses. */
    @WithDefault("30")
    int forDays();
  }

  /** A mailbox that is full or refuses messages. */
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

  /** A policy, the route or the network prevents the delivery. */
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
        new ForDaysThenEndless(recheckDays(), endlessAfterDays()),
        new ForDays(ambiguousComplaintDays()),
        new WholeDomain(
            invalidDomain().times(),
            invalidDomain().withinDays(),
            invalidDomain().quietDays(),
            invalidDomain().forDays()),
        new WhenRepeated(
            refused().times(),
            refused().withinDays(),
            refused().forDays(),
            VerdictState.SUPPRESSED),
        new WhenRepeated(
            blocked().times(), blocked().withinDays(), blocked().forDays(), VerdictState.HELD),
        new ForDays(sesGlobalListDays()),
        settleDays(),
        deliveryEvents);
  }
}
