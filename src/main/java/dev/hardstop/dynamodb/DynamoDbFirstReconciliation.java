package dev.hardstop.dynamodb;

import static java.util.Objects.requireNonNull;

import dev.hardstop.suppression.UnreadableItemException;
import dev.hardstop.watchstate.SesListStateStore.FirstReconciliation;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The end of the first reconciliation with SES's list: the attribute {@value #FIRST_ENDED} (S, an
 * instant) of the item {@value #KEY}. Its key contains no {@code @}, so no subject has it; it has no
 * index keys and no time to live.
 */
@Singleton
public final class DynamoDbFirstReconciliation implements FirstReconciliation {
  /** The key of the item about SES's list. */
  static final String KEY = "~ses-list";

  static final String FIRST_ENDED = "firstEnded";

  private final DynamoDbClient client;
  private final String table;
  private final BatchRead batches;

  /** The one that is recorded in this table. */
  @Inject
  public DynamoDbFirstReconciliation(
      DynamoDbClient client, @ConfigProperty(name = "hardstop.table") String table) {
    this.client = new TableClient(client);
    this.table = requireNonNull(table, "table is null");
    this.batches = new BatchRead(this.client, table);
  }

  @Override
  public Optional<Instant> ended() {
    return Optional.ofNullable(
            batches.consistent(Set.of(KEY)).getOrDefault(KEY, Map.of()).get(FIRST_ENDED))
        .map(DynamoDbFirstReconciliation::read);
  }

  private static Instant read(AttributeValue stored) {
    try {
      return Instant.parse(String.valueOf(stored.s()));
    } catch (DateTimeException unreadable) {
      throw UnreadableItemException.watchState(FIRST_ENDED);
    }
  }

  @Override
  public void markEnded(Instant at) {
    ItemUpdate update = new ItemUpdate();
    String name = update.name(FIRST_ENDED);
    String first = update.value(AttributeValue.fromS(at.toString()));
    update.set(name, "if_not_exists(" + name + ", " + first + ")");
    client.updateItem(update.of(table, KEY).build());
  }
}
