package dev.hardstop.dynamodb;

import static dev.hardstop.dynamodb.DossierCodec.INCIDENT;
import static java.util.Objects.requireNonNull;

import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.Incident;
import dev.hardstop.suppression.Incident.IncidentSlot;
import dev.hardstop.suppression.Subject;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * The incidents in the items of domains. An incident takes one write, on the condition that the newest
 * incident is still the one that was read. The write sets the keys of the index {@code byDomain},
 * without which the change would not be announced. It sets the key of {@code byHour} only if the
 * incident ended well, because {@code watch} must then walk through the addresses that the end freed.
 */
@Singleton
public final class DynamoDbIncidentSlot implements IncidentSlot {
  /** The number of incidents at which they are pruned: twice as many as a dossier keeps. */
  private static final int PRUNED_AT = 2 * Dossier.INCIDENTS;

  private final DynamoDbClient client;
  private final String table;
  private final InstantSource clock;

  /**
   * Creates an instance for this table.
   *
   * @param clock the time of writing
   */
  @Inject
  public DynamoDbIncidentSlot(
      DynamoDbClient client,
      @ConfigProperty(name = "hardstop.table") String table,
      InstantSource clock) {
    this.client = new TableClient(client);
    this.table = requireNonNull(table, "table is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  @Override
  public boolean put(String domain, Optional<Incident> before, Incident after) {
    if (before.filter(it -> it.compareTo(after) >= 0).isPresent()) {
      return false;
    }
    Subject subject = new Subject.Domain(domain);
    Instant now = clock.instant();
    ItemUpdate update = new ItemUpdate();
    update
        .replace(INCIDENT, before.map(DossierCodec::write), DossierCodec.write(after))
        .with(Expiry.of(after, now));
    IndexKeys keys = IndexKeys.of(subject, now);
    if (after.endedWell()) {
      keys.addTo(update);
    } else {
      keys.addByDomainTo(update);
    }
    before
        .filter(it -> it.endedWell() && !it.id().equals(after.id()))
        .ifPresent(it -> update.set(
            update.name(DossierCodec.earlierIncident(it.id())),
            update.value(DossierCodec.write(it))));
    try {
      UpdateItemResponse written = client.updateItem(
          update.of(table, subject).returnValues(ReturnValue.ALL_NEW).build());
      prune(subject, written.attributes());
      return true;
    } catch (ConditionalCheckFailedException changedMeanwhile) {
      return false;
    }
  }

  /** Removes the oldest incidents that ended well. */
  private void prune(Subject subject, Map<String, AttributeValue> written) {
    if (DossierCodec.countIncidents(written) < PRUNED_AT) {
      return;
    }
    SortedSet<Incident> all = DossierCodec.incidents(subject, written);
    ItemUpdate update = new ItemUpdate();
    all.stream()
        .limit(all.size() - Dossier.INCIDENTS)
        .forEach(old -> update.remove(DossierCodec.earlierIncident(old.id())));
    // If the item was erased in the meantime, nothing is left to prune, and the update must
    // not create it.
    update
        .onlyIf("attribute_exists(" + update.name(INCIDENT) + ")")
        .writeTo(client, table, subject.key());
  }
}
