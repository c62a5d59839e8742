package dev.hardstop.watch;

import static java.util.Objects.requireNonNull;

import dev.hardstop.watchstate.Alert;
import dev.hardstop.watchstate.Alert.AlertKind;
import dev.hardstop.watchstate.SendingCounts;
import dev.hardstop.watchstate.WatchState.BrakeState;
import dev.hardstop.watchstate.WatchStateStore;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reports when bounces or complaints exceed their limit over enough messages, and switches sending off
 * if that is configured. The brake is released when both rates are below half of their limits, so that
 * a rate that varies around its limit triggers the brake only once. The state is written before
 * anything is switched, so that the next run can complete what a killed run began.
 */
@Singleton
final class SendingBrake {
  /** The fewest bounces or complaints that trigger the brake, whatever their share. */
  private static final long FEWEST_EVENTS = 10;

  /** The fraction of a limit below which a rate is acceptable again. */
  private static final double ACCEPTABLE_SHARE = 0.5;

  private final SendingAccount account;
  private final WatchStateStore watchState;
  private final WatchConfiguration.Brake limits;
  private final SortedSet<String> sets = new TreeSet<>();

  /**
   * The configuration set of the mail of {@code watch} is never switched off, because the alert must be
   * sent.
   */
  @Inject
  SendingBrake(
      SendingAccount account, WatchStateStore watchState, WatchConfiguration configuration) {
    this.account = requireNonNull(account, "account is null");
    this.watchState = requireNonNull(watchState, "watchState is null");
    this.limits = configuration.brake();
    limits.configurationSets().ifPresent(sets::addAll);
    configuration.configurationSet().ifPresent(sets::remove);
  }

  /**
   * Switches the brake on or off, or completes what an earlier run began.
   *
   * @param before the state as it was read
   * @param rates empty if SES did not answer; the brake is then neither switched on nor released
   */
  void check(Optional<BrakeState> before, Optional<SendingRates> rates, CurrentRun run) {
    Optional<BrakeChange> change = rates.flatMap(newest -> change(before, newest));
    if (change.isEmpty()) {
      before.ifPresent(state -> switchPending(state, run));
    } else if (watchState.replaceBrake(
        before, change.get().after(), Optional.of(change.get().alert()))) {
      switchPending(change.get().after(), run);
    }
  }

  private void switchPending(BrakeState state, CurrentRun run) {
    BrakeState current = state;
    for (String set : state.pending()) {
      if (run.succeeds(
          "the switch of configuration set " + set,
          () -> account.switchSending(set, !state.isOn()))) {
        BrakeState next = withSwitched(current, set);
        if (!watchState.replaceBrake(Optional.of(current), next, Optional.empty())) {
          return;
        }
        current = next;
      }
    }
  }

  private static BrakeState withSwitched(BrakeState state, String set) {
    SortedSet<String> switched = new TreeSet<>(state.switched());
    switched.add(set);
    return new BrakeState(state.since(), state.ended(), state.sets(), switched);
  }

  private record BrakeChange(BrakeState after, Alert alert) {}

  private Optional<BrakeChange> change(Optional<BrakeState> before, SendingRates rates) {
    Optional<SendingCounts> newest = rates.newest(limits.volume());
    Optional<BrakeState> on = before.filter(BrakeState::isOn);
    if (on.isEmpty()) {
      return newest.filter(this::exceedsLimit).map(counts -> switchedOn(counts, rates.now()));
    }
    return newest.map(this::isAcceptable).orElse(true)
        ? Optional.of(ended(on.get(), newest, rates.now()))
        : Optional.empty();
  }

  private BrakeChange switchedOn(SendingCounts counts, Instant now) {
    SortedMap<String, String> facts = facts(Optional.of(counts));
    facts.put("sets", String.join(", ", sets));
    return new BrakeChange(
        new BrakeState(now, Optional.empty(), sets, new TreeSet<>()),
        Alert.of("limit:" + now + ":exceeded", AlertKind.LIMIT_EXCEEDED, now, facts));
  }

  /**
   * Ends the brake. If people have to switch sending on again, no configuration set is left to switch.
   */
  private BrakeChange ended(BrakeState on, Optional<SendingCounts> counts, Instant now) {
    SortedSet<String> switchedOn = limits.releases() ? on.sets() : new TreeSet<>();
    SortedMap<String, String> facts = facts(counts);
    facts.put("sets", String.join(", ", on.sets()));
    facts.put("started", Boolean.toString(!switchedOn.isEmpty()));
    return new BrakeChange(
        new BrakeState(on.since(), Optional.of(now), switchedOn, new TreeSet<>()),
        Alert.of("limit:" + on.since() + ":below", AlertKind.BELOW_LIMIT, now, facts));
  }

  private boolean exceedsLimit(SendingCounts counts) {
    return counts.bouncePercent() >= limits.bouncePercent() && counts.bounces() >= FEWEST_EVENTS
        || counts.complaintPercent() >= limits.complaintPercent()
            && counts.complaints() >= FEWEST_EVENTS;
  }

  private boolean isAcceptable(SendingCounts counts) {
    return counts.bouncePercent() < ACCEPTABLE_SHARE * limits.bouncePercent()
        && counts.complaintPercent() < ACCEPTABLE_SHARE * limits.complaintPercent();
  }

  private SortedMap<String, String> facts(Optional<SendingCounts> newest) {
    SortedMap<String, String> facts = new TreeMap<>();
    newest.ifPresent(counts -> {
      facts.put("attempts", Long.toString(counts.attempts()));
      facts.put("bouncePercent", percent(counts.bouncePercent()));
      facts.put("complaintPercent", percent(counts.complaintPercent()));
    });
    facts.put("bounceLimit", percent(limits.bouncePercent()));
    facts.put("complaintLimit", percent(limits.complaintPercent()));
    return facts;
  }

  /** Formats a percentage with two decimals, as SES's console shows it. */
  static String percent(double percent) {
    return String.format(Locale.ROOT, "%.2f %%", percent);
  }
}
