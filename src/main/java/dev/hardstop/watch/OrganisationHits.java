package dev.hardstop.watch;

import static java.util.Objects.requireNonNull;

import dev.hardstop.diagnosis.DomainActivity;
import dev.hardstop.diagnosis.SendingActivity;
import dev.hardstop.diagnosis.SendingDay;
import dev.hardstop.diagnosis.Thresholds;
import dev.hardstop.suppression.DeliveredRecipients;
import dev.hardstop.watchstate.SendingDays;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What all domains together saw lately: as it was written down, and what this round adds. */
final class OrganisationHits {
  /** Of days before, news come too late to say anything of a turn; but where nobody has watched yet. */
  private static final int NEWS_DAYS = 2;

  private final SendingDays days;
  private final UnaryOperator<String> organisationOf;
  private final LocalDate today;
  private final Map<LocalDate, SendingDay> known = new HashMap<>();
  private final Set<LocalDate> changed = new HashSet<>();
  private final LocalDate oldestNews;

  /** Reads the days. */
  OrganisationHits(SendingDays days, UnaryOperator<String> organisationOf, LocalDate today) {
    this.days = requireNonNull(days, "days is null");
    this.organisationOf = requireNonNull(organisationOf, "organisationOf is null");
    this.today = requireNonNull(today, "today is null");
    days.of(SendingActivity.daysOf(today)).forEach(day -> known.put(day.day(), day));
    // The first round of all has the dossiers to tell what is usual.
    oldestNews = today.minusDays(known.isEmpty() ? DeliveredRecipients.DAYS : NEWS_DAYS);
    // A quiet day is a day that was watched.
    if (!known.containsKey(today)) {
      known.put(today, SendingDay.of(today));
      changed.add(today);
    }
  }

  /** Adds what a domain saw. */
  void add(DomainActivity activity) {
    activity.figures().byDay().forEach((day, figures) -> {
      if (figures.bounced() > 0 && !day.isBefore(oldestNews)) {
        add(SendingDay.of(activity, day, organisationOf));
      }
    });
  }

  private void add(SendingDay seen) {
    SendingDay before = known.get(seen.day());
    SendingDay after = before == null ? seen : before.merge(seen);
    if (!after.equals(before)) {
      known.put(seen.day(), after);
      changed.add(seen.day());
    }
  }

  /** Writes down what is new. */
  void write() {
    changed.forEach(day -> days.add(known.get(day)));
    changed.clear();
  }

  SendingActivity activity(Optional<LocalDate> openSince, Thresholds thresholds) {
    return SendingActivity.of(known.values(), today, openSince, thresholds);
  }

  Map<LocalDate, SendingDay> days() {
    return Map.copyOf(known);
  }
}
