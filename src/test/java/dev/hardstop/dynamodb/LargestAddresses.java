package dev.hardstop.dynamodb;

import dev.hardstop.suppression.DossierTable;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * What another process has to know about {@link LargestItems}.
 *
 * @param endpoint where to send requests
 */
public record LargestAddresses(String endpoint) {
  /** A client, which stays open until the process ends. */
  public DynamoDbClient client() {
    return DynamoDbClient.builder()
        .endpointOverride(URI.create(endpoint))
        .region(Region.of(LocalDynamoDb.REGION))
        .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
            LocalDynamoDb.ACCESS_KEY_ID, LocalDynamoDb.SECRET_ACCESS_KEY)))
        .httpClientBuilder(ApacheHttpClient.builder())
        .build();
  }

  /** The table. */
  public DossierTable list() {
    return new DynamoDbDossierTable(client(), TestTable.NAME, InstantSource.fixed(now()));
  }

  /** All addresses of the table. */
  public List<String> addresses() {
    return LargestItems.addresses();
  }

  /** When their items were written. */
  public Instant now() {
    return TestTable.NOW;
  }
}
