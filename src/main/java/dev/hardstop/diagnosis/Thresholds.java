package dev.hardstop.diagnosis;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How many bounces make a diagnosis. Shares are in percent of the recipients that were mailed; wherever
 * a share decides, a count decides as well.
 *
 * @param opening what opens an incident of a domain
 * @param closing what ends an incident of a domain
 * @param neverAccepted the fewest refused addresses of a domain that never had a delivery; 1 or more
 * @param sender what shows a problem of our reputation, authentication or rate at one domain
 * @param route what shows a problem of relaying, routing or the network at one domain
 * @param spike what makes a spike: bounces for the same reason at many unrelated organisations
 * @param deliveryWait how long after its recording a bounce begins to count towards an incident; 0 or more. A
 *     delivery of the same message, which shows that the bounce may be forged, may arrive later than the
 *     bounce
 */
public record Thresholds(
    Opening opening,
    Closing closing,
    int neverAccepted,
    Pattern sender,
    Pattern route,
    Spike spike,
    Duration deliveryWait) {
  /**
   * @throws IllegalArgumentException when a number is out of its range
   */
  public Thresholds {
    requireNonNull(opening, "opening is null");
    requireNonNull(closing, "closing is null");
    requireNonNull(sender, "sender is null");
    requireNonNull(route, "route is null");
    requireNonNull(spike, "spike is null");
    atLeast(1, neverAccepted, "neverAccepted");
    if (deliveryWait.isNegative()) {
      throw new IllegalArgumentException("deliveryWait must be 0 or more");
    }
  }

  /** The thresholds with the default numbers. This is the only place in the code that has them. */
  public static Thresholds standard() {
    return new Thresholds(
        new Opening(5, 80, 5, 2),
        new Closing(2, 2, 14),
        3,
        new Pattern(3, 20),
        new Pattern(2, 50),
        new Spike(4, 10, 3),
        Duration.ofMinutes(10));
  }

  /**
   * The same thresholds with another time to wait for deliveries.
   *
   * @throws IllegalArgumentException when it is negative
   */
  public Thresholds withDeliveryWait(Duration wait) {
    return new Thresholds(opening, closing, neverAccepted, sender, route, spike, wait);
  }

  /**
   * What opens an incident: nearly all recipients bounce, and the domain accepted mail before.
   *
   * @param addresses the fewest different addresses that bounce; 2 or more
   * @param percent their least share of the recipients that were mailed; 51 to 100
   * @param deliveredBefore the fewest recipients with a delivery in the 14 days before; 1 or more
   * @param knownRecipients how many of the recipients that bounce must have had a delivery in the 14
   *     days before; 0 or more. With 0, a stale list can open an incident
   */
  public record Opening(int addresses, int percent, int deliveredBefore, int knownRecipients) {
    /**
     * @throws IllegalArgumentException when a number is out of its range
     */
    public Opening {
      atLeast(2, addresses, "addresses");
      share(51, percent);
      atLeast(1, deliveredBefore, "deliveredBefore");
      atLeast(0, knownRecipients, "knownRecipients");
    }
  }

  /**
   * What ends an incident.
   *
   * @param recipients the fewest different recipients with a new delivery for a good end; 1 or more
   * @param settleDays how many full days must pass before a delivery counts; 0 or more
   * @param afterDays how many days after its opening it ends in any case; 4 or more, which is longer
   *     than it holds addresses
   */
  public record Closing(int recipients, int settleDays, int afterDays) {
    /**
     * @throws IllegalArgumentException when a number is out of its range
     */
    public Closing {
      atLeast(1, recipients, "recipients");
      atLeast(0, settleDays, "settleDays");
      atLeast(4, afterDays, "afterDays");
    }
  }

  /**
   * How many recipients of one domain are enough.
   *
   * @param recipients the fewest different recipients; 1 or more
   * @param percent their least share of the recipients that were mailed; 0 to 100
   */
  public record Pattern(int recipients, int percent) {
    /**
     * @throws IllegalArgumentException when a number is out of its range
     */
    public Pattern {
      atLeast(1, recipients, "recipients");
      share(0, percent);
    }

    boolean fits(int count, RecipientOutcomes outcomes) {
      return count >= recipients && outcomes.isShare(count, percent);
    }
  }

  /**
   * How many organisations that bounce for the same reason at once make a spike.
   *
   * @param organisations the fewest, for our reputation and authentication; 2 or more
   * @param commonOrganisations the fewest, for reasons that occur somewhere every day (addresses that
   *     do not exist, policies, greylisting); 2 or more
   * @param times the number of organisations must be at least this many times the second highest number
   *     of the windows before; 2 or more
   */
  public record Spike(int organisations, int commonOrganisations, int times) {
    /**
     * @throws IllegalArgumentException when a number is out of its range
     */
    public Spike {
      atLeast(2, organisations, "organisations");
      atLeast(2, commonOrganisations, "commonOrganisations");
      atLeast(2, times, "times");
    }
  }

  private static void atLeast(int least, int number, String name) {
    if (number < least) {
      throw new IllegalArgumentException(name + " must be " + least + " or more");
    }
  }

  private static void share(int least, int percent) {
    if (percent < least || percent > 100) {
      throw new IllegalArgumentException("percent must be " + least + " to 100");
    }
  }
}
