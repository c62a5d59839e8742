package dev.hardstop.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.dynamodb.DynamoDbDossierTable;
import dev.hardstop.dynamodb.LocalDynamoDb;
import dev.hardstop.dynamodb.TemplateTable;
import dev.hardstop.local.AwsStub;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What today's rule book and policy could make endless no longer expires after a walk. */
class WalkMarksTest {
  private static final String TABLE = "hardstop";
  private static final Map<String, AttributeValue> KEY =
      Map.of("subject", AttributeValue.fromS("p1@contoso.com"));

  @Test
  void theWalkMarksADossierThatWasWrittenUnderOtherRules() throws IOException {
    try (LocalDynamoDb local = LocalDynamoDb.start();
        DynamoDbClient client = local.client();
        StubbedAws aws = new StubbedAws(AwsStub.start())) {
      TemplateTable.ofProject().create(client, TABLE);
      Instant now = Instant.now();
      new WatchFixture()
          .into(new DynamoDbDossierTable(client, TABLE, InstantSource.fixed(now)))
          .breaks("contoso.com", now.minusSeconds(1200));
      // As a write would leave it that takes this evidence for harmless; the index by hour is old.
      client.updateItem(update -> update
          .tableName(TABLE)
          .key(KEY)
          .updateExpression("REMOVE keep, #hour SET expiresAt = :soon")
          .expressionAttributeNames(Map.of("#hour", "hour"))
          .expressionAttributeValues(Map.of(
              ":soon",
              AttributeValue.fromN(Long.toString(now.plus(Duration.ofDays(3)).getEpochSecond())))));
      WatchCalls.watch(client, aws, new Settings()).run(now, () -> false);
      Map<String, AttributeValue> item =
          client.getItem(get -> get.tableName(TABLE).key(KEY)).item();
      assertThat(item).containsKey("keep");
      assertThat(Long.parseLong(item.get("expiresAt").n()))
          .isGreaterThan(now.plus(Duration.ofDays(100_000)).getEpochSecond());
    }
  }
}
