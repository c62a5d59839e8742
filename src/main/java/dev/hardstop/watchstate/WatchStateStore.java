package dev.hardstop.watchstate;

import dev.hardstop.diagnosis.IncidentReport;
import dev.hardstop.diagnosis.IncidentReport.OpenedIncidents;
import dev.hardstop.diagnosis.SendingDay;
import dev.hardstop.watchstate.WatchState.BrakeState;
import dev.hardstop.watchstate.WatchState.PostponedDomain;
import dev.hardstop.watchstate.WatchState.ReadProgress;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/**
 * Stores what {@code watch} keeps from one run to the next. Runs may overlap, and may be killed
 * between any two calls; so each write is conditional, or may be repeated.
 */
public interface WatchStateStore extends OpenedIncidents {
  /** Reads the state, including all finished writes. */
  WatchState read();

  /**
   * Replaces the progress, unless another run has changed it in the meantime.
   *
   * @return whether it was replaced
   */
  boolean moveProgress(Optional<ReadProgress> before, ReadProgress after);

  /** The domains that earlier runs had no time to examine, the most urgent first. */
  SortedSet<PostponedDomain> postponed();

  /** Postpones domains to a later run. */
  void postpone(Collection<PostponedDomain> domains);

  /** Removes postponed domains, because they have been examined. */
  void removePostponed(Collection<PostponedDomain> domains);

  /**
   * Adds an alert before the incident that it is about is written. An alert that is already there
   * stays as it is.
   */
  void addAlert(Alert alert);

  /**
   * Replaces the incident of our own sending and adds its alert, in one write, unless another run has
   * changed the incident in the meantime.
   *
   * @return whether it was replaced
   */
  boolean replaceSenderIncident(Optional<IncidentReport> before, IncidentReport after, Alert alert);

  /**
   * Replaces the state of the brake and adds its alert, in one write, unless another run has changed
   * the state in the meantime.
   *
   * @param alert empty where only more configuration sets have been switched
   * @return whether it was replaced
   */
  boolean replaceBrake(Optional<BrakeState> before, BrakeState after, Optional<Alert> alert);

  /**
   * Reserves an alert, so that only one run sends it.
   *
   * @param until when the claim ends, in case the run is killed
   * @return whether the caller has the claim; false if another run has it, or if there is no such alert
   */
  boolean claim(String alertId, Instant now, Instant until);

  /** Records that an alert was sent through a channel. */
  void markSent(String alertId, Alert.Channel channel);

  /** Removes an alert: what it is about did not happen, or it was sent long ago. */
  void removeAlert(String alertId);

  /** Lists an incident. An incident that is listed as ended stays ended. */
  void listIncident(IncidentReport incident);

  /** Stores what {@code watch} saw at all domains, day by day. */
  public interface SendingDays {
    /** A day is kept for at least this many days. */
    int RETENTION_DAYS = 30;

    /**
     * The given days on which {@code watch} ran, including days without bounces.
     *
     * @param days UTC days
     */
    Collection<SendingDay> of(Set<LocalDate> days);

    /** Merges what was seen on a day into what is stored. The call may be repeated and may be late. */
    void add(SendingDay seen);
  }
}
