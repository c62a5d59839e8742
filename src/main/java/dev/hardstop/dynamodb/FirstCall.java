package dev.hardstop.dynamodb;

import static dev.hardstop.dynamodb.DossierItem.SUBJECT;
import static java.util.Objects.requireNonNull;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/**
 * Asks the table for an item that nobody has while the rest of the function starts: the client, its
 * credentials and a connection are there when the first event is. Costs half a read unit a start.
 */
@Singleton
final class FirstCall {
  private static final String NOBODY = "~start";

  private final DynamoDbClient client;
  private final String table;

  @Inject
  FirstCall(DynamoDbClient client, @ConfigProperty(name = "hardstop.table") String table) {
    this.client = requireNonNull(client, "client is null");
    this.table = requireNonNull(table, "table is null");
  }

  /** Returns at once. */
  void make(@Observes StartupEvent start) {
    Thread thread = new Thread(this::ask, "first-call");
    thread.setDaemon(true);
    thread.start();
  }

  private void ask() {
    KeysAndAttributes nobody = KeysAndAttributes.builder()
        .keys(List.of(Map.of(SUBJECT, AttributeValue.fromS(NOBODY))))
        .build();
    try {
      client.batchGetItem(batch -> batch.requestItems(Map.of(table, nobody)));
    } catch (SdkException outOfReach) {
      // The first event will tell whether it still is, and to whom it matters.
    }
  }
}
