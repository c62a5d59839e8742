package dev.hardstop.dynamodb;

import static java.util.Objects.requireNonNull;

import dev.hardstop.diagnosis.IncidentReport;
import dev.hardstop.logbook.Alert;
import dev.hardstop.logbook.Braking;
import dev.hardstop.logbook.Entries;
import dev.hardstop.logbook.LeftDomain;
import dev.hardstop.logbook.Logbook;
import dev.hardstop.logbook.Progress;
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
 * larger and changes with an incident only. {@link LogbookItem} has their layout.
 */
@Singleton
public final class DynamoDbLogbook implements Logbook {
  private final DynamoDbClient client;
  private final String table;
  private final BatchRead batches;

  /** The logbook in this table. */
  @Inject
  public DynamoDbLogbook(
      DynamoDbClient client, @ConfigProperty(name = "hardstop.table") String table) {
    this.client = new TableClient(client);
    this.table = requireNonNull(table, "table is null");
    this.batches = new BatchRead(this.client, table);
  }

  @Override
  public Entries entries() {
    Map<String, Map<String, AttributeValue>> items =
        batches.consistent(Set.of(LogbookItem.WATCH, LogbookItem.INCIDENTS));
    return LogbookItem.read(
        items.getOrDefault(LogbookItem.WATCH, Map.of()),
        items.getOrDefault(LogbookItem.INCIDENTS, Map.of()));
  }

  @Override
  public List<IncidentReport> newest() {
    Map<String, AttributeValue> item = batches
        .consistent(Set.of(LogbookItem.INCIDENTS))
        .getOrDefault(LogbookItem.INCIDENTS, Map.of());
    return LogbookItem.incidents(item).stream().limit(LogbookItem.LISTED).toList();
  }

  @Override
  public boolean move(Optional<Progress> before, Progress after) {
    ItemUpdate update = new ItemUpdate();
    update.replace(LogbookItem.PROGRESS, before.map(ProgressMap::write), ProgressMap.write(after));
    return wasWritten(LogbookItem.WATCH, update);
  }

  @Override
  public SortedSet<LeftDomain> left() {
    AttributeValue domains = batches
        .consistent(Set.of(LogbookItem.LEFT))
        .getOrDefault(LogbookItem.LEFT, Map.of())
        .get(LogbookItem.DOMAINS);
    return domains == null
        ? new TreeSet<>()
        : domains.ss().stream()
            .flatMap(text -> LeftDomain.parse(text).stream())
            .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public void leave(Collection<LeftDomain> domains) {
    if (!domains.isEmpty()) {
      wasWritten(
          LogbookItem.LEFT, new ItemUpdate().add(LogbookItem.DOMAINS, LogbookItem.left(domains)));
    }
  }

  @Override
  public void examined(Collection<LeftDomain> domains) {
    if (!domains.isEmpty()) {
      wasWritten(
          LogbookItem.LEFT,
          new ItemUpdate().delete(LogbookItem.DOMAINS, LogbookItem.left(domains)));
    }
  }

  @Override
  public void intend(Alert alert) {
    ItemUpdate update = new ItemUpdate();
    note(update, alert);
    wasWritten(LogbookItem.WATCH, update);
  }

  @Override
  public boolean put(Optional<IncidentReport> before, IncidentReport after, Alert alert) {
    ItemUpdate update = new ItemUpdate();
    update.replace(LogbookItem.SENDER, before.map(ReportMap::write), ReportMap.write(after));
    note(update, alert);
    return wasWritten(LogbookItem.WATCH, update);
  }

  @Override
  public boolean put(Optional<Braking> before, Braking after, Optional<Alert> alert) {
    ItemUpdate update = new ItemUpdate();
    update.replace(LogbookItem.BRAKING, before.map(BrakingMap::write), BrakingMap.write(after));
    alert.ifPresent(it -> note(update, it));
    return wasWritten(LogbookItem.WATCH, update);
  }

  @Override
  public boolean claim(String alertId, Instant now, Instant until) {
    ItemUpdate update = new ItemUpdate();
    String alert = update.name(LogbookItem.alert(alertId));
    String claimed = alert + "." + update.name(AlertMap.CLAIMED);
    update
        .set(claimed, update.value(millis(until)))
        .onlyIf("attribute_exists(" + alert + ") AND (attribute_not_exists(" + claimed + ") OR "
            + claimed + " <= " + update.value(millis(now)) + ")");
    return wasWritten(LogbookItem.WATCH, update);
  }

  @Override
  public void sent(String alertId, Alert.Way way) {
    ItemUpdate update = new ItemUpdate();
    String alert = update.name(LogbookItem.alert(alertId));
    update
        .set(
            alert + "." + update.name(AlertMap.sent(way)),
            update.value(AttributeValue.fromS(Boolean.toString(true))))
        .onlyIf("attribute_exists(" + alert + ")");
    wasWritten(LogbookItem.WATCH, update);
  }

  @Override
  public void forget(String alertId) {
    ItemUpdate update = new ItemUpdate();
    update
        .remove(LogbookItem.alert(alertId))
        .onlyIf("attribute_exists(" + update.name(LogbookItem.alert(alertId)) + ")");
    wasWritten(LogbookItem.WATCH, update);
  }

  /** What is listed as ended is not listed as lasting again. */
  @Override
  public void list(IncidentReport incident) {
    ItemUpdate update = new ItemUpdate();
    String listed = update.name(LogbookItem.incident(incident.id()));
    update.set(listed, update.value(ReportMap.write(incident)));
    if (incident.ended().isEmpty()) {
      update.onlyIf("attribute_not_exists(" + listed + ")");
    }
    try {
      UpdateItemResponse written = client.updateItem(update
          .of(table, LogbookItem.INCIDENTS)
          .returnValues(ReturnValue.ALL_NEW)
          .build());
      prune(LogbookItem.overdue(written.attributes()));
    } catch (ConditionalCheckFailedException isListed) {
      // As it is, or as ended.
    }
  }

  private void prune(List<String> ids) {
    if (!ids.isEmpty()) {
      ItemUpdate update = new ItemUpdate();
      ids.forEach(id -> update.remove(LogbookItem.incident(id)));
      client.updateItem(update.of(table, LogbookItem.INCIDENTS).build());
    }
  }

  /** An alert that is noted stays as it is: somebody may be telling it. */
  private static void note(ItemUpdate update, Alert alert) {
    String name = update.name(LogbookItem.alert(alert.id()));
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
