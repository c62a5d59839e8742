package dev.hardstop.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * A week without incidents, but with what could be taken for one: a newsletter to all recipients,
 * several people who leave a company at once, a small company with a fault.
 */
final class QuietWeek implements ScenarioEvent {
  private final Company shrinking;
  private final double leave;
  private final Instant leaving;
  private final Company small;
  private final BounceCause smallFault;
  private final boolean newsletter;

  QuietWeek(SimulatedWorld world, Instant now, Random random) {
    List<Company> large = world.companies(company -> !company.consumer() && company.people() >= 10);
    List<Company> tiny = world.companies(company -> company.people() <= 4);
    shrinking = large.isEmpty() ? null : large.get(random.nextInt(large.size()));
    leave = random.nextDouble() * 0.2;
    leaving = now.minus(Duration.ofHours(random.nextInt(72)));
    small = tiny.isEmpty() ? null : tiny.get(random.nextInt(tiny.size()));
    smallFault = List.of(
            BounceCause.UNREACHABLE,
            BounceCause.EDGE,
            BounceCause.RELAY,
            BounceCause.UNAUTHENTICATED)
        .get(random.nextInt(4));
    newsletter = random.nextInt(3) == 0;
  }

  @Override
  public Optional<BounceCause> refusal(
      Company company, String address, Instant sent, Random random) {
    boolean left =
        company.equals(shrinking) && !sent.isBefore(leaving) && StableRandom.of(address) < leave;
    if (left) {
      return Optional.of(BounceCause.UNKNOWN_USER);
    }
    return company.equals(small) ? Optional.of(smallFault) : Optional.empty();
  }

  /** The newsletter is sent every seventh day, the last time yesterday. */
  @Override
  public double share(Company company, int daysAgo) {
    return newsletter && daysAgo % 7 == 1 && !company.consumer() ? 1 : company.share();
  }
}
