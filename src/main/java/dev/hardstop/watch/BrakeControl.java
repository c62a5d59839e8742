package dev.hardstop.watch;

import static java.util.Objects.requireNonNull;

import dev.hardstop.watchstate.WatchState.BrakeState;
import dev.hardstop.watchstate.WatchStateStore;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Pulls the brake and lets it go: written down first, so that a run that is killed is completed. */
final class BrakeControl {
  private final SendingBrake brake;
  private final SendingSwitch sending;
  private final WatchStateStore watchState;

  BrakeControl(SendingBrake brake, SendingSwitch sending, WatchStateStore watchState) {
    this.brake = requireNonNull(brake, "brake is null");
    this.sending = requireNonNull(sending, "sending is null");
    this.watchState = requireNonNull(watchState, "logbook is null");
  }

  /**
   * @param rates empty where SES did not say: then only what was begun is completed
   */
  void check(Optional<BrakeState> before, Optional<SendingRates> rates, SkippedSteps missing) {
    Optional<SendingBrake.Change> change = rates.flatMap(it -> brake.change(before, it));
    if (change.isEmpty()) {
      before.ifPresent(braking -> complete(braking, missing));
    } else if (watchState.replaceBrake(
        before, change.get().after(), Optional.of(change.get().alert()))) {
      complete(change.get().after(), missing);
    }
  }

  private void complete(BrakeState braking, SkippedSteps missing) {
    BrakeState at = braking;
    for (String set : braking.pending()) {
      String name = "the switch of configuration set " + set;
      if (missing.unlessFails(name, () -> sending.set(set, !braking.isOn()))) {
        BrakeState next = switched(at, set);
        if (!watchState.replaceBrake(Optional.of(at), next, Optional.empty())) {
          return;
        }
        at = next;
      }
    }
  }

  private static BrakeState switched(BrakeState braking, String set) {
    SortedSet<String> switched = new TreeSet<>(braking.switched());
    switched.add(set);
    return new BrakeState(braking.since(), braking.ended(), braking.sets(), switched);
  }
}
