package dev.hardstop.diagnosis;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.suppression.BouncedDay;
import dev.hardstop.suppression.DeliveredRecipients;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.ManualAction;
import dev.hardstop.suppression.RecipientHash;
import dev.hardstop.suppression.RecordedDossier;
import dev.hardstop.suppression.Subject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Gathers the days of a picture, whatever the order in which it is told of addresses. */
final class ActivityDays {
  private final String domain;
  private final LocalDate first;
  private final LocalDate last;
  private final List<ManualAction.ExcludeDays> wrongDays;
  private final RuleBook book;
  private final SortedMap<LocalDate, SortedMap<String, Set<RefusedRecipient>>> bounced =
      new TreeMap<>();
  private final DeliveredRecipients delivered;
  private final Instant settledBy;
  private final Map<LocalDate, Set<String>> rejected = new HashMap<>();
  private final Map<LocalDate, Set<String>> alsoDelivered = new HashMap<>();
  private final Map<BounceReason, BouncedDay> newest = new EnumMap<>(BounceReason.class);
  private boolean anyDelivery;

  /**
   * @param delivered who of the domain was delivered to
   * @param settledBy for what was recorded later, a delivery may still arrive
   */
  ActivityDays(
      LocalDate today,
      Collection<ManualAction> manualActions,
      RuleBook book,
      DeliveredRecipients delivered,
      Instant settledBy) {
    this.domain = delivered.domain();
    this.delivered = delivered;
    this.settledBy = settledBy;
    this.anyDelivery = delivered.byDay().values().stream().anyMatch(hashes -> !hashes.isEmpty());
    this.first = today.minusDays(DeliveredRecipients.DAYS);
    this.last = today.plusDays(1);
    this.wrongDays = manualActions.stream()
        .filter(ManualAction.ExcludeDays.class::isInstance)
        .map(ManualAction.ExcludeDays.class::cast)
        .toList();
    this.book = book;
  }

  /** What an address of the domain adds; another domain's adds nothing. */
  void add(RecordedDossier recorded) {
    Dossier dossier = recorded.dossier();
    if (!(dossier.subject() instanceof Subject.Address address)
        || !address.domain().equals(domain)) {
      return;
    }
    anyDelivery |= !dossier.delivered().isEmpty();
    String recipient = RecipientHash.of(address.address());
    BouncedDay.of(dossier, book).stream().filter(this::counts).forEach(bounce -> {
      add(recipient, bounce);
      if (isSettled(recorded, bounce.day())) {
        rejected.computeIfAbsent(bounce.day(), none -> new HashSet<>()).add(recipient);
      }
    });
    dossier
        .delivered()
        .forEach(
            day -> alsoDelivered.computeIfAbsent(day, none -> new HashSet<>()).add(recipient));
  }

  /** Whether a delivery of the day would be known by now, had there been one. */
  private boolean isSettled(RecordedDossier recorded, LocalDate day) {
    return recorded.isRecordedBy(settledBy, day)
        && (!delivered.isFull(day) || recorded.existedBefore(day));
  }

  SortedMap<LocalDate, ActivityDay> days() {
    SortedMap<LocalDate, ActivityDay> days = new TreeMap<>();
    Set<LocalDate> all = new TreeSet<>(bounced.keySet());
    delivered.byDay().keySet().stream().filter(this::isInWindow).forEach(all::add);
    all.forEach(day -> days.put(
        day,
        ActivityDay.of(
            bounced.getOrDefault(day, new TreeMap<>()),
            delivered.byDay().getOrDefault(day, Set.of()),
            rejected(day))));
    return days;
  }

  private Set<String> rejected(LocalDate day) {
    Set<String> all = new HashSet<>(rejected.getOrDefault(day, Set.of()));
    all.removeAll(delivered.byDay().getOrDefault(day, Set.of()));
    all.removeAll(alsoDelivered.getOrDefault(day, Set.of()));
    return all;
  }

  Map<BounceReason, RepresentativeReply> quotes() {
    Map<BounceReason, RepresentativeReply> quotes = new EnumMap<>(BounceReason.class);
    newest.forEach((reason, bounce) -> quotes.put(
        reason,
        new RepresentativeReply(
            bounce.evidence().deliveryStatus().words().value(),
            reason,
            bounce.classification().ruleId(),
            bounce.evidence().origin().at())));
    return quotes;
  }

  boolean hasDelivery() {
    return anyDelivery;
  }

  private void add(String recipient, BouncedDay bounce) {
    RefusedRecipient refusal = new RefusedRecipient(
        bounce.classification().reason(),
        bounce.classification().ruleId(),
        bounce.classification().confidence(),
        MailProvider.of(bounce.evidence().deliveryStatus(), bounce.classification()));
    bounced
        .computeIfAbsent(bounce.day(), none -> new TreeMap<>())
        .computeIfAbsent(recipient, none -> new HashSet<>())
        .add(refusal);
    newest.merge(refusal.reason(), bounce, ActivityDays::newer);
  }

  private static BouncedDay newer(BouncedDay one, BouncedDay other) {
    boolean otherIsNewer = other.evidence().order().compareTo(one.evidence().order()) > 0;
    return otherIsNewer ? other : one;
  }

  /** What came by a forward bounced at another domain; what a person called wrong does not count. */
  private boolean counts(BouncedDay bounce) {
    BounceReason reason = bounce.classification().reason();
    return isInWindow(bounce.day())
        && !bounce.forwarded()
        && wrongDays.stream().noneMatch(action -> isMeant(action, bounce.day(), reason));
  }

  private static boolean isMeant(
      ManualAction.ExcludeDays action, LocalDate day, BounceReason reason) {
    boolean then = !day.isBefore(action.from()) && !day.isAfter(action.to());
    return then && (action.reasons().isEmpty() || action.reasons().contains(reason));
  }

  private boolean isInWindow(LocalDate day) {
    return !day.isBefore(first) && !day.isAfter(last);
  }
}
