package dev.hardstop.watch;

import static java.util.Objects.requireNonNull;

import dev.hardstop.logbook.Braking;
import dev.hardstop.logbook.Logbook;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Pulls the brake and lets it go: written down first, so that a run that is killed is completed. */
final class LimitWatch {
  private final SendingBrake brake;
  private final SendingSwitch sending;
  private final Logbook logbook;

  LimitWatch(SendingBrake brake, SendingSwitch sending, Logbook logbook) {
    this.brake = requireNonNull(brake, "brake is null");
    this.sending = requireNonNull(sending, "sending is null");
    this.logbook = requireNonNull(logbook, "logbook is null");
  }

  /**
   * @param rates empty where SES did not say: then only what was begun is completed
   */
  void check(Optional<Braking> before, Optional<SendingRates> rates, Missing missing) {
    Optional<SendingBrake.Change> change = rates.flatMap(it -> brake.change(before, it));
    if (change.isEmpty()) {
      before.ifPresent(braking -> complete(braking, missing));
    } else if (logbook.put(
        before, change.get().after(), Optional.of(change.get().alert()))) {
      complete(change.get().after(), missing);
    }
  }

  private void complete(Braking braking, Missing missing) {
    Braking at = braking;
    for (String set : braking.open()) {
      String name = "the switch of configuration set " + set;
      if (missing.unlessFails(name, () -> sending.set(set, !braking.lasts()))) {
        Braking next = switched(at, set);
        if (!logbook.put(Optional.of(at), next, Optional.empty())) {
          return;
        }
        at = next;
      }
    }
  }

  private static Braking switched(Braking braking, String set) {
    SortedSet<String> switched = new TreeSet<>(braking.switched());
    switched.add(set);
    return new Braking(braking.since(), braking.over(), braking.sets(), switched);
  }
}
