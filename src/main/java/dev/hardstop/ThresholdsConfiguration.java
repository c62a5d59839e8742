package dev.hardstop;

import dev.hardstop.diagnosis.Thresholds;
import dev.hardstop.diagnosis.Thresholds.Closing;
import dev.hardstop.diagnosis.Thresholds.Opening;
import dev.hardstop.diagnosis.Thresholds.Pattern;
import dev.hardstop.diagnosis.Thresholds.Spike;
import io.smallrye.config.ConfigMapping;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * The thresholds of the diagnosis that differ from those of {@link Thresholds#standard()}: {@code
 * hardstop.diagnosis.*}, as environment variables {@code HARDSTOP_DIAGNOSIS_…}.
 */
@ConfigMapping(prefix = "hardstop.diagnosis")
interface ThresholdsConfiguration {
  /** What opens an incident of a domain. */
  OpeningNumbers incident();

  /** What ends an incident of a domain. */
  ClosingNumbers end();

  /** The fewest refused addresses of a domain that never had a delivery. */
  OptionalInt neverAccepted();

  /** When bounces at one domain show a fault of our reputation, authentication or rate. */
  PatternNumbers sender();

  /** When bounces at one domain show a fault of relaying, routing or the network. */
  PatternNumbers route();

  /** The same reason at many unrelated organisations. */
  SpikeNumbers spike();

  /**
   * How many minutes after it was recorded a bounce counts towards an incident. Until then a delivery
   * of the same message may arrive.
   */
  OptionalInt deliveryWaitMinutes();

  /** What opens an incident of a domain. */
  interface OpeningNumbers {
    /** At least this many different addresses bounce. */
    OptionalInt addresses();

    /** At least this share of the recipients that were mailed bounces, in percent. */
    OptionalInt percent();

    /** At least this many recipients had a delivery in the 14 days before. */
    OptionalInt deliveredBefore();

    /** At least this many of the recipients that bounce had a delivery before. */
    OptionalInt knownRecipients();

    private Opening or(Opening standard) {
      return new Opening(
          addresses().orElse(standard.addresses()),
          percent().orElse(standard.percent()),
          deliveredBefore().orElse(standard.deliveredBefore()),
          knownRecipients().orElse(standard.knownRecipients()));
    }
  }

  /** What ends an incident of a domain. */
  interface ClosingNumbers {
    /** At least this many different recipients have a delivery again. */
    OptionalInt recipients();

    /** This many full days must pass before a delivery counts. */
    OptionalInt settleDays();

    /** The incident ends this many days after its opening in any case. */
    OptionalInt afterDays();

    private Closing or(Closing standard) {
      return new Closing(
          recipients().orElse(standard.recipients()),
          settleDays().orElse(standard.settleDays()),
          afterDays().orElse(standard.afterDays()));
    }
  }

  /** A fault that shows at one domain. */
  interface PatternNumbers {
    /** At least this many different recipients bounce. */
    OptionalInt recipients();

    /** At least this share of the recipients that were mailed bounces, in percent. */
    OptionalInt percent();

    private Pattern or(Pattern standard) {
      return new Pattern(
          recipients().orElse(standard.recipients()), percent().orElse(standard.percent()));
    }
  }

  /** The same reason at many unrelated organisations. */
  interface SpikeNumbers {
    /** At least this many organisations, for our reputation and authentication. */
    OptionalInt organisations();

    /** At least this many organisations, for reasons that occur somewhere every day. */
    OptionalInt commonOrganisations();

    /** At least this many times the second highest number of the windows before. */
    OptionalInt times();

    private Spike or(Spike standard) {
      return new Spike(
          organisations().orElse(standard.organisations()),
          commonOrganisations().orElse(standard.commonOrganisations()),
          times().orElse(standard.times()));
    }
  }

  /** Returns the thresholds with these numbers. */
  default Thresholds thresholds() {
    Thresholds standard = Thresholds.standard();
    Thresholds configured = new Thresholds(
        incident().or(standard.opening()),
        end().or(standard.closing()),
        neverAccepted().orElse(standard.neverAccepted()),
        sender().or(standard.sender()),
        route().or(standard.route()),
        spike().or(standard.spike()),
        standard.deliveryWait());
    return deliveryWaitMinutes().isPresent()
        ? configured.withDeliveryWait(Duration.ofMinutes(deliveryWaitMinutes().getAsInt()))
        : configured;
  }
}
