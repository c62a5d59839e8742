package dev.hardstop.watch;

import static java.util.Objects.requireNonNull;

import dev.hardstop.diagnosis.BouncedRecipients;
import dev.hardstop.diagnosis.DomainActivity;
import dev.hardstop.diagnosis.SendingActivity;
import dev.hardstop.diagnosis.SendingDay;
import dev.hardstop.diagnosis.Thresholds;
import dev.hardstop.suppression.DeliveredRecipients;
import dev.hardstop.watchstate.Overview.OverviewStore;
import dev.hardstop.watchstate.WatchStateStore.SendingDays;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The bounces at all domains together on the last days: the stored days, and what a run adds to them.
 */
final class SendingHistory {
  /**
   * How many days before today may change. New feedback about older days does not change what was usual
   * on them.
   */
  private static final int CHANGEABLE_DAYS = 2;

  private final SendingDays store;
  private final OverviewStore overview;
  private final UnaryOperator<String> registeredDomains;
  private final LocalDate today;
  private final Map<LocalDate, SendingDay> days = new HashMap<>();
  private final Set<LocalDate> changed = new HashSet<>();
  private final Map<LocalDate, BouncedRecipients> bounced = new HashMap<>();
  private final LocalDate oldestChangeable;

  private SendingHistory(
      SendingDays store,
      OverviewStore overview,
      UnaryOperator<String> registeredDomains,
      LocalDate today) {
    this.store = requireNonNull(store, "store is null");
    this.overview = requireNonNull(overview, "overview is null");
    this.registeredDomains = requireNonNull(registeredDomains, "registeredDomains is null");
    this.today = requireNonNull(today, "today is null");
    store.of(SendingActivity.daysOf(today)).forEach(day -> days.put(day.day(), day));
    // In the very first run, only the dossiers show what was usual on the days before.
    oldestChangeable = today.minusDays(days.isEmpty() ? DeliveredRecipients.DAYS : CHANGEABLE_DAYS);
    // A day without bounces is stored as well, because it differs from a day without a run.
    if (!days.containsKey(today)) {
      days.put(today, SendingDay.of(today));
      changed.add(today);
      bounced.put(today, BouncedRecipients.none(today));
    }
  }

  /** Reads the stored days. */
  static SendingHistory read(
      SendingDays store,
      OverviewStore overview,
      UnaryOperator<String> registeredDomains,
      LocalDate today) {
    return new SendingHistory(store, overview, registeredDomains, today);
  }

  /** Adds the new feedback of a domain. */
  void add(DomainActivity activity) {
    activity.figures().byDay().forEach((day, figures) -> {
      if (figures.bounced() > 0 && !day.isBefore(oldestChangeable)) {
        add(SendingDay.of(activity, day, registeredDomains));
      }
      if (figures.bounced() > 0 && !day.isBefore(today.minusDays(CHANGEABLE_DAYS))) {
        bounced.merge(day, BouncedRecipients.of(activity, day), BouncedRecipients::merge);
      }
    });
  }

  private void add(SendingDay seen) {
    SendingDay before = days.get(seen.day());
    SendingDay after = before == null ? seen : before.merge(seen);
    if (!after.equals(before)) {
      days.put(seen.day(), after);
      changed.add(seen.day());
    }
  }

  /**
   * Stores the days that have changed. The recipients come first, because a day that is stored without
   * them would look like a quiet day. Only the recipients that this run has read are added, not the
   * stored ones, because an address may have been erased in the meantime.
   */
  void write() {
    bounced.values().forEach(overview::add);
    bounced.clear();
    changed.forEach(day -> store.add(days.get(day)));
    changed.clear();
  }

  SendingActivity activity(Optional<LocalDate> openSince, Thresholds thresholds) {
    return SendingActivity.of(days.values(), today, openSince, thresholds);
  }

  Map<LocalDate, SendingDay> days() {
    return Map.copyOf(days);
  }
}
