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
 * From when on a pattern is one: {@code hardstop.diagnosis.*}, as environment variables {@code
 * HARDSTOP_DIAGNOSIS_…}. The defaults are those of {@link Thresholds#standard()}.
 */
@ConfigMapping(prefix = "hardstop.diagnosis")
interface ThresholdsConfiguration {
  /** What opens an incident of a domain. */
  Incident incident();

  /** What ends it. */
  End end();

  /** So many addresses of a domain, and never a delivery, are a domain that never accepted us. */
  @WithDefault("3")
  int neverAccepted();

  /** Our reputation, authentication or rate at one domain. */
  Sender sender();

  /** Relaying, routing and the network at one domain. */
  Route route();

  /** The same reason at many unrelated organisations. */
  Many spike();

  /**
   * Minutes after which a recorded bounce counts towards an incident. A delivery of the same message
   * may arrive until then.
   */
  @WithDefault("10")
  int deliveryWaitMinutes();

  /** What opens an incident of a domain. */
  interface Incident {
    /** So many different addresses bounce. */
    @WithDefault("5")
    int addresses();

    /** Of those mailed. */
    @WithDefault("80")
    int percent();

    /** So many were delivered to in the 14 days before. */
    @WithDefault("5")
    int deliveredBefore();

    /** So many of those who bounce were delivered to before themselves. */
    @WithDefault("2")
    int witnesses();
  }

  /** What ends an incident of a domain. */
  interface End {
    /** So many different recipients are delivered to again. */
    @WithDefault("2")
    int recipients();

    /** So many full days pass before a delivery counts. */
    @WithDefault("2")
    int settleDays();

    /** So long after its opening it ends in any case. */
    @WithDefault("14")
    int afterDays();
  }

  /** Our reputation, authentication or rate at one domain. */
  interface Sender {
    /** So many different recipients. */
    @WithDefault("3")
    int recipients();

    /** Of those mailed. */
    @WithDefault("20")
    int percent();
  }

  /** Relaying, routing and the network at one domain. */
  interface Route {
    /** So many different recipients. */
    @WithDefault("2")
    int recipients();

    /** Of those mailed. */
    @WithDefault("50")
    int percent();
  }

  /** The same reason at many unrelated organisations. */
  interface Many {
    /** So many, for our reputation and authentication. */
    @WithDefault("4")
    int organisations();

    /** So many, for what is said somewhere every day. */
    @WithDefault("10")
    int commonOrganisations();

    /** As many as in all but the worst of the windows before. */
    @WithDefault("3")
    int times();
  }

  /** The thresholds of these numbers. */
  default Thresholds thresholds() {
    return new Thresholds(
        new Opening(
            incident().addresses(),
            incident().percent(),
            incident().deliveredBefore(),
            incident().witnesses()),
        new Closing(end().recipients(), end().settleDays(), end().afterDays()),
        neverAccepted(),
        new Pattern(sender().recipients(), sender().percent()),
        new Pattern(route().recipients(), route().percent()),
        new Spike(
            spike().organisations(), spike().commonOrganisations(), spike().times()),
        Duration.ofMinutes(deliveryWaitMinutes()));
  }
}
