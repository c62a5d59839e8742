package dev.hardstop.diagnosis;

import static dev.hardstop.classification.BounceReason.ACCESS_DENIED;
import static dev.hardstop.classification.BounceReason.AUTHENTICATION;
import static dev.hardstop.classification.BounceReason.CONTENT;
import static dev.hardstop.classification.BounceReason.INVALID_DOMAIN;
import static dev.hardstop.classification.BounceReason.INVALID_RECIPIENT;
import static dev.hardstop.classification.BounceReason.MAILBOX_INACTIVE;
import static dev.hardstop.classification.BounceReason.POLICY;
import static dev.hardstop.classification.BounceReason.RATE_LIMITED;
import static dev.hardstop.classification.BounceReason.SENDER_REFUSED;
import static dev.hardstop.classification.BounceReason.SENDER_REPUTATION;
import static dev.hardstop.classification.BounceReason.SES_PERMANENT;
import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.Classification.Confidence;
import dev.hardstop.diagnosis.Diagnosis.Name;
import dev.hardstop.diagnosis.SendingDay.OrganisationHit;
import dev.hardstop.suppression.DeliveredRecipients;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The bounces of all domains together. The last {@value #WINDOW_DAYS} UTC days are compared with the
 * windows before: a spike is a reason for which many unrelated organisations began to bounce at once.
 */
public final class SendingActivity {
  /** Two days, so that midnight does not divide what belongs together. */
  private static final int WINDOW_DAYS = 2;

  /** With fewer days to compare with, a spike needs twice as many organisations. */
  private static final int FEWEST_DAYS = 3;

  /** A provider is named if it runs the servers of this share of the organisations. */
  private static final int CONCENTRATED_PERCENT = 80;

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

  /** The kinds of spikes and what each says about our sending; the most serious first. */
  enum SpikeKind {
    /** Receivers refuse us as a sender. */
    REPUTATION(Name.SENDER_REPUTATION, EnumSet.of(SENDER_REPUTATION)),
    /** The edge servers of receivers refuse recipients that had deliveries before: they refuse us. */
    DENIED(Name.SENDER_REPUTATION, EnumSet.of(ACCESS_DENIED)),
    /** Receivers take our messages for spam. */
    SPAM(Name.SENDER_REPUTATION, EnumSet.of(CONTENT)),
    /** The policies of receivers exclude us. */
    POLICIES(Name.SENDER_REPUTATION, EnumSet.of(POLICY)),
    /** Receivers cannot authenticate our mail, or refuse our sender address. */
    AUTHENTICITY(Name.SENDER_AUTHENTICATION, EnumSet.of(AUTHENTICATION, SENDER_REFUSED)),
    /** We send faster than receivers accept. */
    SPEED(Name.RATE, EnumSet.of(RATE_LIMITED)),
    /** Receivers do not know the recipients: a stale list is mailed. */
    STALE_LIST(
        Name.DEAD_ADDRESSES,
        EnumSet.of(
            INVALID_RECIPIENT, ACCESS_DENIED, MAILBOX_INACTIVE, INVALID_DOMAIN, SES_PERMANENT));

    private final Name diagnosis;
    private final Set<BounceReason> reasons;

    SpikeKind(Name diagnosis, EnumSet<BounceReason> reasons) {
      this.diagnosis = diagnosis;
      this.reasons = reasons;
    }

    /** The fewest organisations of a spike; more for reasons that occur somewhere every day. */
    private int fewest(Thresholds.Spike spike) {
      return switch (this) {
        case REPUTATION, DENIED, AUTHENTICITY -> spike.organisations();
        case SPAM, POLICIES, SPEED, STALE_LIST -> spike.commonOrganisations();
      };
    }

    /**
     * Whether a hit counts. ACCESS_DENIED for unknown recipients is about the list, not about our sending.
     */
    private boolean counts(OrganisationHit hit) {
      return this != DENIED || hit.known();
    }
  }

  /** A place at which a reason occurs. */
  private record ReasonAtOrganisation(BounceReason reason, String organisation) {}

  /** A reason at an organisation, with the provider and the recipients that it concerned. */
  private record ReasonHit(BounceReason reason, OrganisationHit hit) {
    private ReasonAtOrganisation place() {
      return new ReasonAtOrganisation(reason, hit.organisation());
    }
  }

  /** The hits of one kind of spike on some days. */
  private record ReasonWindow(SpikeKind kind, Set<ReasonHit> hits) {
    private static ReasonWindow of(SpikeKind kind, Collection<SendingDay> days) {
      Set<ReasonHit> hits = new HashSet<>();
      for (SendingDay day : days) {
        for (BounceReason reason : kind.reasons) {
          day.hits(reason).stream()
              .filter(kind::counts)
              .forEach(hit -> hits.add(new ReasonHit(reason, hit)));
        }
      }
      return new ReasonWindow(kind, hits);
    }

    private ReasonWindow without(Set<ReasonAtOrganisation> places) {
      return new ReasonWindow(
          kind,
          hits.stream().filter(hit -> !places.contains(hit.place())).collect(Collectors.toSet()));
    }

    private Set<ReasonAtOrganisation> places() {
      return hits.stream().map(ReasonHit::place).collect(Collectors.toSet());
    }

    private Set<String> organisations() {
      return hits.stream().map(hit -> hit.hit().organisation()).collect(Collectors.toSet());
    }

    private Map<MailProvider, Integer> organisationsByProvider() {
      Map<MailProvider, Set<String>> organisations = new EnumMap<>(MailProvider.class);
      hits.stream()
          .map(ReasonHit::hit)
          .forEach(hit -> organisations
              .computeIfAbsent(hit.provider(), none -> new HashSet<>())
              .add(hit.organisation()));
      Map<MailProvider, Integer> counts = new EnumMap<>(MailProvider.class);
      organisations.forEach((provider, all) -> counts.put(provider, all.size()));
      return counts;
    }
  }

  /** The days that the activity of today needs, as far as they are known; tomorrow is one of them. */
  public static Set<LocalDate> daysOf(LocalDate today) {
    return today
        .minusDays(2L * DeliveredRecipients.DAYS)
        .datesUntil(today.plusDays(2))
        .collect(Collectors.toSet());
  }

  /**
   * The activity of these days.
   *
   * @param days the known days of {@link #daysOf}, in any order; a day without bounces that was
   *     watched is one of them
   * @param openSince the first day of our own open incident; the days before it show what is usual
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
    return diagnose(today).orElseGet(SendingDiagnosis::nothingUnusual);
  }

  /** Whether anything was wrong in a window that ends on this day or later. */
  boolean isUnusualSince(LocalDate first) {
    return first.datesUntil(today.plusDays(1)).anyMatch(day -> diagnose(day).isPresent());
  }

  private Optional<SendingDiagnosis> diagnose(LocalDate last) {
    LocalDate first = last.minusDays(WINDOW_DAYS - 1L);
    // Tomorrow counts as today, because clocks differ.
    LocalDate end = last.equals(today) ? last.plusDays(2) : last.plusDays(1);
    Map<SpikeKind, ReasonWindow> spikes = new EnumMap<>(SpikeKind.class);
    for (SpikeKind kind : SpikeKind.values()) {
      ReasonWindow window = ReasonWindow.of(kind, days.subMap(first, end).values());
      ReasonWindow unusual = window.without(usualPlaces(kind, first));
      if (isSpike(window, unusual, first)) {
        spikes.put(kind, unusual);
      }
    }
    return spikes.values().stream()
        .max(Comparator.comparingInt(SendingActivity::weight)
            .thenComparing(Comparator.comparing(ReasonWindow::kind).reversed()))
        .map(unusual -> diagnosis(unusual, spikes.keySet(), first));
  }

  /**
   * The weight of a spike among several. A stale list causes some blocks as well: it is the cause if
   * it shows at twice as many organisations.
   */
  private static int weight(ReasonWindow unusual) {
    return unusual.organisations().size() * (unusual.kind() == SpikeKind.STALE_LIST ? 1 : 2);
  }

  private boolean isSpike(ReasonWindow window, ReasonWindow unusual, LocalDate first) {
    int fewest = window.kind().fewest(spike) * (hasHistory(first) ? 1 : 2);
    boolean many = unusual.organisations().size() >= fewest
        && window.organisations().size() >= spike.times() * usualCount(window.kind(), first);
    return many && (window.kind() != SpikeKind.DENIED || mostAreKnown(unusual, first));
  }

  /** Whether at least half of the organisations that deny access refuse a known recipient. */
  private boolean mostAreKnown(ReasonWindow known, LocalDate first) {
    long all = days.tailMap(first).values().stream()
        .flatMap(day -> day.hits(ACCESS_DENIED).stream())
        .map(OrganisationHit::organisation)
        .distinct()
        .count();
    return known.organisations().size() * 2L >= all;
  }

  /** The places at which a reason of this kind occurred on more than one of the days before. */
  private Set<ReasonAtOrganisation> usualPlaces(SpikeKind kind, LocalDate first) {
    Map<ReasonAtOrganisation, Integer> times = new HashMap<>();
    before(first)
        .values()
        .forEach(day -> ReasonWindow.of(kind, List.of(day))
            .places()
            .forEach(place -> times.merge(place, 1, Integer::sum)));
    return times.keySet().stream()
        .filter(place -> times.get(place) > 1)
        .collect(Collectors.toSet());
  }

  /** The second highest count of the windows before: a weekly mass mailing is usual. */
  private int usualCount(SpikeKind kind, LocalDate first) {
    SortedMap<LocalDate, SendingDay> before = before(first);
    LocalDate end = before.isEmpty() ? first : before.lastKey().plusDays(1);
    return IntStream.range(0, DeliveredRecipients.DAYS / WINDOW_DAYS)
        .mapToObj(window -> end.minusDays((long) window * WINDOW_DAYS))
        .map(windowEnd ->
            before.subMap(windowEnd.minusDays(WINDOW_DAYS), windowEnd).values())
        .map(window -> ReasonWindow.of(kind, window).organisations().size())
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
    // A copy, because a view throws when it is asked for days outside of its range.
    return new TreeMap<>(days.subMap(end.minusDays(DeliveredRecipients.DAYS), end));
  }

  private SendingDiagnosis diagnosis(ReasonWindow unusual, Set<SpikeKind> kinds, LocalDate first) {
    Map<MailProvider, Integer> providers = unusual.organisationsByProvider();
    int organisations = unusual.organisations().size();
    return new SendingDiagnosis(
        unusual.kind().diagnosis,
        confidence(unusual, first),
        Optional.of(since(unusual, first)),
        organisations,
        providers,
        concentratedOn(providers, organisations),
        unusual.organisations().stream()
            .sorted()
            .limit(IncidentReport.MOST_DOMAINS)
            .toList(),
        spiking(kinds),
        Advice.on(unusual.kind()));
  }

  private Confidence confidence(ReasonWindow unusual, LocalDate first) {
    if (!hasHistory(first)) {
      return Confidence.LOW;
    }
    int certain = 2 * unusual.kind().fewest(spike);
    return unusual.organisations().size() >= certain ? Confidence.HIGH : Confidence.MEDIUM;
  }

  /** The first day of the window with any of the unusual hits. */
  private LocalDate since(ReasonWindow unusual, LocalDate first) {
    return openSince
        .filter(open -> open.isBefore(first))
        .orElseGet(() -> days.tailMap(first).values().stream()
            .filter(day -> ReasonWindow.of(unusual.kind(), List.of(day)).places().stream()
                .anyMatch(unusual.places()::contains))
            .map(SendingDay::day)
            .findFirst()
            .orElse(first));
  }

  /**
   * The reasons of these kinds of spikes. A stale list is left out, because each of its domains has dead
   * addresses of its own.
   */
  private static Set<BounceReason> spiking(Set<SpikeKind> kinds) {
    return kinds.stream()
        .filter(kind -> kind != SpikeKind.STALE_LIST)
        .flatMap(kind -> kind.reasons.stream())
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(BounceReason.class)));
  }

  private static Optional<MailProvider> concentratedOn(
      Map<MailProvider, Integer> providers, int organisations) {
    return providers.entrySet().stream()
        .filter(entry -> entry.getKey() != MailProvider.OTHER)
        .filter(entry -> entry.getValue() * 100 >= CONCENTRATED_PERCENT * organisations)
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
