package dev.hardstop.dynamodb;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.diagnosis.SendingDay;
import dev.hardstop.diagnosis.SendingDay.OrganisationHit;
import dev.hardstop.watchstate.WatchStateStore.SendingDays;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * The sending days, one item each with the key {@code ~day#2026-11-24}. An item has a set of strings
 * {@code hits#}<i>reason</i> with {@link OrganisationHit#toString()} for each reason, {@code watched}
 * (true, so that a day without bounces is known) and {@code expiresAt} as in {@link DossierCodec}. It
 * has no index keys.
 */
@Singleton
public final class DynamoDbSendingDays implements SendingDays {
  private static final String KEY = "~day#";
  private static final String HITS = "hits#";
  private static final String WATCHED = "watched";

  /** The size at which a set is pruned to the hits that are read. */
  private static final int PRUNED_AT = 2 * SendingDay.MOST_HITS;

  private final DynamoDbClient client;
  private final String table;
  private final BatchRead batches;

  /** Creates an instance for this table. */
  @Inject
  public DynamoDbSendingDays(
      DynamoDbClient client, @ConfigProperty(name = "hardstop.table") String table) {
    this.client = new TableClient(client);
    this.table = requireNonNull(table, "table is null");
    this.batches = new BatchRead(this.client, table);
  }

  @Override
  public Collection<SendingDay> of(Set<LocalDate> days) {
    Map<String, LocalDate> byKey = new HashMap<>();
    days.forEach(day -> byKey.put(KEY + day, day));
    return batches.consistent(byKey.keySet()).entrySet().stream()
        .map(entry -> read(byKey.get(entry.getKey()), entry.getValue()))
        .toList();
  }

  @Override
  public void add(SendingDay seen) {
    ItemUpdate update = new ItemUpdate();
    update
        .set(update.name(WATCHED), update.value(AttributeValue.fromBool(true)))
        .set(
            update.name(DossierCodec.EXPIRES_AT),
            update.value(Expiry.atBeginningOf(seen.day().plusDays(RETENTION_DAYS + 1L))));
    seen.seen().forEach((reason, hits) -> update.add(HITS + reason.name(), set(hits)));
    UpdateItemResponse written = client.updateItem(
        update.of(table, KEY + seen.day()).returnValues(ReturnValue.ALL_NEW).build());
    prune(seen.day(), written.attributes());
  }

  /** Prunes the sets that have grown too large. */
  private void prune(LocalDate day, Map<String, AttributeValue> item) {
    SendingDay kept = read(day, item);
    ItemUpdate update = new ItemUpdate();
    boolean any = false;
    for (Map.Entry<BounceReason, SortedSet<OrganisationHit>> reason :
        kept.seen().entrySet()) {
      String attribute = HITS + reason.getKey().name();
      if (item.get(attribute).ss().size() >= PRUNED_AT) {
        update.set(update.name(attribute), update.value(set(reason.getValue())));
        any = true;
      }
    }
    if (any) {
      client.updateItem(update.of(table, KEY + day).build());
    }
  }

  /**
   * Reads a day. A reason or hit that only a later version knows is ignored, because nothing depends on
   * it.
   */
  private static SendingDay read(LocalDate day, Map<String, AttributeValue> item) {
    Map<BounceReason, SortedSet<OrganisationHit>> seen = new EnumMap<>(BounceReason.class);
    for (BounceReason reason : BounceReason.values()) {
      AttributeValue hits = item.get(HITS + reason.name());
      if (hits != null && hits.hasSs()) {
        seen.put(reason, hits(hits.ss()));
      }
    }
    return new SendingDay(day, seen);
  }

  private static SortedSet<OrganisationHit> hits(List<String> texts) {
    return texts.stream()
        .map(OrganisationHit::parse)
        .flatMap(Optional::stream)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static AttributeValue set(Collection<OrganisationHit> hits) {
    return AttributeValue.fromSs(hits.stream().map(OrganisationHit::toString).toList());
  }
}
