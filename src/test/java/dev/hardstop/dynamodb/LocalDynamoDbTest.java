package dev.hardstop.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

class LocalDynamoDbTest {

  private static final String TABLE = "hardstop";

  @Test
  void aSetOfDaysIsMerged() {
    try (LocalDynamoDb local = LocalDynamoDb.start();
        DynamoDbClient client = local.client()) {
      createTable(client);
      add(client, "2026-11-24");
      add(client, "2026-11-23");
      add(client, "2026-11-24");

      Map<String, AttributeValue> item = client
          .getItem(g -> g.tableName(TABLE).key(key()).consistentRead(true))
          .item();

      assertThat(item.get("days").ss()).containsExactlyInAnyOrder("2026-11-23", "2026-11-24");
    }
  }

  @Test
  void twoInstancesHaveSeparateTables() {
    try (LocalDynamoDb one = LocalDynamoDb.start();
        LocalDynamoDb other = LocalDynamoDb.start();
        DynamoDbClient client = one.client();
        DynamoDbClient otherClient = other.client()) {
      createTable(client);

      assertThat(client.listTables().tableNames()).containsExactly(TABLE);
      assertThat(otherClient.listTables().tableNames()).isEmpty();
    }
  }

  @Test
  void aClosedInstanceDoesNotAnswer() {
    LocalDynamoDb local = LocalDynamoDb.start();
    try (DynamoDbClient client = local.client()) {
      assertThat(client.listTables().tableNames()).isEmpty();
      local.close();

      assertThatThrownBy(client::listTables).isInstanceOf(SdkClientException.class);
    }
  }

  private static void add(DynamoDbClient client, String day) {
    client.updateItem(update -> update
        .tableName(TABLE)
        .key(key())
        .updateExpression("ADD days :day")
        .expressionAttributeValues(Map.of(":day", AttributeValue.fromSs(List.of(day)))));
  }

  private static Map<String, AttributeValue> key() {
    return Map.of("subject", AttributeValue.fromS("bob@example.com"));
  }

  private static void createTable(DynamoDbClient client) {
    client.createTable(table -> table
        .tableName(TABLE)
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .attributeDefinitions(AttributeDefinition.builder()
            .attributeName("subject")
            .attributeType(ScalarAttributeType.S)
            .build())
        .keySchema(KeySchemaElement.builder()
            .attributeName("subject")
            .keyType(KeyType.HASH)
            .build()));
  }
}
