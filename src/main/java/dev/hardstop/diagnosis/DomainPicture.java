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
import java.util.Collection;
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
public final class DomainPicture {
  private final String domain;
  private final LocalDate today;
  private final SortedMap<LocalDate, PictureDay> days;
  private final Map<LocalDate, Standing> byDay;
  private final List<LocalDate> mailed;
  private final Map<BounceReason, Quote> quotes;
  private final boolean everDelivered;
  private final Optional<Incident> incident;
  private final boolean sampled;

  DomainPicture(
      String domain,
      LocalDate today,
      SortedMap<LocalDate, PictureDay> days,
      Map<BounceReason, Quote> quotes,
      boolean everDelivered,
      Optional<Incident> incident,
      boolean sampled) {
    this(domain, today, days, mailedOf(days), quotes, everDelivered, incident, sampled);
  }

  private DomainPicture(
      String domain,
      LocalDate today,
      SortedMap<LocalDate, PictureDay> days,
      List<LocalDate> mailed,
      Map<BounceReason, Quote> quotes,
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

  /**
   * The picture of a domain.
   *
   * @param domain A-labels, lower case
   * @param addresses dossiers of its addresses
   * @param ofDomain its own dossier
   * @param delivered who of it was delivered to
   * @param settledBy for what was recorded later, a delivery may still arrive
   * @param now the time of the question
   * @param sampled whether there are more addresses with bad news than these
   */
  public static DomainPicture of(
      String domain,
      Collection<RecordedDossier> addresses,
      Dossier ofDomain,
      DeliveredRecipients delivered,
      RuleBook book,
      Instant settledBy,
      Instant now,
      boolean sampled) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    PictureDays days = new PictureDays(today, ofDomain.acts(), book, delivered, settledBy);
    addresses.forEach(days::add);
    return new DomainPicture(
        domain,
        today,
        days.days(),
        days.quotes(),
        days.hasDelivery() || !ofDomain.delivered().isEmpty(),
        ofDomain.incident(),
        sampled);
  }

  private static Map<LocalDate, Standing> standings(SortedMap<LocalDate, PictureDay> days) {
    Map<LocalDate, Standing> standings = new HashMap<>();
    days.forEach((day, picture) -> standings.put(day, Standing.of(List.of(picture))));
    return standings;
  }

  private static List<LocalDate> mailedOf(SortedMap<LocalDate, PictureDay> days) {
    Map<LocalDate, Standing> standings = standings(days);
    return standings.keySet().stream()
        .filter(day -> standings.get(day).mailed() > 0)
        .sorted(Collections.reverseOrder())
        .toList();
  }

  /**
   * The same without the bounces that may be forged: what an incident may rest on. A day that was
   * mailed stays one, or a delivery could bring an older day into view.
   */
  DomainPicture withoutDoubt() {
    SortedMap<LocalDate, PictureDay> sure = new TreeMap<>();
    days.forEach((day, picture) -> sure.put(day, picture.withoutDoubt()));
    return new DomainPicture(domain, today, sure, mailed, quotes, everDelivered, incident, sampled);
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
  public Figures figures() {
    SortedMap<LocalDate, Figures.Day> figures = new TreeMap<>();
    days.forEach((day, picture) -> figures.put(day, picture.figures()));
    return new Figures(figures, sampled);
  }

  SortedMap<LocalDate, PictureDay> days() {
    return days;
  }

  /** How it stood on one day. */
  Standing standingOn(LocalDate day) {
    return byDay.getOrDefault(day, Standing.NOBODY);
  }

  /** Whether anything is known to have been delivered to the domain, ever. */
  boolean everDelivered() {
    return everDelivered;
  }

  Optional<Quote> quote(BounceReason reason) {
    return Optional.ofNullable(quotes.get(reason));
  }

  /** How it stands over all days. */
  Standing standing() {
    return Standing.of(days.values());
  }

  /** How it stands over the days from this one on. */
  Standing standingSince(LocalDate day) {
    return Standing.of(days.tailMap(day).values());
  }

  /** Who was delivered to in the 14 days before a day. */
  Set<String> acceptedBefore(LocalDate day) {
    Set<String> accepted = new HashSet<>();
    days.subMap(day.minusDays(DeliveredRecipients.DAYS), day)
        .values()
        .forEach(picture -> accepted.addAll(picture.accepted()));
    return accepted;
  }

  /** The days on which anybody was mailed, the newest first. */
  List<LocalDate> mailedDays() {
    return mailed;
  }

  @Override
  public String toString() {
    return "DomainPicture[" + domain + ", " + today + "]";
  }
}
