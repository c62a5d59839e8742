package dev.hardstop.dynamodb;

import static java.util.Objects.requireNonNull;

import dev.hardstop.diagnosis.IncidentReport;
import dev.hardstop.watchstate.Alert;
import dev.hardstop.watchstate.PostponedDomain;
import dev.hardstop.watchstate.WatchState;
import dev.hardstop.watchstate.WatchState.BrakeState;
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
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * The logbook in two items: {@code ~watch}, which every run writes, and {@code ~incidents}, which is
 * larger and changes with an incident only. {@link WatchStateItem} has their layout.
 */
@Singleton
public final class DynamoDbWatchState implements WatchStateStore {
  private final DynamoDbClient client;
  private final String table;
  private final BatchRead batches;

  /** The logbook in this table. */
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
        batches.consistent(Set.of(WatchStateItem.WATCH, WatchStateItem.INCIDENTS));
    return WatchStateItem.read(
        items.getOrDefault(WatchStateItem.WATCH, Map.of()),
        items.getOrDefault(WatchStateItem.INCIDENTS, Map.of()));
  }

  @Override
  public List<IncidentReport> newest() {
    Map<String, AttributeValue> item = batches
        .consistent(Set.of(WatchStateItem.INCIDENTS))
        .getOrDefault(WatchStateItem.INCIDENTS, Map.of());
    return WatchStateItem.incidents(item).stream().limit(WatchStateItem.LISTED).toList();
  }

  @Override
  public boolean moveProgress(Optional<ReadProgress> before, ReadProgress after) {
    ItemUpdate update = new ItemUpdate();
    update.replace(
        WatchStateItem.PROGRESS, before.map(ProgressMap::write), ProgressMap.write(after));
    return wasWritten(WatchStateItem.WATCH, update);
  }

  @Override
  public SortedSet<PostponedDomain> postponed() {
    AttributeValue domains = batches
        .consistent(Set.of(WatchStateItem.LEFT))
        .getOrDefault(WatchStateItem.LEFT, Map.of())
        .get(WatchStateItem.DOMAINS);
    return domains == null
        ? new TreeSet<>()
        : domains.ss().stream()
            .flatMap(text -> PostponedDomain.parse(text).stream())
            .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public void postpone(Collection<PostponedDomain> domains) {
    if (!domains.isEmpty()) {
      wasWritten(
          WatchStateItem.LEFT,
          new ItemUpdate().add(WatchStateItem.DOMAINS, WatchStateItem.left(domains)));
    }
  }

  @Override
  public void removePostponed(Collection<PostponedDomain> domains) {
    if (!domains.isEmpty()) {
      wasWritten(
          WatchStateItem.LEFT,
          new ItemUpdate().delete(WatchStateItem.DOMAINS, WatchStateItem.left(domains)));
    }
  }

  @Override
  public void addAlert(Alert alert) {
    ItemUpdate update = new ItemUpdate();
    note(update, alert);
    wasWritten(WatchStateItem.WATCH, update);
  }

  @Override
  public boolean replaceSenderIncident(
      Optional<IncidentReport> before, IncidentReport after, Alert alert) {
    ItemUpdate update = new ItemUpdate();
    update.replace(WatchStateItem.SENDER, before.map(ReportMap::write), ReportMap.write(after));
    note(update, alert);
    return wasWritten(WatchStateItem.WATCH, update);
  }

  @Override
  public boolean replaceBrake(
      Optional<BrakeState> before, BrakeState after, Optional<Alert> alert) {
    ItemUpdate update = new ItemUpdate();
    update.replace(WatchStateItem.BRAKING, before.map(BrakeMap::write), BrakeMap.write(after));
    alert.ifPresent(it -> note(update, it));
    return wasWritten(WatchStateItem.WATCH, update);
  }

  @Override
  public boolean claim(String alertId, Instant now, Instant until) {
    ItemUpdate update = new ItemUpdate();
    String alert = update.name(WatchStateItem.alert(alertId));
    String claimed = alert + "." + update.name(AlertMap.CLAIMED);
    update
        .set(claimed, update.value(millis(until)))
        .onlyIf("attribute_exists(" + alert + ") AND (attribute_not_exists(" + claimed + ") OR "
            + claimed + " <= " + update.value(millis(now)) + ")");
    return wasWritten(WatchStateItem.WATCH, update);
  }

  @Override
  public void markSent(String alertId, Alert.Channel way) {
    ItemUpdate update = new ItemUpdate();
    String alert = update.name(WatchStateItem.alert(alertId));
    update
        .set(
            alert + "." + update.name(AlertMap.sent(way)),
            update.value(AttributeValue.fromS(Boolean.toString(true))))
        .onlyIf("attribute_exists(" + alert + ")");
    wasWritten(WatchStateItem.WATCH, update);
  }

  @Override
  public void removeAlert(String alertId) {
    ItemUpdate update = new ItemUpdate();
    update
        .remove(WatchStateItem.alert(alertId))
        .onlyIf("attribute_exists(" + update.name(WatchStateItem.alert(alertId)) + ")");
    wasWritten(WatchStateItem.WATCH, update);
  }

  /** What is listed as ended is not listed as lasting again. */
  @Override
  public void listIncident(IncidentReport incident) {
    ItemUpdate update = new ItemUpdate();
    String listed = update.name(WatchStateItem.incident(incident.id()));
    update.set(listed, update.value(ReportMap.write(incident)));
    if (incident.ended().isEmpty()) {
      update.onlyIf("attribute_not_exists(" + listed + ")");
    }
    try {
      UpdateItemResponse written = client.updateItem(update
          .of(table, WatchStateItem.INCIDENTS)
          .returnValues(ReturnValue.ALL_NEW)
          .build());
      prune(WatchStateItem.overdue(written.attributes()));
    } catch (ConditionalCheckFailedException isListed) {
      // As it is, or as ended.
    }
  }

  private void prune(List<String> ids) {
    if (!ids.isEmpty()) {
      ItemUpdate update = new ItemUpdate();
      ids.forEach(id -> update.remove(WatchStateItem.incident(id)));
      client.updateItem(update.of(table, WatchStateItem.INCIDENTS).build());
    }
  }

  /** An alert that is noted stays as it is: somebody may be telling it. */
  private static void note(ItemUpdate update, Alert alert) {
    String name = update.name(WatchStateItem.alert(alert.id()));
    update.set(name, "if_not_exists(" + name + ", " + update.value(AlertMap.write(alert)) + ")");
  }

  private boolean wasWritten(String item, ItemUpdate update) {
    try {
      client.updateItem(update.of(table, item).build());
      return true;
    } catch (ConditionalCheckFailedException otherwise) {
      return false;
    }
  }

  private static AttributeValue millis(Instant instant) {
    return AttributeValue.fromN(Long.toString(instant.toEpochMilli()));
  }
}
