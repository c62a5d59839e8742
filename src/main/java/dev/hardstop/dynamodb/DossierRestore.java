package dev.hardstop.dynamodb;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.RuleBook;
import dev.hardstop.smtp.InvalidAddressException;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.Dossiers.RecordedDossier;
import dev.hardstop.suppression.Incident;
import dev.hardstop.suppression.ManualAction;
import dev.hardstop.suppression.Observation;
import dev.hardstop.suppression.RuleHistory;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.suppression.TableUnavailableException;
import dev.hardstop.suppression.Tombstone;
import dev.hardstop.suppression.UnreadableItemException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * Restores exported items into a table. Stored data is never replaced: an item that the table does not
 * have is created, on the condition that it still does not exist, and any other item is merged with the
 * stored item by the merge laws of dossiers. Items may therefore be restored repeatedly, in any order,
 * and while feedback arrives. An item that the table already has costs one request.
 *
 * <p>Restored items expire as if they had been written now. Created items are not entered into the
 * index {@code byHour}, in which {@code watch} finds new feedback, so they open no incident. The command
 * line uses this class with the user's own permission; no function does.
 */
public final class DossierRestore {
  /**
   * The number of attempts to write one item while other writers interfere. Each attempt sees what the
   * others wrote.
   */
  private static final int TRIES = 8;

  /** The most times of recording that are written, which are more than {@code watch} reads. */
  private static final int TIMES = 16;

  private final DynamoDbClient creator;
  private final DynamoDbClient client;
  private final String table;
  private final InstantSource clock;
  private final SuppressionPolicy policy;
  private final RuleBook book;
  private final DynamoDbDossierTable dossiers;
  private final DynamoDbIncidentSlot incidents;
  private final Pruning pruning;

  /**
   * @param clock the time of writing
   * @param policy decides, with the rule book, which items must never expire
   */
  public DossierRestore(
      DynamoDbClient client,
      String table,
      InstantSource clock,
      SuppressionPolicy policy,
      RuleBook book) {
    this.creator = requireNonNull(client, "client is null");
    this.client = new TableClient(client);
    this.table = requireNonNull(table, "table is null");
    this.clock = requireNonNull(clock, "clock is null");
    this.policy = requireNonNull(policy, "policy is null");
    this.book = requireNonNull(book, "book is null");
    dossiers = new DynamoDbDossierTable(client, table, clock);
    incidents = new DynamoDbIncidentSlot(client, table, clock);
    pruning = new Pruning(this.client, table);
  }

  /** The outcome of restoring an item. */
  public enum RestoreOutcome {
    /** The table did not have it. */
    CREATED,
    /** The table had a part of it. */
    MERGED,
    /** The table had all of it already. */
    KNOWN
  }

  /**
   * Restores an item that was read by {@link DossierScan}.
   *
   * @throws UnreadableItemException if the item, or what is stored for the same subject, cannot be read
   * @throws IllegalArgumentException if it is not an item of Hardstop; the message repeats nothing of
   *     the item
   * @throws TableUnavailableException if a call fails
   */
  public RestoreOutcome restore(Map<String, AttributeValue> item) {
    String key = Optional.ofNullable(item.get(DossierCodec.SUBJECT))
        .map(AttributeValue::s)
        .orElseThrow(() -> new IllegalArgumentException("it has no subject"));
    if (TombstoneCodec.isKey(key)) {
      return restoreTombstone(key, TombstoneCodec.read(item));
    }
    try {
      Subject subject = Subject.parse(key);
      if (subject.key().equals(key)) {
        return restore(restored(subject, item));
      }
    } catch (InvalidAddressException invalid) {
      // The cause is left out, because it adds nothing.
    }
    throw new IllegalArgumentException("its subject is not a canonical address or domain");
  }

  /**
   * An exported item.
   *
   * @param observations one observation for each rule history
   */
  private record RestoredDossier(
      RecordedDossier recorded, List<Observation> observations, boolean neverExpires) {
    Dossier dossier() {
      return recorded.dossier();
    }

    Subject subject() {
      return recorded.dossier().subject();
    }
  }

  private RestoredDossier restored(Subject subject, Map<String, AttributeValue> item) {
    RecordedDossier recorded = DossierCodec.readRecorded(subject, item);
    boolean neverExpires =
        item.containsKey(DossierCodec.KEEP) || policy.neverExpires(recorded.dossier(), book);
    List<Observation> observations = new ArrayList<>();
    recorded
        .dossier()
        .histories()
        .forEach((id, history) -> observations.add(DossierCodec.readable(
            subject,
            DossierCodec.matches(id),
            () -> Observation.ofStored(subject, id, history, neverExpires, book))));
    return new RestoredDossier(recorded, observations, neverExpires);
  }

  private RestoreOutcome restore(RestoredDossier restored) {
    for (int i = 0; i < TRIES; i++) {
      Optional<Map<String, AttributeValue>> stored = create(restored);
      if (stored.isEmpty()) {
        return RestoreOutcome.CREATED;
      }
      Optional<RestoreOutcome> merged = merge(restored, stored.get());
      if (merged.isPresent()) {
        return merged.get();
      }
    }
    throw interfered();
  }

  private static TableUnavailableException interfered() {
    return new TableUnavailableException("other writers changed the item at every attempt");
  }

  // An item that the table does not have.

  /**
   * Creates the item.
   *
   * @return the item that the table already has, in which case nothing is written; otherwise empty
   */
  private Optional<Map<String, AttributeValue>> create(RestoredDossier restored) {
    List<Observation> bounded =
        restored.observations().stream().filter(Observation::isBounded).toList();
    Map<String, AttributeValue> item = bounded.size() <= Dossier.RULES
        ? item(restored, restored.observations(), bounded)
        : item(restored, List.of(), List.of());
    Optional<Map<String, AttributeValue>> stored = create(restored.subject().key(), item);
    if (stored.isEmpty() && bounded.size() > Dossier.RULES) {
      restored.observations().forEach(dossiers::observe);
    }
    return stored;
  }

  private Optional<Map<String, AttributeValue>> create(
      String key, Map<String, AttributeValue> attributes) {
    Map<String, AttributeValue> item = new HashMap<>(attributes);
    item.putAll(DossierCodec.key(key));
    PutItemRequest put = PutItemRequest.builder()
        .tableName(table)
        .item(item)
        .conditionExpression("attribute_not_exists(" + DossierCodec.SUBJECT + ")")
        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
        .build();
    try {
      creator.putItem(put);
      return Optional.empty();
    } catch (ConditionalCheckFailedException exists) {
      return Optional.of(exists.item());
    } catch (SdkException failed) {
      throw TableClient.failure(failed);
    }
  }

  private Map<String, AttributeValue> item(
      RestoredDossier restored, List<Observation> observations, List<Observation> bounded) {
    Dossier dossier = restored.dossier();
    Instant now = clock.instant();
    Map<String, AttributeValue> item = new HashMap<>();
    for (Observation observation : observations) {
      String id = observation.historyId();
      RuleHistory history = observation.history();
      item.put(DossierCodec.matches(id), DossierCodec.write(history.matches()));
      history
          .evidence()
          .forEach((wording, evidence) ->
              item.put(DossierCodec.newest(id, wording), DossierCodec.write(evidence)));
    }
    if (!bounded.isEmpty()) {
      item.put(
          DossierCodec.RULES,
          AttributeValue.fromSs(bounded.stream().map(Observation::historyId).toList()));
    }
    times(restored).forEach((day, time) -> item.put(DossierCodec.RECORDED + day, seconds(time)));
    if (!dossier.delivered().isEmpty()) {
      item.put(DossierCodec.DELIVERED, DossierCodec.writeDays(dossier.delivered()));
    }
    dossier
        .manualActions()
        .forEach(action -> item.put(DossierCodec.action(action.id()), DossierCodec.write(action)));
    dossier.incident().ifPresent(newest -> {
      item.put(DossierCodec.INCIDENT, DossierCodec.write(newest));
      dossier
          .incidents()
          .headSet(newest)
          .forEach(earlier ->
              item.put(DossierCodec.earlierIncident(earlier.id()), DossierCodec.write(earlier)));
    });
    if (!dossier.erasures().keys().isEmpty()) {
      item.put(
          DossierCodec.HAS_ERASED,
          AttributeValue.fromSs(List.copyOf(dossier.erasures().keys())));
    }
    if (isIndexed(dossier)) {
      IndexKeys keys = IndexKeys.of(dossier.subject(), now);
      item.put(DossierCodec.DOMAIN, AttributeValue.fromS(keys.domain()));
      item.put(DossierCodec.TOUCHED, AttributeValue.fromS(keys.touched()));
    }
    Expiry expiry = expiry(restored, now);
    item.put(DossierCodec.EXPIRES_AT, seconds(expiry.at()));
    if (expiry.neverExpires()) {
      item.put(DossierCodec.KEEP, seconds(expiry.at()));
    }
    return item;
  }

  /** Returns whether the dossier is in the index. A domain that only has deliveries is not. */
  private static boolean isIndexed(Dossier dossier) {
    return dossier.subject() instanceof Subject.Address
        || !dossier.histories().isEmpty()
        || !dossier.manualActions().isEmpty()
        || !dossier.incidents().isEmpty();
  }

  /**
   * Returns the expiry of a restored item. It never expires if any of the writes that made it would
   * have kept it.
   */
  private Expiry expiry(RestoredDossier restored, Instant now) {
    Dossier dossier = restored.dossier();
    boolean neverExpires = restored.neverExpires()
        || restored.observations().stream().anyMatch(it -> Expiry.of(it, now).neverExpires())
        || dossier.manualActions().stream().anyMatch(it -> Expiry.of(it, now).neverExpires())
        || dossier.incidents().stream().anyMatch(it -> Expiry.of(it, now).neverExpires());
    return neverExpires ? Expiry.never() : Expiry.ofWriting(now);
  }

  private static Map<LocalDate, Instant> times(RestoredDossier restored) {
    Map<LocalDate, Instant> newest = new HashMap<>();
    if (restored.subject() instanceof Subject.Address) {
      Map<LocalDate, Instant> all = restored.recorded().recorded();
      all.keySet().stream()
          .sorted(Comparator.reverseOrder())
          .limit(TIMES)
          .forEach(day -> newest.put(day, all.get(day)));
    }
    return newest;
  }

  private static AttributeValue seconds(Instant instant) {
    return AttributeValue.fromN(Long.toString(instant.getEpochSecond()));
  }

  // An item that the table has.

  /**
   * Adds what the stored item lacks. The result is empty if another writer interfered, so that the
   * merge must be repeated.
   */
  private Optional<RestoreOutcome> merge(
      RestoredDossier restored, Map<String, AttributeValue> stored) {
    Subject subject = restored.subject();
    Dossier known = DossierCodec.read(subject, stored);
    boolean mustBeMarked = !stored.containsKey(DossierCodec.KEEP)
        && expiry(restored, clock.instant()).neverExpires();
    Optional<Incident> newest = newerIncident(known, restored.dossier());
    if (newest.isPresent() && !incidents.put(subject.domain(), known.incident(), newest.get())) {
      return Optional.empty();
    }
    boolean changed = newest.isPresent();
    Optional<ItemUpdate> parts = missingParts(restored, known, mustBeMarked);
    if (parts.isPresent()) {
      if (!write(subject, parts.get())) {
        return Optional.empty();
      }
      changed = true;
    }
    for (Observation observation : restored.observations()) {
      if (!known.with(observation).equals(known)) {
        dossiers.observe(observation);
        changed = true;
      }
    }
    return Optional.of(changed ? RestoreOutcome.MERGED : RestoreOutcome.KNOWN);
  }

  private static Optional<Incident> newerIncident(Dossier known, Dossier restored) {
    return known
        .merge(restored)
        .incident()
        .filter(newest -> !known.incident().equals(Optional.of(newest)));
  }

  /**
   * Returns one update with everything that is missing except evidence and the newest incident; empty
   * if nothing is missing.
   */
  private Optional<ItemUpdate> missingParts(
      RestoredDossier restored, Dossier known, boolean mustBeMarked) {
    Instant now = clock.instant();
    ItemUpdate update = new ItemUpdate();
    boolean changed = mustBeMarked;
    boolean isIndexed = false;
    for (ManualAction action : restored.dossier().manualActions()) {
      if (!known.with(action).equals(known)) {
        update.set(
            update.name(DossierCodec.action(action.id())),
            update.value(DossierCodec.write(action)));
        isIndexed = true;
      }
    }
    SortedSet<Incident> all = known.merge(restored.dossier()).incidents();
    for (Incident incident : all) {
      if (!incident.equals(all.last()) && !known.incidents().contains(incident)) {
        update.set(
            update.name(DossierCodec.earlierIncident(incident.id())),
            update.value(DossierCodec.write(incident)));
        isIndexed = true;
      }
    }
    SortedSet<LocalDate> days = new TreeSet<>(restored.dossier().delivered());
    days.removeIf(day -> known.withDelivery(day).equals(known));
    if (!days.isEmpty()) {
      update.addDays(DossierCodec.DELIVERED, days);
      changed = true;
    }
    List<String> erasureKeys = new ArrayList<>(restored.dossier().erasures().keys());
    erasureKeys.removeAll(known.erasures().keys());
    if (!erasureKeys.isEmpty()) {
      update.add(DossierCodec.HAS_ERASED, AttributeValue.fromSs(erasureKeys));
      changed = true;
    }
    if (!changed && !isIndexed) {
      return Optional.empty();
    }
    if (isIndexed) {
      update.with(IndexKeys.of(restored.subject(), now));
    }
    update.with(mustBeMarked ? Expiry.never() : Expiry.ofWriting(now));
    return Optional.of(update);
  }

  /** Writes parts into an item, unless it was erased in the meantime. */
  private boolean write(Subject subject, ItemUpdate update) {
    update.onlyIf("attribute_exists(" + update.name(DossierCodec.SUBJECT) + ")");
    try {
      UpdateItemResponse written = client.updateItem(
          update.of(table, subject).returnValues(ReturnValue.ALL_NEW).build());
      pruning.delivered(subject, written.attributes());
      pruning.manualActions(subject, written.attributes());
      return true;
    } catch (ConditionalCheckFailedException erasedMeanwhile) {
      return false;
    }
  }

  // Tombstones.

  /**
   * Restores a tombstone. The graver of two tombstones is kept; a tombstone that no longer suppresses
   * is not restored.
   */
  private RestoreOutcome restoreTombstone(String key, Tombstone restored) {
    if (!restored.isInForce(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC))) {
      return RestoreOutcome.KNOWN;
    }
    for (int i = 0; i < TRIES; i++) {
      Optional<Map<String, AttributeValue>> stored = create(key, TombstoneCodec.write(restored));
      if (stored.isEmpty()) {
        return RestoreOutcome.CREATED;
      }
      Tombstone known = TombstoneCodec.read(stored.get());
      Tombstone graver = known.graver(restored);
      if (graver.equals(known)) {
        return RestoreOutcome.KNOWN;
      }
      if (replace(key, stored.get(), TombstoneCodec.write(graver))) {
        return RestoreOutcome.MERGED;
      }
    }
    throw interfered();
  }

  private boolean replace(
      String key, Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
    ItemUpdate update = new ItemUpdate();
    List<String> conditions = new ArrayList<>();
    before.forEach((attribute, value) -> {
      if (!attribute.equals(DossierCodec.SUBJECT)) {
        conditions.add(update.name(attribute) + " = " + update.value(value));
        if (!after.containsKey(attribute)) {
          update.remove(attribute);
        }
      }
    });
    after.forEach((attribute, value) -> update.set(update.name(attribute), update.value(value)));
    return update.onlyIf(String.join(" AND ", conditions)).writeTo(client, table, key);
  }
}
