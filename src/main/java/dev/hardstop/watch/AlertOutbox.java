package dev.hardstop.watch;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;

import dev.hardstop.diagnosis.IncidentReport;
import dev.hardstop.suppression.DossierTable;
import dev.hardstop.suppression.Incident;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.UnreadableItemException;
import dev.hardstop.watch.AlertChannel.AlertMessage;
import dev.hardstop.watchstate.Alert;
import dev.hardstop.watchstate.Alert.AlertKind;
import dev.hardstop.watchstate.WatchState;
import dev.hardstop.watchstate.WatchStateStore;
import io.quarkus.arc.All;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
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
 * Sends each alert once through each channel. An alert about a domain's incident is added before the
 * incident is written. If the incident is missing, the run that added the alert either is about to
 * write the incident or was killed before it could; the alert is removed once that run must have ended.
 * A run claims an alert before it sends the alert; if the run is killed, the claim expires.
 */
@Singleton
final class AlertOutbox {
  /** How long a claim lasts: longer than one call to SES and one to SNS, which send the alert. */
  private static final Duration CLAIM_TIME = Duration.ofMinutes(5);

  /** The longest that a function runs (AWS Lambda developer guide, "Quotas"). */
  private static final Duration LONGEST_RUN = Duration.ofMinutes(15);

  /** The most alerts in one message. */
  private static final int MOST_ALERTS_OF_A_MESSAGE = 40;

  /** The most alerts that wait to be sent. */
  private static final int MOST_WAITING_ALERTS = 120;

  /** The most sent alerts that are kept. */
  private static final int MOST_SENT_ALERTS = 60;

  /** An alert is late after this time. */
  private static final Duration LATE_AFTER = Duration.ofHours(1);

  private static final Duration RETENTION_OF_SENT = Duration.ofDays(3);
  private static final Duration RETENTION_OF_UNSENT = Duration.ofDays(14);

  private final WatchStateStore watchState;
  private final DossierTable table;
  private final List<AlertChannel> channels;

  @Inject
  AlertOutbox(WatchStateStore watchState, DossierTable table, @All List<AlertChannel> channels) {
    this.watchState = requireNonNull(watchState, "watchState is null");
    this.table = requireNonNull(table, "table is null");
    this.channels = channels.stream().filter(AlertChannel::isConfigured).toList();
  }

  /** Sends the alerts that are due, and removes those that need not be kept. */
  void deliver(CurrentRun run) {
    WatchState state = watchState.read();
    List<Alert> due = due(state);
    // A run that was killed after it wrote an incident may not have listed it.
    due.stream()
        .map(Alert::incident)
        .forEach(incident -> incident.ifPresent(watchState::listIncident));
    for (int from = 0; from < due.size(); from += MOST_ALERTS_OF_A_MESSAGE) {
      List<Alert> batch = due.subList(from, Math.min(from + MOST_ALERTS_OF_A_MESSAGE, due.size()));
      send(
          batch.stream().filter(alert -> claim(alert, run)).toList(),
          alerts -> AlertContent.of(alerts, state.brake()).render(),
          run);
    }
    state.alerts().stream()
        .filter(alert -> isExpired(alert, due.contains(alert), run.now()))
        .forEach(alert -> watchState.removeAlert(alert.id()));
    surplus(state.alerts()).forEach(alert -> watchState.removeAlert(alert.id()));
  }

  /** Sends one alert in a message of its own, unless it was sent or another run has claimed it. */
  void deliver(Alert alert, Supplier<AlertMessage> message, CurrentRun run) {
    if (!isSent(alert) && claim(alert, run)) {
      send(List.of(alert), alerts -> message.get(), run);
    }
  }

  /**
   * Returns how many more alerts may be added. The number is limited because all alerts are in one
   * item.
   */
  int room() {
    long waiting =
        watchState.read().alerts().stream().filter(alert -> !isSent(alert)).count();
    return MOST_WAITING_ALERTS - (int) waiting;
  }

  /**
   * @throws AlertDelayedException when an alert has been due for an hour
   */
  void requireDelivered(Instant now) {
    long late = due(watchState.read()).stream()
        .filter(alert -> alert.at().isBefore(now.minus(LATE_AFTER)))
        .count();
    if (late > 0) {
      throw new AlertDelayedException(late);
    }
  }

  /** Returns the unsent alerts whose incident, if they have one, has been written. */
  private List<Alert> due(WatchState state) {
    List<Alert> unsent = state.alerts().stream()
        .filter(alert -> alert.kind() != AlertKind.DIGEST)
        .filter(alert -> !isSent(alert))
        .toList();
    Map<Subject, SortedSet<Incident>> incidents = incidents(unsent);
    return unsent.stream()
        .filter(alert -> domain(alert)
            .allMatch(domain ->
                !incidents.containsKey(domain) || isWritten(alert, incidents.get(domain))))
        .toList();
  }

  /**
   * Returns the incidents in the dossiers of the alerts' domains. A domain whose dossier cannot be read
   * is missing from the result, and its alerts are sent: a superfluous alert is better than a missing
   * one.
   */
  private Map<Subject, SortedSet<Incident>> incidents(List<Alert> alerts) {
    Set<Subject> domains = alerts.stream().flatMap(AlertOutbox::domain).collect(toSet());
    Map<Subject, SortedSet<Incident>> incidents = new HashMap<>();
    table.readInBatches(
        List.copyOf(domains),
        batch -> batch.subjects().forEach(domain -> {
          try {
            incidents.put(domain, batch.get(domain).dossier().incidents());
          } catch (UnreadableItemException unreadable) {
            // The domain is left out of the result.
          }
        }));
    return incidents;
  }

  /**
   * Returns the domain whose dossier has the alert's incident, or none for an incident of our own
   * sending.
   */
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
            incident -> alert.kind() == AlertKind.OPENED || incident.ending().isPresent());
  }

  private boolean claim(Alert alert, CurrentRun run) {
    return watchState.claim(alert.id(), run.now(), run.now().plus(CLAIM_TIME));
  }

  private void send(
      List<Alert> alerts, Function<List<Alert>, AlertMessage> message, CurrentRun run) {
    for (AlertChannel channel : channels) {
      Alert.Channel kind = channel.channel();
      List<Alert> unsent = alerts.stream()
          .filter(alert -> isFor(alert, kind))
          .filter(alert -> !alert.sent().contains(kind))
          .toList();
      String step = kind == Alert.Channel.MAIL ? "the mail" : "the topic";
      if (!unsent.isEmpty() && run.succeeds(step, () -> channel.send(message.apply(unsent)))) {
        unsent.forEach(alert -> watchState.markSent(alert.id(), kind));
      }
    }
  }

  /** Whether the alert was sent through each of its channels. */
  private boolean isSent(Alert alert) {
    return channels.stream()
        .map(AlertChannel::channel)
        .filter(channel -> isFor(alert, channel))
        .allMatch(channel -> alert.sent().contains(channel));
  }

  /** The digest is only mailed: the subscribers of the topic may include a pager. */
  private static boolean isFor(Alert alert, Alert.Channel channel) {
    return alert.kind() != AlertKind.DIGEST || channel == Alert.Channel.MAIL;
  }

  private boolean isExpired(Alert alert, boolean due, Instant now) {
    if (alert.kind() == AlertKind.DIGEST || isSent(alert)) {
      return alert.at().isBefore(now.minus(RETENTION_OF_SENT));
    }
    return alert.at().isBefore(now.minus(due ? RETENTION_OF_UNSENT : LONGEST_RUN));
  }

  /** Returns the oldest sent alerts in excess of the number that is kept for the digest. */
  private List<Alert> surplus(List<Alert> alerts) {
    List<Alert> sent = alerts.stream()
        .filter(alert -> alert.kind() != AlertKind.DIGEST)
        .filter(this::isSent)
        .toList();
    return sent.subList(0, Math.max(0, sent.size() - MOST_SENT_ALERTS));
  }

  /**
   * Thrown if alerts could not be sent for more than an hour. All other steps of the run are done; the
   * function fails so that its error alarm reports the delay.
   */
  static final class AlertDelayedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param alerts the number of delayed alerts
     */
    AlertDelayedException(long alerts) {
      super(
          alerts + " alerts could not be sent for more than an hour; see the log for the reasons");
    }
  }
}
