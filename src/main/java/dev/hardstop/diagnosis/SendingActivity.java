package dev.hardstop.diagnosis;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.Confidence;
import dev.hardstop.suppression.DeliveredRecipients;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What all domains together see in a window of {@value #WINDOW} UTC days, compared with the windows
 * before: whether many unrelated organisations turned to the same reason at once.
 */
public final class SendingActivity {
  /** Midnight must not cut in two what belongs together. */
  private static final int WINDOW = 2;

  /** With fewer days to compare with, a spike takes twice as many organisations. */
  private static final int FEWEST_DAYS = 3;

  /** A gateway is named when so many percent of the organisations are behind it. */
  private static final int CONCENTRATED = 80;

  private final LocalDate today;
  private final SortedMap<LocalDate, SendingDay> days;
  private final Optional<LocalDate> openSince;
  private final Thresholds.Spike spike;

  private SendingActivity(
      LocalDate today,
      SortedMap<LocalDate, SendingDay> days,
      Optional<LocalDate> openSince,
      Thresholds.Spike spike) {
    this.today = today;
    this.days = days;
    this.openSince = openSince;
    this.spike = spike;
  }

  /** The days that a picture of today is made of, as far as they are known; tomorrow is one of them. */
  public static Set<LocalDate> daysOf(LocalDate today) {
    return today
        .minusDays(2L * DeliveredRecipients.DAYS)
        .datesUntil(today.plusDays(2))
        .collect(Collectors.toSet());
  }

  /**
   * The picture of these days.
   *
   * @param days today and as many of the 16 days before as are known, in any order; a day that was
   *     watched and quiet belongs to them
   * @param openSince the first day of our own incident that lasts: then the days before that one are
   *     the usual
   */
  public static SendingActivity of(
      Collection<SendingDay> days,
      LocalDate today,
      Optional<LocalDate> openSince,
      Thresholds thresholds) {
    requireNonNull(today, "today is null");
    requireNonNull(openSince, "openSince is null");
    SortedMap<LocalDate, SendingDay> byDay = new TreeMap<>();
    days.forEach(day -> byDay.merge(day.day(), day, SendingDay::merge));
    return new SendingActivity(today, byDay, openSince, thresholds.spike());
  }

  /** What is wrong with our sending as a whole, today and yesterday. */
  public SendingDiagnosis diagnose() {
    return diagnose(today).orElseGet(SendingDiagnosis::nothing);
  }

  /** Whether anything was wrong in any window that ends on this day or later. */
  boolean isUnusualSince(LocalDate first) {
    return first.datesUntil(today.plusDays(1)).anyMatch(day -> diagnose(day).isPresent());
  }

  private Optional<SendingDiagnosis> diagnose(LocalDate last) {
    LocalDate first = last.minusDays(WINDOW - 1L);
    // Tomorrow counts as today, where clocks are apart.
    LocalDate end = last.equals(today) ? last.plusDays(2) : last.plusDays(1);
    Map<SpikeKind, ReasonWindow> turns = new EnumMap<>(SpikeKind.class);
    for (SpikeKind turn : SpikeKind.values()) {
      ReasonWindow now = ReasonWindow.of(turn, days.subMap(first, end).values());
      ReasonWindow turned = now.without(usualPlaces(turn, first));
      if (isSpike(now, turned, first)) {
        turns.put(turn, turned);
      }
    }
    return turns.values().stream()
        .max(Comparator.comparingInt(SendingActivity::weight)
            .thenComparing(Comparator.comparing(ReasonWindow::turn).reversed()))
        .map(turned -> diagnosis(turned, turns.keySet(), first));
  }

  /** A stale list brings some blocks with it: it is the cause where it shows at twice as many. */
  private static int weight(ReasonWindow turned) {
    return turned.organisations().size() * (turned.turn() == SpikeKind.STALE ? 1 : 2);
  }

  private boolean isSpike(ReasonWindow now, ReasonWindow turned, LocalDate first) {
    int count = turned.organisations().size();
    int least = now.turn().least(spike) * (hasHistory(first) ? 1 : 2);
    boolean many = count >= least
        && now.organisations().size() >= spike.times() * usualCount(now.turn(), first);
    return many && (now.turn() != SpikeKind.DENIED || mostAreKnown(turned, first));
  }

  /** Of those that refuse at the edge, at least half refuse somebody whom they took before. */
  private boolean mostAreKnown(ReasonWindow known, LocalDate first) {
    long all = days.tailMap(first).values().stream()
        .flatMap(day -> day.sightings(BounceReason.ACCESS_DENIED).stream())
        .map(OrganisationHit::organisation)
        .distinct()
        .count();
    return known.organisations().size() * 2L >= all;
  }

  /** Where a reason was seen on more than one of the days before, it is no news. */
  private Set<ReasonWindow.Place> usualPlaces(SpikeKind turn, LocalDate first) {
    Map<ReasonWindow.Place, Integer> times = new HashMap<>();
    before(first)
        .values()
        .forEach(day -> ReasonWindow.of(turn, List.of(day))
            .places()
            .forEach(place -> times.merge(place, 1, Integer::sum)));
    return times.keySet().stream()
        .filter(place -> times.get(place) > 1)
        .collect(Collectors.toSet());
  }

  /** The second most of the windows before: mass mailing that comes every week is usual. */
  private int usualCount(SpikeKind turn, LocalDate first) {
    SortedMap<LocalDate, SendingDay> before = before(first);
    LocalDate end = before.isEmpty() ? first : before.lastKey().plusDays(1);
    return IntStream.range(0, DeliveredRecipients.DAYS / WINDOW)
        .mapToObj(window -> end.minusDays((long) window * WINDOW))
        .map(last -> before.subMap(last.minusDays(WINDOW), last).values())
        .map(window -> ReasonWindow.of(turn, window).organisations().size())
        .sorted(Comparator.reverseOrder())
        .skip(1)
        .findFirst()
        .orElse(0);
  }

  private boolean hasHistory(LocalDate first) {
    return before(first).size() >= FEWEST_DAYS;
  }

  private SortedMap<LocalDate, SendingDay> before(LocalDate first) {
    LocalDate end = openSince.filter(open -> open.isBefore(first)).orElse(first);
    // A copy: a view would refuse to be asked for days beyond its own.
    return new TreeMap<>(days.subMap(end.minusDays(DeliveredRecipients.DAYS), end));
  }

  private SendingDiagnosis diagnosis(ReasonWindow turned, Set<SpikeKind> turns, LocalDate first) {
    Map<MailProvider, Integer> gateways = gateways(turned);
    int organisations = turned.organisations().size();
    return new SendingDiagnosis(
        turned.turn().diagnosis(),
        confidence(turned, first),
        Optional.of(since(turned, first)),
        organisations,
        gateways,
        concentratedOn(gateways, organisations),
        turned.organisations().stream()
            .sorted()
            .limit(IncidentReport.MOST_DOMAINS)
            .toList(),
        spiking(turns),
        DiagnosisAdvice.about(turned.turn()));
  }

  private Confidence confidence(ReasonWindow turned, LocalDate first) {
    if (!hasHistory(first)) {
      return Confidence.LOW;
    }
    int sure = 2 * turned.turn().least(spike);
    return turned.organisations().size() >= sure ? Confidence.HIGH : Confidence.MEDIUM;
  }

  /** The first day of the window on which any of them turned. */
  private LocalDate since(ReasonWindow turned, LocalDate first) {
    return openSince
        .filter(open -> open.isBefore(first))
        .orElseGet(() -> days.tailMap(first).values().stream()
            .filter(day -> ReasonWindow.of(turned.turn(), List.of(day)).places().stream()
                .anyMatch(turned.places()::contains))
            .map(SendingDay::day)
            .findFirst()
            .orElse(first));
  }

  /** What no domain can help: a stale list is a matter of its addresses, and stays one there. */
  private static Set<BounceReason> spiking(Set<SpikeKind> turns) {
    return turns.stream()
        .filter(turn -> turn != SpikeKind.STALE)
        .flatMap(turn -> turn.reasons().stream())
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(BounceReason.class)));
  }

  private static Map<MailProvider, Integer> gateways(ReasonWindow turned) {
    Map<MailProvider, Integer> gateways = new EnumMap<>(MailProvider.class);
    for (MailProvider gateway : MailProvider.values()) {
      int behind = turned.organisationsBehind(gateway).size();
      if (behind > 0) {
        gateways.put(gateway, behind);
      }
    }
    return gateways;
  }

  private static Optional<MailProvider> concentratedOn(
      Map<MailProvider, Integer> gateways, int organisations) {
    return gateways.entrySet().stream()
        .filter(entry -> entry.getKey() != MailProvider.OTHER)
        .filter(entry -> entry.getValue() * 100 >= CONCENTRATED * organisations)
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
