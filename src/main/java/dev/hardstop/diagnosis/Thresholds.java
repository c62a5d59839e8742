package dev.hardstop.diagnosis;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * From when on a pattern is one. Shares are in percent of the recipients that were mailed; wherever a
 * share decides, a count does as well.
 *
 * @param opening what opens an incident of a domain
 * @param closing what ends it
 * @param neverAccepted so many different addresses of a domain that nothing was ever delivered to; 1
 *     or more
 * @param sender our reputation, authentication or rate at one domain
 * @param route relaying, routing and the network at one domain
 * @param spike the same reason at many unrelated organisations
 * @param deliveryWait a bounce counts towards an incident so long after it was recorded; 0 or more. A
 *     delivery of the same message, which shows that the bounce may be forged, may arrive after it
 */
public record Thresholds(
    Opening opening,
    Closing closing,
    int neverAccepted,
    Pattern sender,
    Pattern route,
    Spike spike,
    Duration deliveryWait) {
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

  /** The thresholds with the documented numbers. */
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

  /** The same with another time to wait for deliveries. */
  public Thresholds withDeliveryWait(Duration wait) {
    return new Thresholds(opening, closing, neverAccepted, sender, route, spike, wait);
  }

  /**
   * What opens an incident: nearly all who are mailed bounce, and the domain took mail before.
   *
   * @param addresses so many different addresses bounce; 2 or more
   * @param percent of those mailed; 51 to 100
   * @param deliveredBefore so many were delivered to in the 14 days before; 1 or more
   * @param witnesses so many of those who bounce were delivered to before themselves; 0 or more.
   *     Without any, strangers bounce, and a stale list looks like that as well
   */
  public record Opening(int addresses, int percent, int deliveredBefore, int witnesses) {
    /**
     * @throws IllegalArgumentException when a number is out of its range
     */
    public Opening {
      atLeast(2, addresses, "addresses");
      share(51, percent);
      atLeast(1, deliveredBefore, "deliveredBefore");
      atLeast(0, witnesses, "witnesses");
    }
  }

  /**
   * What ends an incident.
   *
   * @param recipients it ends well when so many different ones are delivered to again; 1 or more
   * @param settleDays so many full days pass before a delivery counts; 0 or more
   * @param afterDays so long after its opening it ends in any case, 4 or more: longer than it holds
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
   * Enough of something at one domain.
   *
   * @param recipients so many different ones; 1 or more
   * @param percent of those mailed; 0 to 100
   */
  public record Pattern(int recipients, int percent) {
    /**
     * @throws IllegalArgumentException when a number is out of its range
     */
    public Pattern {
      atLeast(1, recipients, "recipients");
      share(0, percent);
    }

    boolean fits(int count, RecipientOutcomes standing) {
      return count >= recipients && standing.isShare(count, percent);
    }
  }

  /**
   * Many organisations turned to a reason at once.
   *
   * @param organisations so many, for our reputation and authentication; 2 or more
   * @param commonOrganisations so many, for what is said somewhere every day: addresses that do not
   *     exist, policies, greylisting; 2 or more
   * @param times as many as on all but the worst of the days before; 2 or more
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
