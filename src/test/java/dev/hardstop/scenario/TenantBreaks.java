package dev.hardstop.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * The mail system of a company breaks: the directory is not synchronised, the accepted domain was
 * removed, or a server is down. Some of its mailboxes may still accept mail.
 */
final class TenantBreaks implements ScenarioEvent {
  private static final List<BounceCause> FAULTS = List.of(
      BounceCause.EDGE,
      BounceCause.EDGE,
      BounceCause.EDGE,
      BounceCause.EDGE,
      BounceCause.RELAY,
      BounceCause.UNKNOWN_USER,
      BounceCause.RESTRICTED,
      BounceCause.UNREACHABLE,
      BounceCause.UNCLEAR);

  private final Company broken;
  private final Instant from;
  private final BounceCause fault;
  private final double refused;
  private final double mailed;

  /**
   * @param now the time of the question; the fault began 26 to 50 hours before
   */
  TenantBreaks(SimulatedWorld world, Instant now, Random random) {
    // Bounces after a delivery may be forged, so they open no incident.
    List<Company> large = world.companies(
        company -> !company.consumer() && company.people() >= 6 && !company.acceptsFirst());
    broken = large.get(random.nextInt(large.size()));
    from = now.minus(Duration.ofMinutes(26 * 60 + random.nextInt(24 * 60)));
    fault = FAULTS.get(random.nextInt(FAULTS.size()));
    // If there are many mailboxes, some may still accept mail.
    boolean partly = broken.people() >= 12 && random.nextInt(3) == 0;
    refused = partly ? 0.88 + random.nextDouble() * 0.12 : 1;
    // All recipients of a small company are mailed: fewer than five bounces are no incident by
    // definition.
    mailed = broken.people() < 15 ? 1 : 0.5;
  }

  Company broken() {
    return broken;
  }

  @Override
  public Optional<BounceCause> refusal(
      Company company, String address, Instant sent, Random random) {
    boolean hit =
        company.equals(broken) && !sent.isBefore(from) && StableRandom.of(address) < refused;
    return hit ? Optional.of(fault) : Optional.empty();
  }

  @Override
  public double share(Company company, int daysAgo) {
    return company.equals(broken) ? mailed : company.share();
  }
}
