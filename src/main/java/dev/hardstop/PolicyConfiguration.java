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
  /** How long strong evidence that is no proof suppresses. */
  OptionalInt recheckDays();

  /** The same evidence on days at least this far apart suppresses without end. */
  OptionalInt endlessAfterDays();

  /** How long a complaint that named several recipients suppresses. */
  OptionalInt ambiguousComplaintDays();

  /** How long SES's global list suppresses. */
  OptionalInt sesGlobalListDays();

  /** How many full days must pass before a delivery frees an address. */
  OptionalInt settleDays();

  /** A domain that does not exist. */
  WholeDomainNumbers invalidDomain();

  /** A mailbox that is full or refuses messages. */
  RepetitionNumbers refused();

  /** A policy, the route or the network prevents the delivery. */
  RepetitionNumbers blocked();

  /** A domain that does not exist. */
  interface WholeDomainNumbers {
    /** On how many different days. */
    OptionalInt times();

    /** Within how many days. */
    OptionalInt withinDays();

    /** Nothing was delivered from this many days before the first of them. */
    OptionalInt quietDays();

    /** How long it suppresses. */
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
    /** On how many different days. */
    OptionalInt times();

    /** Within how many days. */
    OptionalInt withinDays();

    /** How long it suppresses or holds. */
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
   * The policy with these numbers.
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
