package dev.hardstop.diagnosis;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.diagnosis.Diagnosis.Figures;
import dev.hardstop.diagnosis.Diagnosis.RepresentativeReply;
import dev.hardstop.diagnosis.RecipientOutcomes.Refusal;
import dev.hardstop.suppression.BouncedDay;
import dev.hardstop.suppression.DeliveredRecipients;
import dev.hardstop.suppression.DeliveredRecipients.RecipientHash;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.Dossiers.RecordedDossier;
import dev.hardstop.suppression.Incident;
import dev.hardstop.suppression.ManualAction;
import dev.hardstop.suppression.Subject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The bounces and deliveries of a domain, by the UTC day on which the messages were sent: which recipients
 * bounced and why, by today's rule book, and which had a delivery. It covers today, the {@value
 * DeliveredRecipients#DAYS} UTC days before, and tomorrow, because clocks differ. Recipients are hashes, not
 * addresses.
 */
public final class DomainActivity {
  private final String domain;
  private final LocalDate today;
  private final SortedMap<LocalDate, DayActivity> days;
  private final Map<LocalDate, RecipientOutcomes> outcomes;
  private final List<LocalDate> mailedDays;
  private final Map<BounceReason, RepresentativeReply> replies;
  private final boolean everDelivered;
  private final Optional<Incident> incident;
  private final boolean held;
  private final boolean sampled;

  /**
   * @param mailedDays the days on which anybody was mailed, newest first; empty to derive them from
   *     the outcomes
   */
  private DomainActivity(
      String domain,
      LocalDate today,
      SortedMap<LocalDate, DayActivity> days,
      Optional<List<LocalDate>> mailedDays,
      Map<BounceReason, RepresentativeReply> replies,
      boolean everDelivered,
      Optional<Incident> incident,
      boolean held,
      boolean sampled) {
    this.domain = requireNonNull(domain, "domain is null");
    this.today = requireNonNull(today, "today is null");
    this.days = Collections.unmodifiableSortedMap(new TreeMap<>(days));
    this.outcomes = new HashMap<>();
    days.forEach((date, day) -> outcomes.put(date, RecipientOutcomes.of(List.of(day))));
    this.mailedDays = mailedDays.orElseGet(() -> outcomes.keySet().stream()
        .filter(day -> outcomes.get(day).mailed() > 0)
        .sorted(Collections.reverseOrder())
        .toList());
    this.replies = Map.copyOf(replies);
    this.everDelivered = everDelivered;
    this.incident = requireNonNull(incident, "incident is null");
    this.held = held;
    this.sampled = sampled;
  }

  /**
   * This activity without the bounces that count towards an incident of the domain but may be forged. An
   * incident may be based only on the rest. Bounces for other reasons remain, forgeable or not: like a
   * delivery, they show that the recipient was mailed and was not refused because of a fault of the domain.
   * The days on which anybody was mailed stay the same; otherwise a delivery could make an older day one of
   * the newest.
   */
  DomainActivity withoutForgeable() {
    SortedMap<LocalDate, DayActivity> certain = new TreeMap<>();
    days.forEach((date, day) -> certain.put(date, day.withoutForgeable()));
    return new DomainActivity(
        domain,
        today,
        certain,
        Optional.of(mailedDays),
        replies,
        everDelivered,
        incident,
        held,
        sampled);
  }

  /** The domain, in A-labels, lower case. */
  public String domain() {
    return domain;
  }

  /** The UTC day of the question. */
  public LocalDate today() {
    return today;
  }

  /** The newest incident of the domain, open or ended. */
  public Optional<Incident> incident() {
    return incident;
  }

  /** Whether this incident holds the addresses of the domain now. */
  public boolean isHeld() {
    return held;
  }

  /** The counts by day. */
  public Figures figures() {
    SortedMap<LocalDate, Figures.Day> figures = new TreeMap<>();
    days.forEach((date, day) -> figures.put(date, day.figures()));
    return new Figures(figures, sampled);
  }

  SortedMap<LocalDate, DayActivity> days() {
    return days;
  }

  /** The days on which anybody was mailed, newest first. */
  List<LocalDate> mailedDays() {
    return mailedDays;
  }

  /** The outcomes of all days together. */
  RecipientOutcomes outcomes() {
    return RecipientOutcomes.of(days.values());
  }

  /** The outcomes of one day. */
  RecipientOutcomes outcomesOn(LocalDate day) {
    return outcomes.getOrDefault(day, RecipientOutcomes.NONE);
  }

  /** The outcomes of the days from this one on, together. */
  RecipientOutcomes outcomesSince(LocalDate day) {
    return RecipientOutcomes.of(days.tailMap(day).values());
  }

  /** The recipients that bounced on a day and whose bounces, as far as is known, cannot be forged. */
  Set<String> certainlyBouncedOn(LocalDate day) {
    return days.containsKey(day) ? days.get(day).certain() : Set.of();
  }

  /** The recipients that bounced on a day and to which no delivery on that day is known. */
  Set<String> undeliveredOn(LocalDate day) {
    return days.containsKey(day) ? days.get(day).undelivered() : Set.of();
  }

  /** How each recipient was refused on a day, including by SES itself. */
  Map<String, Set<Refusal>> refusalsOn(LocalDate day) {
    return days.containsKey(day) ? days.get(day).bounced() : Map.of();
  }

  /** The recipients that had a delivery, and no bounce, in the 14 days before a day. */
  Set<String> acceptedBefore(LocalDate day) {
    Set<String> accepted = new HashSet<>();
    days.subMap(day.minusDays(DeliveredRecipients.DAYS), day)
        .values()
        .forEach(before -> accepted.addAll(before.accepted()));
    return accepted;
  }

  /** Whether any delivery to the domain is known, at any time. */
  boolean everDelivered() {
    return everDelivered;
  }

  /** The newest reply with this reason. */
  Optional<RepresentativeReply> reply(BounceReason reason) {
    return Optional.ofNullable(replies.get(reason));
  }

  @Override
  public String toString() {
    return "DomainActivity[" + domain + ", " + today + "]";
  }

  /**
   * One UTC day of a domain. Recipients are hashes.
   *
   * @param bounced the recipients that bounced, and how
   * @param accepted the recipients with a delivery and no bounce: a server may accept a message first
   *     and bounce it later, which is no acceptance
   * @param orMore whether more recipients may have had a delivery than are counted
   * @param certain the recipients that bounced and, as far as can be known, had no delivery that day.
   *     A bounce after a delivery may be forged, because anybody who received a message can send a
   *     bounce for it. A rejection in the SMTP dialogue never has a delivery
   * @param undelivered the recipients that bounced and to which no delivery on that day is known. Not all
   *     deliveries to a busy domain are known
   */
  record DayActivity(
      SortedMap<String, Set<Refusal>> bounced,
      Set<String> accepted,
      boolean orMore,
      Set<String> certain,
      Set<String> undelivered) {
    DayActivity {
      SortedMap<String, Set<Refusal>> copy = new TreeMap<>();
      bounced.forEach((recipient, refusals) -> copy.put(recipient, Set.copyOf(refusals)));
      bounced = Collections.unmodifiableSortedMap(copy);
      accepted = Set.copyOf(accepted);
      certain = Set.copyOf(certain);
      undelivered = Set.copyOf(undelivered);
    }

    private DayActivity withoutForgeable() {
      SortedMap<String, Set<Refusal>> remaining = new TreeMap<>();
      bounced.forEach((recipient, refusals) -> {
        Set<Refusal> counted = refusals.stream()
            .filter(refusal -> certain.contains(recipient) || !refusal.group().isDomains())
            .collect(Collectors.toSet());
        if (!counted.isEmpty()) {
          remaining.put(recipient, counted);
        }
      });
      return new DayActivity(remaining, accepted, orMore, certain, undelivered);
    }

    private Figures.Day figures() {
      Map<BounceReason, Integer> reasons = new EnumMap<>(BounceReason.class);
      bounced
          .values()
          .forEach(refusals -> refusals.stream()
              .map(Refusal::reason)
              .distinct()
              .forEach(reason -> reasons.merge(reason, 1, Integer::sum)));
      return new Figures.Day(bounced.size(), accepted.size(), orMore, reasons);
    }
  }

  /** Builds the activity from one dossier after another, in any order. It keeps no dossier. */
  public static final class Builder {
    private final String domain;
    private final LocalDate today;
    private final List<ManualAction.ExcludeDays> excludedDays;
    private final Optional<Incident> incident;
    private final boolean held;
    private final RuleBook book;
    private final DeliveredRecipients delivered;
    private final Instant settledBy;
    private final SortedMap<LocalDate, SortedMap<String, Set<Refusal>>> bounced = new TreeMap<>();
    private final Map<LocalDate, Set<String>> settled = new HashMap<>();
    private final Map<LocalDate, Set<String>> certain = new HashMap<>();
    private final Map<LocalDate, Set<String>> deliveredByDossier = new HashMap<>();
    private final Map<BounceReason, BouncedDay> newest = new EnumMap<>(BounceReason.class);
    private boolean everDelivered;

    /**
     * Creates a builder without addresses.
     *
     * @param ofDomain the dossier of the domain itself
     * @param delivered the domain, and which of its recipients had a delivery
     * @param settledBy for a bounce that was recorded after this instant, a delivery may still arrive
     * @param now the time of the question
     */
    public Builder(
        Dossier ofDomain,
        DeliveredRecipients delivered,
        RuleBook book,
        Instant settledBy,
        Instant now) {
      this.domain = delivered.domain();
      this.today = LocalDate.ofInstant(now, ZoneOffset.UTC);
      this.excludedDays = ofDomain.manualActions().stream()
          .filter(ManualAction.ExcludeDays.class::isInstance)
          .map(ManualAction.ExcludeDays.class::cast)
          .toList();
      this.incident = ofDomain.incident();
      this.held = ofDomain.holdingIncident(now).isPresent();
      this.book = book;
      this.delivered = delivered;
      this.settledBy = settledBy;
      this.everDelivered = !ofDomain.delivered().isEmpty()
          || delivered.byDay().values().stream().anyMatch(recipients -> !recipients.isEmpty());
    }

    /** Adds the dossier of an address of the domain; the dossier of another domain adds nothing. */
    public Builder add(RecordedDossier recorded) {
      return add(recorded, BouncedDay.of(recorded.dossier(), book));
    }

    /**
     * Adds the dossier of an address for a caller that needs its bounces as well.
     *
     * @param bounces the bounces of the dossier, by the rule book of this activity
     */
    public Builder add(RecordedDossier recorded, List<BouncedDay> bounces) {
      Dossier dossier = recorded.dossier();
      if (!(dossier.subject() instanceof Subject.Address address)
          || !address.domain().equals(domain)) {
        return this;
      }
      String recipient = RecipientHash.of(address.address());
      bounces.stream().filter(this::counts).forEach(bounce -> {
        add(recipient, bounce);
        if (recorded.isRecordedBy(settledBy, bounce.day())) {
          settled.computeIfAbsent(bounce.day(), none -> new HashSet<>()).add(recipient);
          if (hasAllDeliveries(recorded, bounce.day())) {
            certain.computeIfAbsent(bounce.day(), none -> new HashSet<>()).add(recipient);
          }
        }
      });
      everDelivered |= !dossier.delivered().isEmpty();
      dossier
          .delivered()
          .forEach(day ->
              deliveredByDossier.computeIfAbsent(day, none -> new HashSet<>()).add(recipient));
      return this;
    }

    /**
     * Builds the activity.
     *
     * @param sampled whether more addresses of the domain have dossiers than were added
     */
    public DomainActivity build(boolean sampled) {
      return new DomainActivity(
          domain,
          today,
          days(),
          Optional.empty(),
          replies(),
          everDelivered,
          incident,
          held,
          sampled);
    }

    /** Whether a delivery to the address on this day would have been kept. */
    private boolean hasAllDeliveries(RecordedDossier recorded, LocalDate day) {
      return !delivered.isFull(day) || recorded.existedBefore(day);
    }

    private void add(String recipient, BouncedDay bounce) {
      Refusal refusal = new Refusal(
          bounce.classification().reason(),
          bounce.classification().confidence(),
          bounce.classification().ruleId(),
          MailProvider.of(bounce.evidence().deliveryStatus(), bounce.classification()));
      bounced
          .computeIfAbsent(bounce.day(), none -> new TreeMap<>())
          .computeIfAbsent(recipient, none -> new HashSet<>())
          .add(refusal);
      newest.merge(refusal.reason(), bounce, BouncedDay::newer);
    }

    /**
     * Whether a bounce counts. A bounce of a forwarded message does not, because the message bounced at
     * another domain; nor does a bounce on a day that a person excluded.
     */
    private boolean counts(BouncedDay bounce) {
      BounceReason reason = bounce.classification().reason();
      return isInWindow(bounce.day())
          && !bounce.forwarded()
          && excludedDays.stream().noneMatch(action -> excludes(action, bounce.day(), reason));
    }

    private static boolean excludes(
        ManualAction.ExcludeDays action, LocalDate day, BounceReason reason) {
      return !day.isBefore(action.from())
          && !day.isAfter(action.to())
          && (action.reasons().isEmpty() || action.reasons().contains(reason));
    }

    private boolean isInWindow(LocalDate day) {
      return !day.isBefore(today.minusDays(DeliveredRecipients.DAYS))
          && !day.isAfter(today.plusDays(1));
    }

    private SortedMap<LocalDate, DayActivity> days() {
      Set<LocalDate> dates = new TreeSet<>(bounced.keySet());
      delivered.byDay().keySet().stream().filter(this::isInWindow).forEach(dates::add);
      SortedMap<LocalDate, DayActivity> days = new TreeMap<>();
      dates.forEach(date -> days.put(date, day(date)));
      return days;
    }

    private DayActivity day(LocalDate date) {
      SortedMap<String, Set<Refusal>> bouncedThen = bounced.getOrDefault(date, new TreeMap<>());
      Set<String> deliveredThen = delivered.byDay().getOrDefault(date, Set.of());
      Set<String> accepted = new HashSet<>(deliveredThen);
      accepted.removeAll(bouncedThen.keySet());
      Set<String> undelivered = new HashSet<>(settled.getOrDefault(date, Set.of()));
      undelivered.removeAll(deliveredThen);
      undelivered.removeAll(deliveredByDossier.getOrDefault(date, Set.of()));
      Set<String> certainThen = new HashSet<>(certain.getOrDefault(date, Set.of()));
      certainThen.retainAll(undelivered);
      boolean orMore = deliveredThen.size() >= DeliveredRecipients.COUNTED;
      return new DayActivity(bouncedThen, accepted, orMore, certainThen, undelivered);
    }

    private Map<BounceReason, RepresentativeReply> replies() {
      Map<BounceReason, RepresentativeReply> replies = new EnumMap<>(BounceReason.class);
      newest.forEach((reason, bounce) -> replies.put(
          reason,
          new RepresentativeReply(
              bounce.evidence().deliveryStatus().words().value(),
              reason,
              bounce.classification().ruleId(),
              bounce.evidence().origin().at())));
      return replies;
    }
  }
}
