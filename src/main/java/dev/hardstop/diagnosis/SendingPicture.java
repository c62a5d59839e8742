package dev.hardstop.diagnosis;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.Confidence;
import dev.hardstop.suppression.DeliveredRecipients;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What all domains together see, compared with the days before: whether many unrelated organisations
 * turned to the same reason at once.
 */
public final class SendingPicture {
  /** With fewer days to compare with, a spike is only guessed at. */
  private static final int FEWEST_DAYS = 3;

  /** A gateway is named when so many percent of the organisations are behind it. */
  private static final int CONCENTRATED = 80;

  private final LocalDate today;
  private final Map<LocalDate, SendingDay> days;
  private final Optional<LocalDate> openSince;
  private final Thresholds.Spike spike;

  private SendingPicture(
      LocalDate today,
      Map<LocalDate, SendingDay> days,
      Optional<LocalDate> openSince,
      Thresholds.Spike spike) {
    this.today = today;
    this.days = days;
    this.openSince = openSince;
    this.spike = spike;
  }

  /**
   * The picture of these days.
   *
   * @param days today, yesterday and as many of the 14 days before as are known, in any order; a day
   *     that was watched and quiet belongs to them
   * @param openSince the first day of our own incident that lasts: then the days before that one are
   *     the usual
   */
  public static SendingPicture of(
      Collection<SendingDay> days,
      LocalDate today,
      Optional<LocalDate> openSince,
      Thresholds thresholds) {
    requireNonNull(today, "today is null");
    requireNonNull(openSince, "openSince is null");
    Map<LocalDate, SendingDay> byDay = new TreeMap<>();
    days.forEach(day -> byDay.merge(day.day(), day, SendingDay::merge));
    return new SendingPicture(today, byDay, openSince, thresholds.spike());
  }

  /** What is wrong with our sending as a whole: of the newest day on which anything is. */
  public SendingDiagnosis diagnose() {
    return List.of(today.plusDays(1), today, today.minusDays(1)).stream()
        .map(this::diagnose)
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(SendingDiagnosis::nothing);
  }

  /** Whether anything was wrong on any day from this one on. */
  boolean isUnusualSince(LocalDate first) {
    return days.keySet().stream()
        .filter(day -> !day.isBefore(first))
        .anyMatch(day -> diagnose(day).isPresent());
  }

  private Optional<SendingDiagnosis> diagnose(LocalDate day) {
    Map<Turn, Set<Sighting>> turns = new EnumMap<>(Turn.class);
    for (Turn turn : Turn.values()) {
      Set<Sighting> turned = turned(turn, day);
      if (isSpike(turn, organisations(turned).size(), day)) {
        turns.put(turn, turned);
      }
    }
    return turns.keySet().stream()
        .max(Comparator.<Turn, Boolean>comparing(turn -> turn != Turn.STALE)
            .thenComparing(turn -> organisations(turns.get(turn)).size())
            .thenComparing(Comparator.reverseOrder()))
        .map(turn -> diagnosis(turn, turns, day));
  }

  private SendingDiagnosis diagnosis(Turn turn, Map<Turn, Set<Sighting>> turns, LocalDate day) {
    Set<Sighting> turned = turns.get(turn);
    Map<Gateway, Integer> gateways = gateways(turned);
    int organisations = organisations(turned).size();
    return new SendingDiagnosis(
        turn.diagnosis(),
        confidence(turn, organisations, day),
        Optional.of(openSince.filter(open -> open.isBefore(day)).orElse(day)),
        organisations,
        gateways,
        concentratedOn(gateways, organisations),
        organisations(turned).stream()
            .sorted()
            .limit(IncidentReport.MOST_DOMAINS)
            .toList(),
        spiking(turns.keySet()),
        WhatToDo.about(turn));
  }

  /** What no domain can help: a stale list is a matter of its addresses, and stays one there. */
  private static Set<BounceReason> spiking(Set<Turn> turns) {
    return turns.stream()
        .filter(turn -> turn != Turn.STALE)
        .flatMap(turn -> turn.reasons().stream())
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(BounceReason.class)));
  }

  /** The sightings of organisations that had not seen this on the days before. */
  private Set<Sighting> turned(Turn turn, LocalDate day) {
    Set<String> before = new HashSet<>();
    before(day).forEach(earlier -> before.addAll(organisations(sightings(turn, earlier))));
    return sightings(turn, on(day)).stream()
        .filter(sighting -> !before.contains(sighting.organisation()))
        .collect(Collectors.toSet());
  }

  private boolean isSpike(Turn turn, int turned, LocalDate day) {
    int least = turn.least(spike) * (hasHistory(day) ? 1 : 2);
    int seen = organisations(sightings(turn, on(day))).size();
    boolean many = turned >= least && seen >= spike.times() * usual(turn, day);
    return many && (turn != Turn.DENIED || mostAreKnown(day, turned));
  }

  /** Of those that turned to 5.4.1, at least half refuse somebody whom they took before. */
  private boolean mostAreKnown(LocalDate day, int known) {
    Set<String> all = on(day).organisations(Turn.DENIED.reasons());
    return known * 2 >= all.size();
  }

  /** The second most of the days before: a day of mass mailing that comes every week is usual. */
  private int usual(Turn turn, LocalDate day) {
    return before(day).stream()
        .map(earlier -> organisations(sightings(turn, earlier)).size())
        .sorted(Comparator.reverseOrder())
        .skip(1)
        .findFirst()
        .orElse(0);
  }

  private Confidence confidence(Turn turn, int organisations, LocalDate day) {
    if (!hasHistory(day)) {
      return Confidence.LOW;
    }
    return organisations >= 2 * turn.least(spike) ? Confidence.HIGH : Confidence.MEDIUM;
  }

  private boolean hasHistory(LocalDate day) {
    return before(day).size() >= FEWEST_DAYS;
  }

  private List<SendingDay> before(LocalDate day) {
    LocalDate end = openSince.filter(open -> open.isBefore(day)).orElse(day);
    LocalDate first = end.minusDays(DeliveredRecipients.DAYS);
    return days.values().stream()
        .filter(other -> other.day().isBefore(end) && !other.day().isBefore(first))
        .toList();
  }

  private SendingDay on(LocalDate day) {
    return days.getOrDefault(day, SendingDay.of(day));
  }

  private static Set<Sighting> sightings(Turn turn, SendingDay day) {
    return day.sightings(turn.reasons()).stream().filter(turn::counts).collect(Collectors.toSet());
  }

  private static Set<String> organisations(Set<Sighting> sightings) {
    return sightings.stream().map(Sighting::organisation).collect(Collectors.toSet());
  }

  private static Map<Gateway, Integer> gateways(Set<Sighting> turned) {
    Map<Gateway, Integer> gateways = new EnumMap<>(Gateway.class);
    Arrays.stream(Gateway.values()).forEach(gateway -> {
      long behind = turned.stream()
          .filter(sighting -> sighting.gateway() == gateway)
          .map(Sighting::organisation)
          .distinct()
          .count();
      if (behind > 0) {
        gateways.put(gateway, (int) behind);
      }
    });
    return gateways;
  }

  private static Optional<Gateway> concentratedOn(
      Map<Gateway, Integer> gateways, int organisations) {
    return gateways.entrySet().stream()
        .filter(entry -> entry.getKey() != Gateway.OTHER)
        .filter(entry -> entry.getValue() * 100 >= CONCENTRATED * organisations)
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
