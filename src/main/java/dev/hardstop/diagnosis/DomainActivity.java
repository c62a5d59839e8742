package dev.hardstop.diagnosis;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.suppression.DeliveredRecipients;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.Incident;
import dev.hardstop.suppression.RecordedDossier;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of a domain, day by day: who bounced and how, by today's rule book, and who was
 * delivered to. Of today and the {@value DeliveredRecipients#DAYS} UTC days before; tomorrow counts as
 * well, where clocks are apart. No names: recipients are hashes.
 */
public final class DomainActivity {
  private final String domain;
  private final LocalDate today;
  private final SortedMap<LocalDate, ActivityDay> days;
  private final Map<LocalDate, RecipientOutcomes> byDay;
  private final List<LocalDate> mailed;
  private final Map<BounceReason, RepresentativeReply> quotes;
  private final boolean everDelivered;
  private final Optional<Incident> incident;
  private final boolean sampled;

  DomainActivity(
      String domain,
      LocalDate today,
      SortedMap<LocalDate, ActivityDay> days,
      Map<BounceReason, RepresentativeReply> quotes,
      boolean everDelivered,
      Optional<Incident> incident,
      boolean sampled) {
    this(domain, today, days, mailedOf(days), quotes, everDelivered, incident, sampled);
  }

  private DomainActivity(
      String domain,
      LocalDate today,
      SortedMap<LocalDate, ActivityDay> days,
      List<LocalDate> mailed,
      Map<BounceReason, RepresentativeReply> quotes,
      boolean everDelivered,
      Optional<Incident> incident,
      boolean sampled) {
    this.domain = requireNonNull(domain, "domain is null");
    this.today = requireNonNull(today, "today is null");
    this.days = Collections.unmodifiableSortedMap(new TreeMap<>(days));
    this.byDay = standings(days);
    this.mailed = mailed;
    this.quotes = Map.copyOf(quotes);
    this.everDelivered = everDelivered;
    this.incident = requireNonNull(incident, "incident is null");
    this.sampled = sampled;
  }

  /** Gathers a picture, one address after another. It keeps no dossier. */
  public static final class Builder {
    private final LocalDate today;
    private final String domain;
    private final ActivityDays days;
    private final boolean domainWasDelivered;
    private final Optional<Incident> incident;

    /**
     * A picture without addresses.
     *
     * @param ofDomain the domain's own dossier
     * @param delivered who of the domain was delivered to
     * @param settledBy for what was recorded later, a delivery may still arrive
     * @param now the time of the question
     */
    public Builder(
        Dossier ofDomain,
        DeliveredRecipients delivered,
        RuleBook book,
        Instant settledBy,
        Instant now) {
      today = LocalDate.ofInstant(now, ZoneOffset.UTC);
      domain = delivered.domain();
      days = new ActivityDays(today, ofDomain.manualActions(), book, delivered, settledBy);
      domainWasDelivered = !ofDomain.delivered().isEmpty();
      incident = ofDomain.incident();
    }

    /** Adds what an address of the domain says. */
    public Builder add(RecordedDossier address) {
      days.add(address);
      return this;
    }

    /**
     * The picture.
     *
     * @param sampled whether there are more addresses with bad news than were added
     */
    public DomainActivity build(boolean sampled) {
      return new DomainActivity(
          domain,
          today,
          days.days(),
          days.quotes(),
          days.hasDelivery() || domainWasDelivered,
          incident,
          sampled);
    }
  }

  private static Map<LocalDate, RecipientOutcomes> standings(
      SortedMap<LocalDate, ActivityDay> days) {
    Map<LocalDate, RecipientOutcomes> standings = new HashMap<>();
    days.forEach((day, activity) -> standings.put(day, RecipientOutcomes.of(List.of(activity))));
    return standings;
  }

  private static List<LocalDate> mailedOf(SortedMap<LocalDate, ActivityDay> days) {
    Map<LocalDate, RecipientOutcomes> standings = standings(days);
    return standings.keySet().stream()
        .filter(day -> standings.get(day).mailed() > 0)
        .sorted(Collections.reverseOrder())
        .toList();
  }

  /**
   * The same without the bounces that may be forged: what an incident may rest on. A day that was
   * mailed stays one, or a delivery could bring an older day into view.
   */
  DomainActivity withoutDoubt() {
    SortedMap<LocalDate, ActivityDay> sure = new TreeMap<>();
    days.forEach((day, activity) -> sure.put(day, activity.withoutDoubt()));
    return new DomainActivity(
        domain, today, sure, mailed, quotes, everDelivered, incident, sampled);
  }

  /** Which domain, in A-labels. */
  public String domain() {
    return domain;
  }

  /** The UTC day of the question. */
  public LocalDate today() {
    return today;
  }

  /** The newest incident of the domain, whether it lasts or ended. */
  public Optional<Incident> incident() {
    return incident;
  }

  /** Whether there are more addresses with bad news than were looked at. */
  public boolean isSampled() {
    return sampled;
  }

  /** The counts by day. */
  public DiagnosisFigures figures() {
    SortedMap<LocalDate, DiagnosisFigures.Day> figures = new TreeMap<>();
    days.forEach((day, activity) -> figures.put(day, activity.figures()));
    return new DiagnosisFigures(figures, sampled);
  }

  SortedMap<LocalDate, ActivityDay> days() {
    return days;
  }

  /** How it stood on one day. */
  RecipientOutcomes standingOn(LocalDate day) {
    return byDay.getOrDefault(day, RecipientOutcomes.NOBODY);
  }

  /** Whether anything is known to have been delivered to the domain, ever. */
  boolean everDelivered() {
    return everDelivered;
  }

  Optional<RepresentativeReply> quote(BounceReason reason) {
    return Optional.ofNullable(quotes.get(reason));
  }

  /** How it stands over all days. */
  RecipientOutcomes standing() {
    return RecipientOutcomes.of(days.values());
  }

  /** How it stands over the days from this one on. */
  RecipientOutcomes standingSince(LocalDate day) {
    return RecipientOutcomes.of(days.tailMap(day).values());
  }

  /** Who was delivered to in the 14 days before a day. */
  Set<String> acceptedBefore(LocalDate day) {
    Set<String> accepted = new HashSet<>();
    days.subMap(day.minusDays(DeliveredRecipients.DAYS), day)
        .values()
        .forEach(activity -> accepted.addAll(activity.accepted()));
    return accepted;
  }

  /** The days on which anybody was mailed, the newest first. */
  List<LocalDate> mailedDays() {
    return mailed;
  }

  @Override
  public String toString() {
    return "DomainActivity[" + domain + ", " + today + "]";
  }
}
