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
 * Three weeks of one sender's mail, and what SES said of it.
 *
 * @param kind what happens
 * @param seed gives the same scenario again
 * @param now when it is looked at
 * @param feedback in the order in which it came
 * @param broken the domain whose system broke, where one did
 */
public record Scenario(
    Kind kind, long seed, Instant now, List<Feedback> feedback, Optional<String> broken) {
  private static final int DAYS = 20;
  private static final LocalDate FIRST_MONDAY = LocalDate.parse("2026-03-02");

  public Scenario {
    feedback = List.copyOf(feedback);
  }

  /** The scenario of a kind and a seed. */
  public static Scenario of(Kind kind, long seed) {
    Random random = new Random(seed * 31 + kind.ordinal());
    SimulatedWorld world = new SimulatedWorld(random);
    // Tuesday to Friday, so that yesterday was a working day.
    LocalDate today = FIRST_MONDAY.plusWeeks(random.nextInt(30)).plusDays(1 + random.nextInt(4));
    Instant now =
        today.atTime(8 + random.nextInt(15), random.nextInt(60)).toInstant(ZoneOffset.UTC);
    Happening happening = switch (kind) {
      case TENANT_BREAKS -> new TenantBreaks(world, now, random);
      case BLOCKLISTED -> new Blocklisted(world, now, random);
      case STALE_LIST -> new StaleList(world, random);
      case QUIET_WEEK -> new QuietWeek(world, now, random);
    };
    List<Feedback> feedback = new Weeks(world, happening, today, now, random).feedback();
    Optional<String> broken = happening instanceof TenantBreaks tenant
        ? Optional.of(tenant.broken().domain())
        : Optional.empty();
    return new Scenario(kind, seed, now, feedback, broken);
  }

  /** Mails day after day. */
  private static final class Weeks {
    private final SimulatedWorld world;
    private final Happening happening;
    private final LocalDate today;
    private final Instant now;
    private final Random random;
    private final Post post;
    private final Set<String> given = new HashSet<>();
    private final boolean asksFirst;

    Weeks(SimulatedWorld world, Happening happening, LocalDate today, Instant now, Random random) {
      this.world = world;
      this.happening = happening;
      this.today = today;
      this.now = now;
      this.random = random;
      this.post = new Post(random, now);
      this.asksFirst = random.nextInt(3) > 0;
    }

    List<Feedback> feedback() {
      for (int daysAgo = DAYS; daysAgo >= 0; daysAgo--) {
        for (Company company : world.companies()) {
          double share = happening.share(company, daysAgo) * busy(daysAgo);
          for (String address : company.recipients()) {
            if (random.nextDouble() < share) {
              mail(company, address, daysAgo);
            }
          }
        }
        int then = daysAgo;
        happening
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
      // SES's clock may be a little ahead of ours.
      if (sent.isAfter(now.plus(Duration.ofMinutes(2))) || given.contains(address)) {
        return;
      }
      Optional<BounceCause> refusal =
          happening.refusal(company, address, sent, random).or(() -> usual(address));
      refusal.ifPresentOrElse(
          cause -> refused(company, address, sent, cause),
          () -> post.delivered(company, address, sent));
    }

    private void refused(Company company, String address, Instant sent, BounceCause cause) {
      post.refused(company, address, sent, cause);
      boolean hard = cause == BounceCause.UNKNOWN_USER
          || cause == BounceCause.EDGE
          || cause == BounceCause.CLOSED;
      if (asksFirst && hard) {
        given.add(address);
      }
    }

    /** What goes wrong on any day: of a thousand messages, some. */
    private Optional<BounceCause> usual(String address) {
      if (Luck.of("full " + address) < 0.0025) {
        return Optional.of(BounceCause.FULL);
      }
      int luck = random.nextInt(10_000);
      return luck < 25
          ? Optional.of(BounceCause.UNKNOWN_USER)
          : luck < 60
              ? Optional.of(BounceCause.SLOW_DOWN)
              : luck < 75
                  ? Optional.of(BounceCause.UNREACHABLE)
                  : luck < 85
                      ? Optional.of(BounceCause.SPAM)
                      : luck < 90
                          ? Optional.of(BounceCause.RESTRICTED)
                          : luck < 95
                              ? Optional.of(BounceCause.UNCLEAR)
                              : luck < 100
                                  ? Optional.of(BounceCause.CLOSED)
                                  : luck < 103 ? Optional.of(BounceCause.LISTED) : Optional.empty();
    }
  }
}
