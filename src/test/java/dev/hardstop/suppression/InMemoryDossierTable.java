package dev.hardstop.suppression;

import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.DeliveredRecipients.DeliveredOnDay;
import dev.hardstop.suppression.DossierTable.DeliveryWrite;
import dev.hardstop.suppression.DossierTable.DeliveryWrite.DeliveryDay;
import dev.hardstop.suppression.DossierTable.DeliveryWrite.RecipientDay;
import dev.hardstop.suppression.Dossiers.RecordedDossier;
import dev.hardstop.suppression.Incident.IncidentSlot;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/** The table for tests of the core: what the contract requires, and nothing else. */
public class InMemoryDossierTable implements DossierTable, IncidentSlot, AddressErasure {
  private final Map<Subject, Dossier> dossiers = new ConcurrentHashMap<>();
  private final Set<Subject> unreadable = new HashSet<>();
  private final Map<String, DeliveredRecipients> recipients = new ConcurrentHashMap<>();
  private final Map<Subject, SortedMap<LocalDate, Instant>> recorded = new ConcurrentHashMap<>();
  private final Optional<InstantSource> clock;
  private final Map<EmailAddress, Tombstone> tombstones = new ConcurrentHashMap<>();
  private boolean canKeep;
  private Optional<RuntimeException> keyFailure = Optional.empty();
  private Optional<RuntimeException> erasureFailure = Optional.empty();

  /** A table without recording times. */
  public InMemoryDossierTable() {
    clock = Optional.empty();
  }

  /** A table that keeps recording times by this clock. */
  public InMemoryDossierTable(InstantSource clock) {
    this.clock = Optional.of(clock);
  }

  @Override
  public ReadResults<Subject, Dossier> read(Set<Subject> subjects) {
    return ReadResults.reading(subjects, this::dossier);
  }

  /** From now on the dossier of this subject cannot be read. */
  public void makeUnreadable(Subject subject) {
    unreadable.add(subject);
  }

  private Dossier dossier(Subject subject) {
    if (unreadable.contains(subject)) {
      throw UnreadableItemException.dossier(subject, "matches#some-rule");
    }
    return dossiers.getOrDefault(subject, Dossier.empty(subject));
  }

  @Override
  public ReadResults<Subject, RecordedDossier> recorded(Set<Subject> subjects) {
    return ReadResults.reading(
        subjects,
        subject ->
            new RecordedDossier(dossier(subject), recorded.getOrDefault(subject, new TreeMap<>())));
  }

  @Override
  public void observe(Observation observation) {
    clock.ifPresent(time -> {
      SortedMap<LocalDate, Instant> times =
          recorded.computeIfAbsent(observation.subject(), none -> new ConcurrentSkipListMap<>());
      observation.history().days().forEach(day -> times.putIfAbsent(day, time.instant()));
    });
    dossiers.compute(
        observation.subject(), (subject, known) -> orEmpty(subject, known).with(observation));
  }

  @Override
  public <N extends DeliveryWrite> Set<N> missing(Set<N> deliveries) {
    Map<String, List<RecipientDay>> asked = deliveries.stream()
        .filter(RecipientDay.class::isInstance)
        .map(RecipientDay.class::cast)
        .collect(Collectors.groupingBy(RecipientDay::domain));
    Set<DeliveryWrite> missing = new HashSet<>();
    asked.forEach((domain, days) -> missing.addAll(delivered(domain).missing(days)));
    return deliveries.stream()
        .filter(delivery ->
            missing.contains(delivery) || delivery instanceof DeliveryDay day && isMissing(day))
        .collect(Collectors.toSet());
  }

  @Override
  public void deliver(DeliveryDay day) {
    if (day.subject() instanceof Subject.Domain || dossiers.containsKey(day.subject())) {
      dossiers.compute(
          day.subject(), (subject, known) -> orEmpty(subject, known).withDelivery(day.day()));
    }
  }

  @Override
  public void count(DeliveredOnDay more) {
    recipients.compute(more.domain(), (domain, known) -> delivered(domain).with(more));
  }

  @Override
  public ReadResults<String, DeliveredRecipients> delivered(Set<String> domains) {
    return ReadResults.reading(domains, this::delivered);
  }

  private DeliveredRecipients delivered(String domain) {
    return recipients.getOrDefault(domain, DeliveredRecipients.none(domain));
  }

  @Override
  public boolean put(String domain, Optional<Incident> before, Incident after) {
    AtomicBoolean wasPut = new AtomicBoolean();
    dossiers.compute(new Subject.Domain(domain), (subject, known) -> {
      Dossier dossier = orEmpty(subject, known);
      boolean isMissing = before.map(it -> it.compareTo(after) < 0).orElse(true);
      wasPut.set(isMissing && dossier.incident().equals(before));
      return wasPut.get() ? dossier.with(after) : known;
    });
    return wasPut.get();
  }

  @Override
  public void addAction(Subject subject, ManualAction action) {
    dossiers.compute(subject, (same, known) -> orEmpty(same, known).with(action));
  }

  /** Removes a dossier. */
  public void erase(Subject subject) {
    dossiers.remove(subject);
  }

  /** It has no lists of examples, and hashes of recipients are removed in the table of DynamoDB only. */
  @Override
  public ErasedItems erase(EmailAddress address) {
    erasureFailure.ifPresent(failure -> {
      throw failure;
    });
    unreadable.remove(Subject.of(address));
    Optional<Dossier> erased = Optional.ofNullable(dossiers.remove(Subject.of(address)));
    return new ErasedItems(erased, erased.isPresent(), 0, 0);
  }

  @Override
  public Map<EmailAddress, Tombstone> tombstones(
      Collection<EmailAddress> addresses, Collection<Dossier> domains) {
    Set<String> marked = domains.stream()
        .filter(domain -> !domain.erasures().keys().isEmpty())
        .map(domain -> domain.subject().domain())
        .collect(Collectors.toSet());
    Map<EmailAddress, Tombstone> found = new HashMap<>(tombstones);
    found.keySet().removeIf(it -> !addresses.contains(it) || !marked.contains(it.domain()));
    if (addresses.stream().anyMatch(it -> marked.contains(it.domain()))) {
      keyFailure.ifPresent(failure -> {
        throw failure;
      });
    }
    return found;
  }

  /** Whether there is an erasure key. */
  public void setKeepsErased(boolean keeps) {
    canKeep = keeps;
  }

  /** From now on the erasure key cannot be read. */
  public void failKey(RuntimeException failure) {
    keyFailure = Optional.of(failure);
  }

  @Override
  public boolean canKeep() {
    return canKeep;
  }

  @Override
  public void keep(EmailAddress address, Tombstone tombstone) {
    dossiers.compute(Subject.domainOf(address), (subject, known) -> {
      Dossier domain = orEmpty(subject, known);
      return new Dossier(
          subject,
          domain.histories(),
          domain.delivered(),
          domain.manualActions(),
          domain.incidents(),
          new Dossier.Erasures(new TreeSet<>(Set.of("key")), Optional.empty()));
    });
    tombstones.put(address, tombstone);
  }

  @Override
  public boolean forget(EmailAddress address, Dossier domain, boolean includeComplaint) {
    Tombstone known = tombstones(List.of(address), List.of(domain)).get(address);
    return known != null
        && (includeComplaint || !known.isOfComplaint())
        && tombstones.remove(address) != null;
  }

  /** From now on nothing can be erased. */
  public void failErasures(RuntimeException failure) {
    erasureFailure = Optional.of(failure);
  }

  /** All dossiers, to compare two lists. */
  public Map<Subject, Dossier> all() {
    return Map.copyOf(dossiers);
  }

  private boolean isMissing(DeliveryDay day) {
    Dossier known = dossiers.get(day.subject());
    return known == null
        ? day.subject() instanceof Subject.Domain
        : !known.withDelivery(day.day()).equals(known);
  }

  private static Dossier orEmpty(Subject subject, Dossier known) {
    return known == null ? Dossier.empty(subject) : known;
  }
}
