package dev.hardstop.dynamodb;

import static java.util.Objects.requireNonNull;

import dev.hardstop.diagnosis.IncidentReport;
import dev.hardstop.watchstate.Alert;
import dev.hardstop.watchstate.WatchState;
import dev.hardstop.watchstate.WatchState.BrakeState;
import dev.hardstop.watchstate.WatchState.PostponedDomain;
import dev.hardstop.watchstate.WatchState.ReadProgress;
import dev.hardstop.watchstate.WatchStateStore;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * The state of {@code watch} in three items: every run writes {@code ~watch}; {@code ~incidents} is
 * larger and is written only when an incident changes; {@code ~postponed} is written if a run has no
 * time for all domains. {@link WatchStateCodec} describes them.
 */
@Singleton
public final class DynamoDbWatchState implements WatchStateStore {
  private final DynamoDbClient client;
  private final String table;
  private final BatchRead batches;

  /** Creates an instance for this table. */
  @Inject
  public DynamoDbWatchState(
      DynamoDbClient client, @ConfigProperty(name = "hardstop.table") String table) {
    this.client = new TableClient(client);
    this.table = requireNonNull(table, "table is null");
    this.batches = new BatchRead(this.client, table);
  }

  @Override
  public WatchState read() {
    Map<String, Map<String, AttributeValue>> items =
        batches.consistent(Set.of(WatchStateCodec.WATCH, WatchStateCodec.INCIDENTS));
    return WatchStateCodec.read(
        items.getOrDefault(WatchStateCodec.WATCH, Map.of()),
        items.getOrDefault(WatchStateCodec.INCIDENTS, Map.of()));
  }

  @Override
  public List<IncidentReport> newest() {
    return WatchStateCodec.incidents(item(WatchStateCodec.INCIDENTS)).stream()
        .limit(WatchStateCodec.LISTED)
        .toList();
  }

  private Map<String, AttributeValue> item(String key) {
    return batches.consistent(Set.of(key)).getOrDefault(key, Map.of());
  }

  @Override
  public boolean moveProgress(Optional<ReadProgress> before, ReadProgress after) {
    ItemUpdate update = new ItemUpdate();
    update.replace(
        WatchStateCodec.PROGRESS, before.map(WatchStateCodec::write), WatchStateCodec.write(after));
    return update.writeTo(client, table, WatchStateCodec.WATCH);
  }

  @Override
  public SortedSet<PostponedDomain> postponed() {
    return WatchStateCodec.postponed(item(WatchStateCodec.POSTPONED));
  }

  @Override
  public void postpone(Collection<PostponedDomain> domains) {
    if (!domains.isEmpty()) {
      new ItemUpdate()
          .add(WatchStateCodec.DOMAINS, WatchStateCodec.write(domains))
          .writeTo(client, table, WatchStateCodec.POSTPONED);
    }
  }

  @Override
  public void removePostponed(Collection<PostponedDomain> domains) {
    if (!domains.isEmpty()) {
      new ItemUpdate()
          .delete(WatchStateCodec.DOMAINS, WatchStateCodec.write(domains))
          .writeTo(client, table, WatchStateCodec.POSTPONED);
    }
  }

  @Override
  public void addAlert(Alert alert) {
    ItemUpdate update = new ItemUpdate();
    addAlert(update, alert);
    update.writeTo(client, table, WatchStateCodec.WATCH);
  }

  @Override
  public boolean replaceSenderIncident(
      Optional<IncidentReport> before, IncidentReport after, Alert alert) {
    ItemUpdate update = new ItemUpdate();
    update.replace(
        WatchStateCodec.SENDER, before.map(WatchStateCodec::write), WatchStateCodec.write(after));
    addAlert(update, alert);
    return update.writeTo(client, table, WatchStateCodec.WATCH);
  }

  @Override
  public boolean replaceBrake(
      Optional<BrakeState> before, BrakeState after, Optional<Alert> alert) {
    ItemUpdate update = new ItemUpdate();
    update.replace(
        WatchStateCodec.BRAKE, before.map(WatchStateCodec::write), WatchStateCodec.write(after));
    alert.ifPresent(it -> addAlert(update, it));
    return update.writeTo(client, table, WatchStateCodec.WATCH);
  }

  @Override
  public boolean claim(String alertId, Instant now, Instant until) {
    ItemUpdate update = new ItemUpdate();
    String alert = update.name(WatchStateCodec.alert(alertId));
    String claimed = alert + "." + update.name(WatchStateCodec.CLAIMED);
    update
        .set(claimed, update.value(millis(until)))
        .onlyIf("attribute_exists(" + alert + ") AND (attribute_not_exists(" + claimed + ") OR "
            + claimed + " <= " + update.value(millis(now)) + ")");
    return update.writeTo(client, table, WatchStateCodec.WATCH);
  }

  @Override
  public void markSent(String alertId, Alert.Channel channel) {
    ItemUpdate update = new ItemUpdate();
    String alert = update.name(WatchStateCodec.alert(alertId));
    update
        .set(
            alert + "." + update.name(WatchStateCodec.sent(channel)),
            update.value(AttributeValue.fromS(Boolean.toString(true))))
        .onlyIf("attribute_exists(" + alert + ")");
    update.writeTo(client, table, WatchStateCodec.WATCH);
  }

  @Override
  public void removeAlert(String alertId) {
    ItemUpdate update = new ItemUpdate();
    update
        .remove(WatchStateCodec.alert(alertId))
        .onlyIf("attribute_exists(" + update.name(WatchStateCodec.alert(alertId)) + ")");
    update.writeTo(client, table, WatchStateCodec.WATCH);
  }

  /** An incident that is listed as ended is not listed as open again. */
  @Override
  public void listIncident(IncidentReport incident) {
    ItemUpdate update = new ItemUpdate();
    String listed = update.name(WatchStateCodec.incident(incident.id()));
    update.set(listed, update.value(WatchStateCodec.write(incident)));
    if (incident.ended().isEmpty()) {
      update.onlyIf("attribute_not_exists(" + listed + ")");
    }
    try {
      UpdateItemResponse written = client.updateItem(update
          .of(table, WatchStateCodec.INCIDENTS)
          .returnValues(ReturnValue.ALL_NEW)
          .build());
      prune(WatchStateCodec.superfluous(written.attributes()));
    } catch (ConditionalCheckFailedException isListed) {
      // The incident is already listed.
    }
  }

  private void prune(List<String> ids) {
    if (!ids.isEmpty()) {
      ItemUpdate update = new ItemUpdate();
      ids.forEach(id -> update.remove(WatchStateCodec.incident(id)));
      client.updateItem(update.of(table, WatchStateCodec.INCIDENTS).build());
    }
  }

  /** Adds an alert. An existing alert is left unchanged, because a run may be sending it. */
  private static void addAlert(ItemUpdate update, Alert alert) {
    String name = update.name(WatchStateCodec.alert(alert.id()));
    update.set(
        name, "if_not_exists(" + name + ", " + update.value(WatchStateCodec.write(alert)) + ")");
  }

  private static AttributeValue millis(Instant instant) {
    return AttributeValue.fromN(Long.toString(instant.toEpochMilli()));
  }
}
