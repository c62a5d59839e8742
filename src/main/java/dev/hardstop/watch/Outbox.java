package dev.hardstop.watch;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;

import dev.hardstop.diagnosis.IncidentReport;
import dev.hardstop.suppression.Incident;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.SuppressionList;
import dev.hardstop.suppression.UnreadableItemException;
import dev.hardstop.watchstate.Alert;
import dev.hardstop.watchstate.WatchState;
import dev.hardstop.watchstate.WatchStateStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Tells what is noted and has become true, each once. An alert of a domain's incident is noted before
 * the incident is written; so what is noted and not written is of a run that is about to write it, or
 * was killed before, and is forgotten when that run cannot live any longer. Whoever tells an alert
 * claims it first; if he is killed, the claim ends.
 */
final class Outbox {
  /** So long at most a claimed alert is being told: one call to SES and one to SNS. */
  static final Duration CLAIM = Duration.ofMinutes(5);

  /** No function lives longer (AWS Lambda developer guide, "Quotas"). */
  static final Duration LONGEST_RUN = Duration.ofMinutes(15);

  /** So many are told in one message, and the rest in the next. */
  static final int MOST_AT_ONCE = 40;

  /** So many wait at most, where neither SES nor SNS takes any. */
  private static final int MOST_WAITING = 120;

  /** So many that were told are kept. */
  private static final int MOST_TOLD = 60;

  private static final Duration LATE = Duration.ofHours(1);
  private static final Duration KEPT_TOLD = Duration.ofDays(3);
  private static final Duration KEPT_UNTOLD = Duration.ofDays(14);

  private final WatchStateStore watchState;
  private final SuppressionList list;
  private final List<AlertChannel> messengers;

  Outbox(WatchStateStore watchState, SuppressionList list, List<AlertChannel> messengers) {
    this.watchState = requireNonNull(watchState, "logbook is null");
    this.list = requireNonNull(list, "list is null");
    this.messengers = messengers.stream().filter(AlertChannel::isAsked).toList();
  }

  /** Tells the alerts that are due, and forgets what need not be kept. */
  void deliver(Instant now, SkippedSteps missing) {
    WatchState entries = watchState.read();
    List<Alert> due = trueOnes(entries.alerts().stream()
        .filter(alert -> alert.kind() != Alert.Kind.DIGEST)
        .filter(alert -> !isTold(alert))
        .toList());
    // Whoever was killed after the incident was written had no time to list it.
    due.stream()
        .map(Alert::incident)
        .forEach(incident -> incident.ifPresent(watchState::listIncident));
    for (int from = 0; from < due.size(); from += MOST_AT_ONCE) {
      List<Alert> some = due.subList(from, Math.min(from + MOST_AT_ONCE, due.size()));
      tell(
          some.stream().filter(alert -> definition(alert, now)).toList(),
          alerts -> MailRenderer.render(AlertPage.of(alerts, entries.brake())),
          missing);
    }
    entries.alerts().stream()
        .filter(alert -> isOver(alert, due.contains(alert), now))
        .forEach(alert -> watchState.removeAlert(alert.id()));
    tooMany(entries.alerts()).forEach(alert -> watchState.removeAlert(alert.id()));
  }

  /** How many more alerts may wait. An item of the table holds no more, and nobody reads more. */
  int room() {
    long waiting =
        watchState.read().alerts().stream().filter(alert -> !isTold(alert)).count();
    return MOST_WAITING - (int) waiting;
  }

  /** What was told a while ago is only kept for the digest. */
  private List<Alert> tooMany(List<Alert> alerts) {
    List<Alert> told = alerts.stream()
        .filter(alert -> alert.kind() != Alert.Kind.DIGEST)
        .filter(this::isTold)
        .toList();
    return told.subList(0, Math.max(0, told.size() - MOST_TOLD));
  }

  /** Tells one alert by itself, if nobody else is about it. */
  void deliver(Alert alert, Supplier<AlertMessage> message, Instant now, SkippedSteps missing) {
    if (!isTold(alert) && definition(alert, now)) {
      tell(List.of(alert), alerts -> message.get(), missing);
    }
  }

  /**
   * @throws AlertDelayedException when an alert is due for an hour
   */
  void requireTold(Instant now) {
    List<Alert> late = trueOnes(watchState.read().alerts().stream()
        .filter(alert -> alert.kind() != Alert.Kind.DIGEST)
        .filter(alert -> !isTold(alert))
        .filter(alert -> alert.at().isBefore(now.minus(LATE)))
        .toList());
    if (!late.isEmpty()) {
      throw new AlertDelayedException(late.size());
    }
  }

  /** Whether nothing is left to be told of it. */
  boolean isTold(Alert alert) {
    return ways(alert).allMatch(messenger -> alert.sent().contains(messenger.way()));
  }

  private boolean definition(Alert alert, Instant now) {
    return watchState.claim(alert.id(), now, now.plus(CLAIM));
  }

  private void tell(
      List<Alert> alerts, Function<List<Alert>, AlertMessage> message, SkippedSteps missing) {
    for (AlertChannel messenger : messengers) {
      Alert.Channel way = messenger.way();
      List<Alert> untold = alerts.stream()
          .filter(alert -> ways(alert).anyMatch(it -> it.way() == way))
          .filter(alert -> !alert.sent().contains(way))
          .toList();
      String name = way == Alert.Channel.MAIL ? "the mail" : "the topic";
      if (!untold.isEmpty()
          && missing.unlessFails(name, () -> messenger.send(message.apply(untold)))) {
        untold.forEach(alert -> watchState.markSent(alert.id(), way));
      }
    }
  }

  /** A digest is for reading, not for a pager. */
  private Stream<AlertChannel> ways(Alert alert) {
    return messengers.stream()
        .filter(messenger ->
            alert.kind() != Alert.Kind.DIGEST || messenger.way() == Alert.Channel.MAIL);
  }

  private List<Alert> trueOnes(List<Alert> alerts) {
    Set<Subject> domains = alerts.stream().flatMap(Outbox::domain).collect(toSet());
    Map<Subject, SortedSet<Incident>> incidents = new HashMap<>();
    list.readInBatches(
        List.copyOf(domains),
        batch -> batch.subjects().forEach(domain -> {
          try {
            incidents.put(domain, batch.get(domain).dossier().incidents());
          } catch (UnreadableItemException unreadable) {
            // An alert too many is better than one too few.
          }
        }));
    List<Alert> trueOnes = new ArrayList<>();
    for (Alert alert : alerts) {
      if (domain(alert)
          .allMatch(domain ->
              !incidents.containsKey(domain) || isWritten(alert, incidents.get(domain)))) {
        trueOnes.add(alert);
      }
    }
    return trueOnes;
  }

  /** The domain in whose dossier an alert's incident stands; our own stand in the logbook. */
  private static Stream<Subject> domain(Alert alert) {
    return alert.incident().stream()
        .filter(incident -> incident.scope() == IncidentReport.Scope.DOMAIN)
        .map(incident -> new Subject.Domain(incident.domains().get(0)));
  }

  private static boolean isWritten(Alert alert, Collection<Incident> incidents) {
    String id = alert.incident().orElseThrow().id();
    return incidents.stream()
        .filter(incident -> incident.id().equals(id))
        .anyMatch(
            incident -> alert.kind() == Alert.Kind.OPENED || incident.ending().isPresent());
  }

  private boolean isOver(Alert alert, boolean due, Instant now) {
    if (alert.kind() == Alert.Kind.DIGEST || isTold(alert)) {
      return alert.at().isBefore(now.minus(KEPT_TOLD));
    }
    return alert.at().isBefore(now.minus(due ? KEPT_UNTOLD : LONGEST_RUN));
  }
}
