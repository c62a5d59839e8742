package dev.hardstop.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * A company's mail system breaks: a directory that is not synchronised, an accepted domain that is
 * removed, a server that is down. Some of its mailboxes may still take mail.
 */
final class TenantBreaks implements Happening {
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
   * @param now the break is a day to two days old
   */
  TenantBreaks(SimulatedWorld world, Instant now, Random random) {
    // Bounces that come after a delivery may be forged, and nobody is held for them.
    List<Company> large = world.companies(
        company -> !company.consumer() && company.people() >= 6 && !company.takesFirst());
    broken = large.get(random.nextInt(large.size()));
    from = now.minus(Duration.ofMinutes(26 * 60 + random.nextInt(24 * 60)));
    fault = FAULTS.get(random.nextInt(FAULTS.size()));
    // Where there are many mailboxes, some may still take mail.
    boolean partly = broken.people() >= 12 && random.nextInt(3) == 0;
    refused = partly ? 0.88 + random.nextDouble() * 0.12 : 1;
    // Of a small company all are mailed: fewer than five who bounce are no incident by definition.
    mailed = broken.people() < 15 ? 1 : 0.5;
  }

  Company broken() {
    return broken;
  }

  @Override
  public Optional<BounceCause> refusal(
      Company company, String address, Instant sent, Random random) {
    boolean hit = company.equals(broken) && !sent.isBefore(from) && Luck.of(address) < refused;
    return hit ? Optional.of(fault) : Optional.empty();
  }

  @Override
  public double share(Company company, int daysAgo) {
    return company.equals(broken) ? mailed : company.share();
  }
}
