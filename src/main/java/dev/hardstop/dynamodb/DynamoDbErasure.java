package dev.hardstop.dynamodb;

import static dev.hardstop.dynamodb.DossierCodec.SUBJECT;
import static java.util.Objects.requireNonNull;

import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.AddressErasure;
import dev.hardstop.suppression.DeliveredRecipients.RecipientHash;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.ErasureKeys;
import dev.hardstop.suppression.ErasureKeys.ErasureKey;
import dev.hardstop.suppression.RuleMatch;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.TableUnavailableException;
import dev.hardstop.suppression.Tombstone;
import dev.hardstop.suppression.UnreadableItemException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/**
 * Erases an address from a DynamoDB table: the item of its dossier, and its traces in the other items
 * that {@link DossierCodec}, {@link DeliveredRecipientsCodec}, {@link DynamoDbOverview} and
 * {@link SesListStateCodec} describe. No other item names an address, except that the cursor of a walk
 * or comparison of {@code watch} may contain one until the next run moves it.
 */
@Singleton
public final class DynamoDbErasure implements AddressErasure {
  /** The number of attempts to change an item that others write at the same time. */
  private static final int TRIES = 10;

  private final DynamoDbClient client;
  private final String table;
  private final BatchRead batches;
  private final InstantSource clock;
  private final ErasureKeys keys;

  /**
   * Creates an instance for this table.
   *
   * @param clock the time of writing
   * @param keys the keys under which suppressions are kept
   */
  @Inject
  public DynamoDbErasure(
      DynamoDbClient client,
      @ConfigProperty(name = "hardstop.table") String table,
      InstantSource clock,
      ErasureKeys keys) {
    this.clock = requireNonNull(clock, "clock is null");
    this.keys = requireNonNull(keys, "keys is null");
    this.client = new TableClient(client);
    this.table = requireNonNull(table, "table is null");
    this.batches = new BatchRead(this.client, table);
  }

  @Override
  public ErasedItems erase(EmailAddress address) {
    String hash = RecipientHash.of(address);
    int hashes =
        change(DeliveredRecipientsCodec.key(address.domain()), item -> deliveries(item, hash))
            + change(Subject.domainOf(address).key(), item -> matches(item, hash))
            + removeFromOverview(hash);
    int examples =
        change(SesListStateCodec.STATE, item -> SesListStateCodec.withoutExamples(item, address));
    Subject subject = Subject.of(address);
    Map<String, AttributeValue> erased = client
        .deleteItem(delete -> delete
            .tableName(table)
            .key(DossierCodec.key(subject.key()))
            .returnValues(ReturnValue.ALL_OLD))
        .attributes();
    return new ErasedItems(readable(subject, erased), !erased.isEmpty(), hashes, examples);
  }

  /**
   * Removes the hash from each set. This does not conflict with additions by others, so it needs no
   * condition.
   */
  private int removeFromOverview(String hash) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    int places = 0;
    for (Map.Entry<String, Map<String, AttributeValue>> day :
        batches.consistent(DynamoDbOverview.keysWithRecipients(today)).entrySet()) {
      Change change = DynamoDbOverview.withoutRecipient(day.getValue(), hash);
      if (change.places() > 0) {
        change.update().writeTo(client, table, day.getKey());
        places += change.places();
      }
    }
    return places;
  }

  @Override
  public boolean canKeep() {
    return keys.areConfigured();
  }

  /**
   * The domain is written first, because a tombstone that its domain does not announce would not
   * suppress the address.
   */
  @Override
  public void keep(EmailAddress address, Tombstone tombstone) {
    ErasureKey newest = keys.read(Set.of()).get(0);
    Subject domain = Subject.domainOf(address);
    ItemUpdate mark = new ItemUpdate();
    mark.add(DossierCodec.HAS_ERASED, AttributeValue.fromSs(List.of(newest.id())))
        .with(Expiry.never());
    IndexKeys.of(domain, clock.instant()).addByDomainTo(mark);
    client.updateItem(mark.of(table, domain).build());
    ItemUpdate update = new ItemUpdate();
    TombstoneCodec.write(tombstone)
        .forEach((attribute, value) -> update.set(update.name(attribute), update.value(value)));
    if (tombstone.until().isEmpty()) {
      update.remove(TombstoneCodec.UNTIL).remove(DossierCodec.EXPIRES_AT);
    }
    client.updateItem(
        update.of(table, TombstoneCodec.key(address, newest.secret())).build());
  }

  @Override
  public boolean forget(EmailAddress address, Dossier domain, boolean includeComplaint) {
    Map<EmailAddress, Tombstone> known =
        new TombstoneLookup(batches, keys).of(List.of(address), List.of(domain));
    if (!known.containsKey(address) || known.get(address).isOfComplaint() && !includeComplaint) {
      return false;
    }
    for (ErasureKey key : keys.read(domain.erasures().keys())) {
      client.deleteItem(delete ->
          delete.tableName(table).key(DossierCodec.key(TombstoneCodec.key(address, key.secret()))));
    }
    return true;
  }

  private static Optional<Dossier> readable(Subject subject, Map<String, AttributeValue> item) {
    try {
      return item.isEmpty() ? Optional.empty() : Optional.of(DossierCodec.read(subject, item));
    } catch (UnreadableItemException unreadable) {
      return Optional.empty();
    }
  }

  /** An update of an item, and how many places in the item it changes. */
  record Change(ItemUpdate update, int places) {}

  @FunctionalInterface
  private interface Changes {
    Change in(Map<String, AttributeValue> item);
  }

  /**
   * Changes an item until nothing in it needs to be changed. Each update requires that what was read is
   * unchanged, because others write at the same time.
   *
   * @return how many places were changed
   */
  private int change(String key, Changes changes) {
    int places = 0;
    for (int i = 0; i < TRIES; i++) {
      Map<String, AttributeValue> item =
          batches.consistent(Set.of(key)).getOrDefault(key, Map.of());
      Change change = changes.in(item);
      if (change.places() == 0) {
        return places;
      }
      if (change.update().writeTo(client, table, key)) {
        places += change.places();
      }
    }
    throw new TableUnavailableException("other writers changed the item at every attempt");
  }

  private static Change deliveries(Map<String, AttributeValue> item, String hash) {
    ItemUpdate update = new ItemUpdate();
    int places = 0;
    for (Map.Entry<String, AttributeValue> day : item.entrySet()) {
      if (DeliveredRecipientsCodec.isDay(day.getKey()) && day.getValue().ss().contains(hash)) {
        update.delete(day.getKey(), AttributeValue.fromSs(List.of(hash)));
        places++;
      }
    }
    update.andIf("attribute_exists(" + update.name(SUBJECT) + ")");
    return new Change(update, places);
  }

  /**
   * Removes matches. A history without remaining matches is removed as a whole, because evidence
   * without a match is unreadable.
   */
  private static Change matches(Map<String, AttributeValue> item, String hash) {
    ItemUpdate update = new ItemUpdate();
    int places = 0;
    for (String historyId : historyIds(item)) {
      String attribute = DossierCodec.matches(historyId);
      List<String> all = item.get(attribute).ss();
      List<String> its = all.stream().filter(match -> isOf(hash, match)).toList();
      if (its.isEmpty()) {
        continue;
      }
      places += its.size();
      update.andIf(update.name(attribute) + " = " + update.value(item.get(attribute)));
      if (its.size() < all.size()) {
        update.delete(attribute, AttributeValue.fromSs(its));
      } else {
        update.remove(attribute);
        evidenceOf(historyId, item).forEach(update::remove);
        if (item.containsKey(DossierCodec.RULES)) {
          update.delete(DossierCodec.RULES, AttributeValue.fromSs(List.of(historyId)));
        }
      }
    }
    return new Change(update, places);
  }

  private static List<String> historyIds(Map<String, AttributeValue> item) {
    String prefix = DossierCodec.matches("");
    return item.keySet().stream()
        .filter(attribute -> attribute.startsWith(prefix))
        .map(attribute -> attribute.substring(prefix.length()))
        .toList();
  }

  /** Returns the attributes with the evidence of a history. */
  private static List<String> evidenceOf(String historyId, Map<String, AttributeValue> item) {
    String ofHistory = DossierCodec.newest(historyId, "");
    return item.keySet().stream()
        .filter(it -> it.equals(ofHistory) || it.startsWith(ofHistory + '#'))
        .toList();
  }

  /**
   * Returns whether a match is about the mailbox. An unreadable match cannot be compared, so it is
   * kept.
   */
  private static boolean isOf(String mailbox, String match) {
    try {
      return RuleMatch.parse(match).mailbox().equals(mailbox);
    } catch (IllegalArgumentException | DateTimeException unreadable) {
      return false;
    }
  }
}
