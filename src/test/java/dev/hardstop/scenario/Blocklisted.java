package dev.hardstop.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Our address is put on a blocklist: a public one that some receivers query, or the internal one of a
 * provider or filter, whose reply may look like a refusal of the recipient. Because we send from
 * several IP addresses, part of the mail may still be accepted.
 */
final class Blocklisted implements ScenarioEvent {
  private static final List<Receiver> ALONE =
      List.of(Receiver.MICROSOFT, Receiver.GOOGLE, Receiver.PROOFPOINT, Receiver.MIMECAST);

  private final Set<Receiver> against;
  private final Set<Company> asking;
  private final Instant from;
  private final BounceCause words;
  private final double hit;

  Blocklisted(SimulatedWorld world, Instant now, Random random) {
    List<Receiver> strong = ALONE.stream()
        .filter(it -> world.companies(company -> company.receiver() == it).size() >= 6)
        .toList();
    boolean alone = random.nextInt(5) < 2;
    against = alone
        ? EnumSet.of(strong.get(random.nextInt(strong.size())))
        : EnumSet.allOf(Receiver.class);
    double askers = alone ? 1 : 0.4 + random.nextDouble() * 0.4;
    asking = world.companies(company -> random.nextDouble() < askers).stream()
        .filter(company -> against.contains(company.receiver()))
        .collect(Collectors.toSet());
    from = now.minus(Duration.ofMinutes(12 * 60 + random.nextInt(28 * 60)));
    words = alone && against.contains(Receiver.MICROSOFT) && random.nextBoolean()
        ? BounceCause.EDGE
        : BounceCause.LISTED;
    hit = random.nextInt(3) == 0 ? 0.5 + random.nextDouble() * 0.5 : 1;
  }

  @Override
  public Optional<BounceCause> refusal(
      Company company, String address, Instant sent, Random random) {
    boolean refused = !sent.isBefore(from) && asking.contains(company) && random.nextDouble() < hit;
    return refused ? Optional.of(words) : Optional.empty();
  }
}
