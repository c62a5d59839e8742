package dev.hardstop.watch;

import dev.hardstop.watchstate.Alert;
import dev.hardstop.watchstate.WatchState.BrakeState;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Says when the sending must stop: when bounces or complaints pass their limit over a representative
 * volume. It lets go at half of the limit, so that a rate that swings about it pulls once.
 *
 * @param limits the limits
 * @param sets the configuration sets to stop; empty where nobody asked for it
 * @param releases whether they are started again when it is over
 */
record SendingBrake(Limits limits, SortedSet<String> sets, boolean releases) {
  /** Fewer bounces or complaints than that are an accident, whatever their share. */
  static final long LEAST_COUNT = 10;

  private static final double RELEASED_AT = 0.5;

  /**
   * @param bouncePercent of the newest messages
   * @param complaintPercent of the newest messages
   * @param volume how many messages that are
   */
  record Limits(double bouncePercent, double complaintPercent, long volume) {}

  /**
   * A change.
   *
   * @param after how it is from now on
   * @param alert that says so
   */
  record Change(BrakeState after, Alert alert) {}

  /** Never stops the set that watch's own mail is sent with: the mail about it must go out. */
  static SendingBrake of(WatchConfiguration configuration) {
    WatchConfiguration.Brake brake = configuration.brake();
    SortedSet<String> sets = new TreeSet<>();
    brake.configurationSets().ifPresent(sets::addAll);
    configuration.configurationSet().ifPresent(sets::remove);
    return new SendingBrake(
        new Limits(brake.bouncePercent(), brake.complaintPercent(), brake.volume()),
        sets,
        brake.releases());
  }

  /** What changes by these rates; empty where nothing does. */
  Optional<Change> change(Optional<BrakeState> before, SendingRates rates) {
    Optional<SendingCounts> newest = rates.newest(limits.volume());
    Optional<BrakeState> lasting = before.filter(BrakeState::isOn);
    if (lasting.isEmpty()) {
      return newest.filter(this::passesLimit).map(tally -> pulled(tally, rates.now()));
    }
    return newest.map(this::isWellBelow).orElse(true)
        ? Optional.of(released(lasting.get(), newest, rates.now()))
        : Optional.empty();
  }

  private Change pulled(SendingCounts tally, Instant now) {
    SortedMap<String, String> facts = facts(Optional.of(tally));
    facts.put("sets", String.join(", ", sets));
    return new Change(
        new BrakeState(now, Optional.empty(), sets, new TreeSet<>()),
        Alert.of("limit:" + now + ":passed", Alert.Kind.LIMIT_EXCEEDED, now, facts));
  }

  /** Where persons have to start the sending again, nothing is left to be switched. */
  private Change released(BrakeState lasting, Optional<SendingCounts> tally, Instant now) {
    SortedSet<String> started = releases ? lasting.sets() : new TreeSet<>();
    SortedMap<String, String> facts = facts(tally);
    facts.put("sets", String.join(", ", lasting.sets()));
    facts.put("started", Boolean.toString(!started.isEmpty()));
    return new Change(
        new BrakeState(lasting.since(), Optional.of(now), started, new TreeSet<>()),
        Alert.of("limit:" + lasting.since() + ":kept", Alert.Kind.BELOW_LIMIT, now, facts));
  }

  private boolean passesLimit(SendingCounts tally) {
    return tally.bouncePercent() >= limits.bouncePercent() && tally.bounces() >= LEAST_COUNT
        || tally.complaintPercent() >= limits.complaintPercent()
            && tally.complaints() >= LEAST_COUNT;
  }

  private boolean isWellBelow(SendingCounts tally) {
    return tally.bouncePercent() < RELEASED_AT * limits.bouncePercent()
        && tally.complaintPercent() < RELEASED_AT * limits.complaintPercent();
  }

  private SortedMap<String, String> facts(Optional<SendingCounts> newest) {
    SortedMap<String, String> facts = new TreeMap<>();
    newest.ifPresent(tally -> {
      facts.put("attempts", Long.toString(tally.attempts()));
      facts.put("bouncePercent", percent(tally.bouncePercent()));
      facts.put("complaintPercent", percent(tally.complaintPercent()));
    });
    facts.put("bounceLimit", percent(limits.bouncePercent()));
    facts.put("complaintLimit", percent(limits.complaintPercent()));
    return facts;
  }

  /** Two digits behind the point, as SES's console has them. */
  static String percent(double percent) {
    return String.format(Locale.ROOT, "%.2f %%", percent);
  }
}
