package dev.hardstop.dynamodb;

import static dev.hardstop.dynamodb.DossierCodec.DOMAIN;
import static dev.hardstop.dynamodb.DossierCodec.SUBJECT;
import static dev.hardstop.dynamodb.DossierCodec.TOUCHED;
import static java.util.Objects.requireNonNull;

import dev.hardstop.diagnosis.DomainIndex;
import dev.hardstop.diagnosis.ResultPage;
import dev.hardstop.suppression.Subject;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** The index {@code byDomain}, one request for a page. */
@Singleton
public final class DynamoDbDomainIndex implements DomainIndex {
  private static final String INDEX = "byDomain";

  private final DynamoDbClient client;
  private final String table;

  /** The index of this table. */
  @Inject
  public DynamoDbDomainIndex(
      DynamoDbClient client, @ConfigProperty(name = "hardstop.table") String table) {
    this.client = new TableClient(client);
    this.table = requireNonNull(table, "table is null");
  }

  @Override
  public ResultPage<Subject.Address> addressesOf(String domain, Optional<String> cursor, int most) {
    QueryRequest.Builder query = QueryRequest.builder()
        .tableName(table)
        .indexName(INDEX)
        .scanIndexForward(false)
        .keyConditionExpression("#domain = :domain")
        .expressionAttributeNames(Map.of("#domain", DOMAIN))
        .expressionAttributeValues(Map.of(":domain", AttributeValue.fromS(domain)))
        .limit(most);
    cursor
        .map(text -> DomainCursor.read(domain, text))
        .ifPresent(place -> query.exclusiveStartKey(place.key()));
    QueryResponse answer = client.query(query.build());
    return new ResultPage<>(
        answer.items().stream()
            .flatMap(keys -> IndexKeys.subject(keys).stream())
            .filter(Subject.Address.class::isInstance)
            .map(Subject.Address.class::cast)
            .toList(),
        Optional.of(answer.lastEvaluatedKey())
            .filter(key -> !key.isEmpty())
            .map(key ->
                new DomainCursor(domain, key.get(TOUCHED).s(), key.get(SUBJECT).s()))
            .map(DomainCursor::text));
  }
}
