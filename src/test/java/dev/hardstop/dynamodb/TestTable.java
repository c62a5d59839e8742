package dev.hardstop.dynamodb;

import dev.hardstop.suppression.Subject;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The template's table in a DynamoDB Local of its own. Items are not removed by time to live, because
 * tests write at times of their own. As an extension of a test class it is closed after the last test.
 */
final class TestTable implements AutoCloseable, AfterAllCallback {
  static final String NAME = "hardstop";
  static final Instant NOW = Instant.parse("2026-11-24T10:30:00Z");

  private final LocalDynamoDb local = LocalDynamoDb.start();
  private final DynamoDbClient client = local.client();
  private final List<DynamoDbClient> watched = new ArrayList<>();

  TestTable() {
    TemplateTable.ofProject().createWithoutTimeToLive(client, NAME);
  }

  /** Where to send requests. */
  URI endpoint() {
    return local.endpoint();
  }

  /** A client for the test itself. */
  DynamoDbClient client() {
    return client;
  }

  /** Dossiers that are written at {@link #NOW}. */
  DynamoDbDossierTable list() {
    return listAt(NOW);
  }

  /** Dossiers that are written at this time. */
  DynamoDbDossierTable listAt(Instant now) {
    return listBy(InstantSource.fixed(now));
  }

  /** The incidents of domains, written at {@link #NOW}. */
  DynamoDbIncidentSlot slot() {
    return new DynamoDbIncidentSlot(client, NAME, InstantSource.fixed(NOW));
  }

  /** Dossiers that are written at the times of this clock. */
  DynamoDbDossierTable listBy(InstantSource clock) {
    return new DynamoDbDossierTable(client, NAME, clock);
  }

  /** A client with this interceptor, for up to 200 callers at once. */
  DynamoDbClient watchedBy(ExecutionInterceptor interceptor) {
    DynamoDbClient watchedClient = DynamoDbClient.builder()
        .endpointOverride(local.endpoint())
        .region(Region.of(LocalDynamoDb.REGION))
        .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
            LocalDynamoDb.ACCESS_KEY_ID, LocalDynamoDb.SECRET_ACCESS_KEY)))
        .httpClientBuilder(ApacheHttpClient.builder().maxConnections(200))
        .overrideConfiguration(override -> override.addExecutionInterceptor(interceptor))
        .build();
    watched.add(watchedClient);
    return watchedClient;
  }

  /** The item of a subject; empty where there is none. */
  Map<String, AttributeValue> item(Subject subject) {
    return item(subject.key());
  }

  /** The item of a key; empty where there is none. */
  Map<String, AttributeValue> item(String key) {
    return client
        .getItem(get -> get.tableName(NAME).key(DossierCodec.key(key)).consistentRead(true))
        .item();
  }

  /** Changes an attribute of an item directly. */
  void set(Subject subject, String attribute, AttributeValue value) {
    client.updateItem(update -> update
        .tableName(NAME)
        .key(DossierCodec.key(subject.key()))
        .updateExpression("SET #a = :v")
        .expressionAttributeNames(Map.of("#a", attribute))
        .expressionAttributeValues(Map.of(":v", value)));
  }

  void erase(Subject subject) {
    erase(subject.key());
  }

  private void erase(String key) {
    client.deleteItem(delete -> delete.tableName(NAME).key(DossierCodec.key(key)));
  }

  /** Erases all items. */
  void clear() {
    client
        .scan(scan -> scan.tableName(NAME))
        .items()
        .forEach(item -> erase(item.get(DossierCodec.SUBJECT).s()));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    close();
  }

  @Override
  public void close() {
    watched.forEach(DynamoDbClient::close);
    client.close();
    local.close();
  }
}
