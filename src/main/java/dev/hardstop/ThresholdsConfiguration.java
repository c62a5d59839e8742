package dev.hardstop;

import dev.hardstop.diagnosis.Thresholds;
import dev.hardstop.diagnosis.Thresholds.Closing;
import dev.hardstop.diagnosis.Thresholds.Opening;
import dev.hardstop.diagnosis.Thresholds.Pattern;
import dev.hardstop.diagnosis.Thresholds.Spike;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/**
 * The thresholds of the diagnosis: {@code hardstop.diagnosis.*}, as environment variables {@code
 * HARDSTOP_DIAGNOSIS_…}. The defaults are those of {@link Thresholds#standard()}.
 */
@ConfigMapping(prefix = "hardstop.diagnosis")
interface ThresholdsConfiguration {
  /** What opens an incident of a domain. */
  Incident incident();

  /** What ends it. */
  End end();

  /** How many addresses of a domain must bounce, without any delivery, until it counts as one that never accepted us. */
  @WithDefault("3")
  int neverAccepted();

  /** Our reputation, authentication or rate at one domain. */
  Sender sender();

  /** Relaying, routing and the network at one domain. */
  Route route();

  /** The same reason at many unrelated organisations. */
  Many spike();

  /**
   * How many minutes after it was recorded a bounce counts towards an incident. Until then a delivery
   * of the same message may arrive.
   */
  @WithDefault("10")
  int deliveryWaitMinutes();

  /** What opens an incident of a domain. */
  interface Incident {
    /** At least this many different addresses bounce. */
    @WithDefault("5")
    int addresses();

    /** At least this share of those mailed. */
    @WithDefault("80")
    int percent();

    /** At least this many were delivered to in the 14 days before. */
    @WithDefault("5")
    int deliveredBefore();

    /** At least this many of those that bounce were delivered to before themselves. */
    @WithDefault("2")
    int knownRecipients();
  }

  /** What ends an incident of a domain. */
  interface End {
    /** At least this many different recipients are delivered to again. */
    @WithDefault("2")
    int recipients();

    /** This many full days must pass before a delivery counts. */
    @WithDefault("2")
    int settleDays();

    /** It ends this many days after its opening in any case. */
    @WithDefault("14")
    int afterDays();
  }

  /** Our reputation, authentication or rate at one domain. */
  interface Sender {
    /** At least this many different recipients. */
    @WithDefault("3")
    int recipients();

    /** At least this share of those mailed. */
    @WithDefault("20")
    int percent();
  }

  /** Relaying, routing and the network at one domain. */
  interface Route {
    /** At least this many different recipients. */
    @WithDefault("2")
    int recipients();

    /** At least this share of those mailed. */
    @WithDefault("50")
    int percent();
  }

  /** The same reason at many unrelated organisations. */
  interface Many {
    /** At least this many, for our reputation and authentication. */
    @WithDefault("4")
    int organisations();

    /** At least this many, for reasons that occur somewhere every day. */
    @WithDefault("10")
    int commonOrganisations();

    /** At least this many times as in all but the worst of the earlier windows. */
    @WithDefault("3")
    int times();
  }

  /** The thresholds with these numbers. */
  default Thresholds thresholds() {
    return new Thresholds(
        new Opening(
            incident().addresses(),
            incident().percent(),
            incident().deliveredBefore(),
            incident().knownRecipients()),
        new Closing(end().recipients(), end().settleDays(), end().afterDays()),
        neverAccepted(),
        new Pattern(sender().recipients(), sender().percent()),
        new Pattern(route().recipients(), route().percent()),
        new Spike(
            spike().organisations(), spike().commonOrganisations(), spike().times()),
        Duration.ofMinutes(deliveryWaitMinutes()));
  }
}
