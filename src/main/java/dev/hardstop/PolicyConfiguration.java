package dev.hardstop;

import dev.hardstop.suppression.PolicyTerms.ForDays;
import dev.hardstop.suppression.PolicyTerms.ForDaysThenEndless;
import dev.hardstop.suppression.PolicyTerms.WhenRepeated;
import dev.hardstop.suppression.PolicyTerms.WholeDomain;
import dev.hardstop.suppression.SesListMode;
import dev.hardstop.suppression.Streams;
import dev.hardstop.suppression.SuppressionPolicy;
import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The numbers of the policy table that differ from those of {@link SuppressionPolicy#standard()}, in
 * UTC days: {@code hardstop.policy.*}, as environment variables {@code HARDSTOP_POLICY_…}.
 */
@ConfigMapping(prefix = "hardstop.policy")
interface PolicyConfiguration {
  /** How many days strong evidence that is not proof suppresses an address before a recheck. */
  OptionalInt recheckDays();

  /** The same evidence on days at least this many days apart suppresses without end. */
  OptionalInt endlessAfterDays();

  /** How many days a complaint that named several recipients suppresses each of them. */
  OptionalInt ambiguousComplaintDays();

  /** How many days an address on SES's global list is suppressed. */
  OptionalInt sesGlobalListDays();

  /** How many full days must pass before a delivery frees an address. */
  OptionalInt settleDays();

  /** When a domain that does not exist is suppressed, and for how long. */
  WholeDomainNumbers invalidDomain();

  /** When a mailbox that is full or refuses messages is suppressed, and for how long. */
  RepetitionNumbers refused();

  /** When an address is held because of a policy, the route or the network, and for how long. */
  RepetitionNumbers blocked();

  /** When a domain that does not exist is suppressed, and for how long. */
  interface WholeDomainNumbers {
    /** On how many different days the evidence must be seen. */
    OptionalInt times();

    /** The number of days within which those days must lie. */
    OptionalInt withinDays();

    /** Nothing may have been delivered to the domain since this many days before the first of those days. */
    OptionalInt quietDays();

    /** How many days the domain is suppressed. */
    OptionalInt forDays();

    private WholeDomain or(WholeDomain standard) {
      return new WholeDomain(
          times().orElse(standard.times()),
          withinDays().orElse(standard.withinDays()),
          quietDays().orElse(standard.quietDays()),
          forDays().orElse(standard.forDays()));
    }
  }

  /** Evidence that counts when it is repeated. */
  interface RepetitionNumbers {
    /** On how many different days the evidence must be seen. */
    OptionalInt times();

    /** The number of days within which those days must lie. */
    OptionalInt withinDays();

    /** How many days the address is suppressed or held. */
    OptionalInt forDays();

    private WhenRepeated or(WhenRepeated standard) {
      return new WhenRepeated(
          times().orElse(standard.times()),
          withinDays().orElse(standard.withinDays()),
          forDays().orElse(standard.forDays()),
          standard.state());
    }
  }

  /**
   * Returns the policy with these numbers.
   *
   * @param deliveryEvents whether SES reports deliveries, {@code hardstop.delivery-events}
   * @param streams the sender's streams, {@code hardstop.streams}
   * @param sesList the mode of SES's list, {@code hardstop.ses-list}
   */
  default SuppressionPolicy policy(
      Optional<Boolean> deliveryEvents,
      Optional<List<String>> streams,
      Optional<SesListMode> sesList) {
    SuppressionPolicy standard = SuppressionPolicy.standard();
    return new SuppressionPolicy(
        new ForDaysThenEndless(
            recheckDays().orElse(standard.recheckable().forDays()),
            endlessAfterDays().orElse(standard.recheckable().endlessAfterDays())),
        new ForDays(
            ambiguousComplaintDays().orElse(standard.ambiguousComplaint().forDays())),
        invalidDomain().or(standard.invalidDomain()),
        refused().or(standard.refused()),
        blocked().or(standard.blocked()),
        new ForDays(sesGlobalListDays().orElse(standard.sesGlobalList().forDays())),
        settleDays().orElse(standard.settleDays()),
        deliveryEvents.orElse(standard.deliveryEvents()),
        streams.map(Streams::of).orElse(standard.streams()),
        sesList.orElse(standard.sesList()));
  }
}
