package dev.hardstop.http;

import dev.hardstop.dynamodb.LocalDynamoDb;
import dev.hardstop.dynamodb.TemplateTable;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The table of the template in DynamoDB Local, for a function that runs in a test. */
public final class LocalTable implements QuarkusTestResourceLifecycleManager {
  private static final String NAME = "hardstop-http";

  private LocalDynamoDb local;

  @Override
  public Map<String, String> start() {
    local = LocalDynamoDb.start();
    try (DynamoDbClient client = local.client()) {
      TemplateTable.ofProject().create(client, NAME);
    }
    return Map.of(
        "quarkus.dynamodb.endpoint-override", local.endpoint().toString(), "hardstop.table", NAME);
  }

  @Override
  public void stop() {
    local.close();
  }
}
