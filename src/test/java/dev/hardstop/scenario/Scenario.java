package dev.hardstop.scenario;

import dev.hardstop.feedback.Feedback;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Three weeks of mail of one sender, and the feedback of SES about it.
 *
 * @param kind the kind of the scenario
 * @param seed the same seed gives the same scenario
 * @param now the time at which it is diagnosed
 * @param feedback in the order in which it arrived
 * @param broken the domain whose mail system broke; empty where none did
 */
public record Scenario(
    ScenarioKind kind, long seed, Instant now, List<Feedback> feedback, Optional<String> broken) {
  private static final int DAYS = 20;
  private static final LocalDate FIRST_MONDAY = LocalDate.parse("2026-03-02");

  public Scenario {
    feedback = List.copyOf(feedback);
  }

  /** The scenario of a kind and a seed. */
  public static Scenario of(ScenarioKind kind, long seed) {
    Random random = new Random(seed * 31 + kind.ordinal());
    SimulatedWorld world = new SimulatedWorld(random);
    // Tuesday to Friday, so that yesterday was a working day.
    LocalDate today = FIRST_MONDAY.plusWeeks(random.nextInt(30)).plusDays(1 + random.nextInt(4));
    Instant now =
        today.atTime(8 + random.nextInt(15), random.nextInt(60)).toInstant(ZoneOffset.UTC);
    ScenarioEvent event = switch (kind) {
      case TENANT_BREAKS -> new TenantBreaks(world, now, random);
      case BLOCKLISTED -> new Blocklisted(world, now, random);
      case STALE_LIST -> new StaleList(world, random);
      case QUIET_WEEK -> new QuietWeek(world, now, random);
    };
    List<Feedback> feedback = new Weeks(world, event, today, now, random).feedback();
    Optional<String> broken = event instanceof TenantBreaks tenant
        ? Optional.of(tenant.broken().domain())
        : Optional.empty();
    return new Scenario(kind, seed, now, feedback, broken);
  }

  /** Sends the mail of one day after the other. */
  private static final class Weeks {
    private final SimulatedWorld world;
    private final ScenarioEvent event;
    private final LocalDate today;
    private final Instant now;
    private final Random random;
    private final SimulatedFeedback post;
    private final Set<String> bouncedHard = new HashSet<>();
    private final boolean stopsAfterHardBounce;

    Weeks(SimulatedWorld world, ScenarioEvent event, LocalDate today, Instant now, Random random) {
      this.world = world;
      this.event = event;
      this.today = today;
      this.now = now;
      this.random = random;
      this.post = new SimulatedFeedback(random, now);
      this.stopsAfterHardBounce = random.nextInt(3) > 0;
    }

    List<Feedback> feedback() {
      for (int daysAgo = DAYS; daysAgo >= 0; daysAgo--) {
        for (Company company : world.companies()) {
          double share = event.share(company, daysAgo) * busy(daysAgo);
          for (String address : company.recipients()) {
            if (random.nextDouble() < share) {
              mail(company, address, daysAgo);
            }
          }
        }
        int then = daysAgo;
        event
            .others(then, random)
            .forEach(
                (company, addresses) -> addresses.forEach(address -> mail(company, address, then)));
      }
      return post.feedback();
    }

    private double busy(int daysAgo) {
      DayOfWeek day = today.minusDays(daysAgo).getDayOfWeek();
      return day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY ? 0.2 : 1;
    }

    private void mail(Company company, String address, int daysAgo) {
      Instant sent = today
          .minusDays(daysAgo)
          .atStartOfDay(ZoneOffset.UTC)
          .toInstant()
          .plus(Duration.ofMinutes(6 * 60 + random.nextInt(15 * 60)));
      // The clock of SES may be a little ahead of ours.
      if (sent.isAfter(now.plus(Duration.ofMinutes(2))) || bouncedHard.contains(address)) {
        return;
      }
      Optional<BounceCause> refusal =
          event.refusal(company, address, sent, random).or(() -> usual(address));
      refusal.ifPresentOrElse(
          cause -> refused(company, address, sent, cause),
          () -> post.delivered(company, address, sent));
    }

    private void refused(Company company, String address, Instant sent, BounceCause cause) {
      post.refused(company, address, sent, cause);
      boolean hard = cause == BounceCause.UNKNOWN_USER
          || cause == BounceCause.EDGE
          || cause == BounceCause.CLOSED;
      if (stopsAfterHardBounce && hard) {
        bouncedHard.add(address);
      }
    }

    /** The bounces of any day: about one in a hundred messages. */
    private Optional<BounceCause> usual(String address) {
      if (StableRandom.of("full " + address) < 0.0025) {
        return Optional.of(BounceCause.FULL);
      }
      int draw = random.nextInt(10_000);
      return draw < 25
          ? Optional.of(BounceCause.UNKNOWN_USER)
          : draw < 60
              ? Optional.of(BounceCause.SLOW_DOWN)
              : draw < 75
                  ? Optional.of(BounceCause.UNREACHABLE)
                  : draw < 85
                      ? Optional.of(BounceCause.SPAM)
                      : draw < 90
                          ? Optional.of(BounceCause.RESTRICTED)
                          : draw < 95
                              ? Optional.of(BounceCause.UNCLEAR)
                              : draw < 100
                                  ? Optional.of(BounceCause.CLOSED)
                                  : draw < 103 ? Optional.of(BounceCause.LISTED) : Optional.empty();
    }
  }
}
