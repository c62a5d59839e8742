package dev.hardstop.dns;

import static java.util.Objects.requireNonNull;

import dev.hardstop.diagnosis.MailRoute;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The routes found lately: at most {@value #MOST}, each for as long as its records may be kept. */
final class RouteCache {
  static final int MOST = 1_000;

  /** Whoever mends a record asks again soon, whatever its time to live says. */
  static final Duration LONGEST = Duration.ofMinutes(10);

  private record Kept(MailRoute route, Instant until) {}

  private final InstantSource clock;

  /** The one that was not asked for the longest time is first. */
  private final Map<String, Kept> routes = new LinkedHashMap<>(16, 0.75f, true);

  RouteCache(InstantSource clock) {
    this.clock = requireNonNull(clock, "clock is null");
  }

  synchronized Optional<MailRoute> get(String domain) {
    Kept kept = routes.get(domain);
    if (kept == null || !clock.instant().isBefore(kept.until())) {
      return Optional.empty();
    }
    return Optional.of(kept.route());
  }

  synchronized void put(String domain, RouteLookup found) {
    Duration life = found.timeToLive().compareTo(LONGEST) < 0 ? found.timeToLive() : LONGEST;
    routes.put(domain, new Kept(found.route(), clock.instant().plus(life)));
    if (routes.size() > MOST) {
      routes.remove(routes.keySet().iterator().next());
    }
  }
}
