package dev.hardstop.dns;

import static java.util.Objects.requireNonNull;

import dev.hardstop.diagnosis.MailRoute;
import java.time.Duration;

/**
 * A route, and for how long it may be believed.
 *
 * @param timeToLive the shortest of all records that it was made of
 */
record RouteLookup(MailRoute route, Duration timeToLive) {
  RouteLookup {
    requireNonNull(route, "route is null");
    requireNonNull(timeToLive, "timeToLive is null");
  }
}
