package dev.hardstop.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.cloudformation.Stack;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveSpecification;

/** Creates the table that template.yaml defines, so that the schema is in one place. */
public final class TemplateTable {
  private final JsonNode properties;

  private TemplateTable(JsonNode properties) {
    this.properties = properties;
  }

  /** The only table of the project's template. */
  public static TemplateTable ofProject() {
    return of(Path.of("template.yaml"));
  }

  /**
   * The only table of this template.
   *
   * @throws IllegalArgumentException when there is none, or more than one
   */
  public static TemplateTable of(Path template) {
    List<JsonNode> tables = new ArrayList<>();
    Stack.of(template, Map.of())
        .ofType("AWS::DynamoDB::Table")
        .values()
        .forEach(table -> tables.add(table.path("Properties")));
    if (tables.size() != 1) {
      throw new IllegalArgumentException("expected one table in the template: " + tables.size());
    }
    return new TemplateTable(tables.get(0));
  }

  /** Creates the table under this name, with its indexes, its stream and its time to live. */
  public void create(DynamoDbClient client, String name) {
    createWithoutTimeToLive(client, name);
    JsonNode ttl = properties.path("TimeToLiveSpecification");
    TimeToLiveSpecification specification = TimeToLiveSpecification.builder()
        .attributeName(text(ttl, "AttributeName"))
        .enabled(ttl.path("Enabled").asBoolean())
        .build();
    client.updateTimeToLive(
        update -> update.tableName(name).timeToLiveSpecification(specification));
  }

  /**
   * Creates the table with its indexes and its stream, and without its time to live. DynamoDB Local removes expired
   * items by the clock of the machine; a test whose own clock is years behind would lose its items.
   */
  void createWithoutTimeToLive(DynamoDbClient client, String name) {
    client.createTable(request(name));
  }

  private CreateTableRequest request(String name) {
    CreateTableRequest.Builder request = CreateTableRequest.builder()
        .tableName(name)
        .billingMode(text(properties, "BillingMode"))
        .attributeDefinitions(each(properties, "AttributeDefinitions", TemplateTable::attribute))
        .keySchema(each(properties, "KeySchema", TemplateTable::key))
        .globalSecondaryIndexes(each(properties, "GlobalSecondaryIndexes", TemplateTable::index));
    JsonNode stream = properties.path("StreamSpecification");
    if (!stream.isMissingNode()) {
      String viewType = text(stream, "StreamViewType");
      request.streamSpecification(view -> view.streamEnabled(true).streamViewType(viewType));
    }
    return request.build();
  }

  private static AttributeDefinition attribute(JsonNode node) {
    return AttributeDefinition.builder()
        .attributeName(text(node, "AttributeName"))
        .attributeType(text(node, "AttributeType"))
        .build();
  }

  private static KeySchemaElement key(JsonNode node) {
    return KeySchemaElement.builder()
        .attributeName(text(node, "AttributeName"))
        .keyType(text(node, "KeyType"))
        .build();
  }

  private static GlobalSecondaryIndex index(JsonNode node) {
    String projection = text(node.path("Projection"), "ProjectionType");
    return GlobalSecondaryIndex.builder()
        .indexName(text(node, "IndexName"))
        .keySchema(each(node, "KeySchema", TemplateTable::key))
        .projection(projected -> projected.projectionType(projection))
        .build();
  }

  private static <T> List<T> each(JsonNode node, String field, Function<JsonNode, T> read) {
    return StreamSupport.stream(node.path(field).spliterator(), false).map(read).toList();
  }

  private static String text(JsonNode node, String field) {
    if (!node.path(field).isTextual()) {
      throw new IllegalArgumentException("the template's table has no " + field);
    }
    return node.path(field).asText();
  }
}
