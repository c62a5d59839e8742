package dev.hardstop.dynamodb;

import static dev.hardstop.dynamodb.DossierCodec.HOUR;
import static dev.hardstop.dynamodb.DossierCodec.SUBJECT;
import static java.util.Objects.requireNonNull;

import dev.hardstop.diagnosis.HourIndex;
import dev.hardstop.diagnosis.ResultPage;
import dev.hardstop.suppression.Subject;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** The index {@code byHour}. A cursor is the key of the last subject that was read. */
@Singleton
public final class DynamoDbHourIndex implements HourIndex {
  private static final String INDEX = "byHour";

  private final DynamoDbClient client;
  private final String table;

  /** The index of this table. */
  @Inject
  public DynamoDbHourIndex(
      DynamoDbClient client, @ConfigProperty(name = "hardstop.table") String table) {
    this.client = new TableClient(client);
    this.table = requireNonNull(table, "table is null");
  }

  @Override
  public int shards() {
    return IndexKeys.SHARDS;
  }

  @Override
  public ResultPage<Subject> writtenIn(Instant hour, int shard, Optional<String> cursor, int most) {
    AttributeValue partition = AttributeValue.fromS(IndexKeys.hour(hour, shard));
    QueryRequest.Builder query = QueryRequest.builder()
        .tableName(table)
        .indexName(INDEX)
        .keyConditionExpression("#hour = :hour")
        .expressionAttributeNames(Map.of("#hour", HOUR))
        .expressionAttributeValues(Map.of(":hour", partition))
        .limit(most);
    cursor.ifPresent(subject ->
        query.exclusiveStartKey(Map.of(HOUR, partition, SUBJECT, AttributeValue.fromS(subject))));
    QueryResponse answer = client.query(query.build());
    return new ResultPage<>(
        answer.items().stream()
            .flatMap(keys -> IndexKeys.subject(keys).stream())
            .toList(),
        answer.hasLastEvaluatedKey() && !answer.lastEvaluatedKey().isEmpty()
            ? Optional.of(answer.lastEvaluatedKey().get(SUBJECT).s())
            : Optional.empty());
  }
}
