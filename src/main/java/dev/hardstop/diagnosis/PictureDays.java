package dev.hardstop.diagnosis;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.suppression.Act;
import dev.hardstop.suppression.Bounced;
import dev.hardstop.suppression.DeliveredRecipients;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.RecipientHash;
import dev.hardstop.suppression.Subject;
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
final class PictureDays {
  private final String domain;
  private final LocalDate first;
  private final LocalDate last;
  private final List<Act.WrongDays> wrongDays;
  private final RuleBook book;
  private final SortedMap<LocalDate, SortedMap<String, Set<Refusal>>> bounced = new TreeMap<>();
  private final Map<LocalDate, Set<String>> delivered = new HashMap<>();
  private final Map<BounceReason, Bounced> newest = new EnumMap<>(BounceReason.class);
  private boolean anyDelivery;

  PictureDays(String domain, LocalDate today, Collection<Act> acts, RuleBook book) {
    this.domain = domain;
    this.first = today.minusDays(DeliveredRecipients.DAYS);
    this.last = today.plusDays(1);
    this.wrongDays = acts.stream()
        .filter(Act.WrongDays.class::isInstance)
        .map(Act.WrongDays.class::cast)
        .toList();
    this.book = book;
  }

  /** What an address of the domain adds; another domain's adds nothing. */
  void add(Dossier dossier) {
    if (!(dossier.subject() instanceof Subject.Address address)
        || !address.domain().equals(domain)) {
      return;
    }
    anyDelivery |= !dossier.delivered().isEmpty();
    String recipient = RecipientHash.of(address.address());
    Bounced.of(dossier, book).stream()
        .filter(this::counts)
        .forEach(bounce -> add(recipient, bounce));
  }

  /** Who was delivered to. */
  void add(DeliveredRecipients recipients) {
    anyDelivery |= recipients.byDay().values().stream().anyMatch(hashes -> !hashes.isEmpty());
    recipients.byDay().forEach((day, hashes) -> {
      if (isInWindow(day)) {
        delivered.computeIfAbsent(day, none -> new HashSet<>()).addAll(hashes);
      }
    });
  }

  SortedMap<LocalDate, PictureDay> days() {
    SortedMap<LocalDate, PictureDay> days = new TreeMap<>();
    Set<LocalDate> all = new TreeSet<>(bounced.keySet());
    all.addAll(delivered.keySet());
    all.forEach(day -> days.put(
        day,
        PictureDay.of(
            bounced.getOrDefault(day, new TreeMap<>()), delivered.getOrDefault(day, Set.of()))));
    return days;
  }

  Map<BounceReason, Quote> quotes() {
    Map<BounceReason, Quote> quotes = new EnumMap<>(BounceReason.class);
    newest.forEach((reason, bounce) -> quotes.put(
        reason,
        new Quote(
            bounce.evidence().said().words().value(),
            reason,
            bounce.classification().ruleId(),
            bounce.evidence().provenance().at())));
    return quotes;
  }

  boolean hasDelivery() {
    return anyDelivery;
  }

  private void add(String recipient, Bounced bounce) {
    Refusal refusal = new Refusal(
        bounce.classification().reason(),
        bounce.classification().ruleId(),
        bounce.classification().confidence(),
        Gateway.of(bounce.evidence().said(), bounce.classification()));
    bounced
        .computeIfAbsent(bounce.day(), none -> new TreeMap<>())
        .computeIfAbsent(recipient, none -> new HashSet<>())
        .add(refusal);
    newest.merge(refusal.reason(), bounce, PictureDays::newer);
  }

  private static Bounced newer(Bounced one, Bounced other) {
    boolean otherIsNewer = other.evidence().order().compareTo(one.evidence().order()) > 0;
    return otherIsNewer ? other : one;
  }

  /** What came by a forward bounced at another domain; what a person called wrong does not count. */
  private boolean counts(Bounced bounce) {
    BounceReason reason = bounce.classification().reason();
    return isInWindow(bounce.day())
        && !bounce.forwarded()
        && wrongDays.stream().noneMatch(act -> isMeant(act, bounce.day(), reason));
  }

  private static boolean isMeant(Act.WrongDays act, LocalDate day, BounceReason reason) {
    boolean then = !day.isBefore(act.from()) && !day.isAfter(act.to());
    return then && (act.reasons().isEmpty() || act.reasons().contains(reason));
  }

  private boolean isInWindow(LocalDate day) {
    return !day.isBefore(first) && !day.isAfter(last);
  }
}
