package dev.hardstop.dynamodb;

import static dev.hardstop.dynamodb.DossierCodec.DOMAIN;
import static dev.hardstop.dynamodb.DossierCodec.HOUR;
import static dev.hardstop.dynamodb.DossierCodec.SUBJECT;
import static dev.hardstop.dynamodb.DossierCodec.TOUCHED;
import static java.util.Objects.requireNonNull;

import dev.hardstop.diagnosis.DossierIndex;
import dev.hardstop.diagnosis.DossierIndex.ResultPage;
import dev.hardstop.smtp.InvalidAddressException;
import dev.hardstop.suppression.Subject;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * The indexes {@code byDomain} and {@code byHour}, one Query for each page. A key that is no subject's
 * is ignored. {@link IndexKeys} says which keys are written.
 */
@Singleton
public final class DynamoDbIndexes implements DossierIndex {
  private final DynamoDbClient client;
  private final String table;

  /** The indexes of this table. */
  @Inject
  public DynamoDbIndexes(
      DynamoDbClient client, @ConfigProperty(name = "hardstop.table") String table) {
    this.client = new TableClient(client);
    this.table = requireNonNull(table, "table is null");
  }

  @Override
  public ResultPage<Subject.Address> addressesOf(String domain, Optional<String> cursor, int most) {
    QueryRequest.Builder query =
        query("byDomain", DOMAIN, domain).scanIndexForward(false).limit(most);
    cursor
        .map(text -> DomainCursor.parse(domain, text))
        .ifPresent(place -> query.exclusiveStartKey(place.key()));
    QueryResponse response = client.query(query.build());
    List<Subject.Address> addresses = subjects(response)
        .filter(Subject.Address.class::isInstance)
        .map(Subject.Address.class::cast)
        .toList();
    return new ResultPage<>(
        addresses,
        lastKey(response)
            .map(key ->
                new DomainCursor(domain, key.get(TOUCHED).s(), key.get(SUBJECT).s()).text()));
  }

  @Override
  public int shards() {
    return IndexKeys.SHARDS;
  }

  /** The cursor is the key of the last subject that was read. */
  @Override
  public ResultPage<Subject> writtenIn(Instant hour, int shard, Optional<String> cursor, int most) {
    String partition = IndexKeys.hour(hour, shard);
    QueryRequest.Builder query = query("byHour", HOUR, partition).limit(most);
    cursor.ifPresent(subject -> query.exclusiveStartKey(
        Map.of(HOUR, AttributeValue.fromS(partition), SUBJECT, AttributeValue.fromS(subject))));
    QueryResponse response = client.query(query.build());
    return new ResultPage<>(
        subjects(response).toList(),
        lastKey(response).map(key -> key.get(SUBJECT).s()));
  }

  private QueryRequest.Builder query(String index, String attribute, String partition) {
    return QueryRequest.builder()
        .tableName(table)
        .indexName(index)
        .keyConditionExpression("#partition = :partition")
        .expressionAttributeNames(Map.of("#partition", attribute))
        .expressionAttributeValues(Map.of(":partition", AttributeValue.fromS(partition)));
  }

  private static Stream<Subject> subjects(QueryResponse response) {
    return response.items().stream().flatMap(keys -> IndexKeys.subject(keys).stream());
  }

  private static Optional<Map<String, AttributeValue>> lastKey(QueryResponse response) {
    return Optional.of(response.lastEvaluatedKey()).filter(key -> !key.isEmpty());
  }

  /**
   * Where a page of a domain's addresses ended: the last key that was read. Callers send it back as a
   * text, which is accepted only if it is a key of the same domain.
   *
   * @param touched {@code 2026-11-24#bob@contoso.com}
   */
  private record DomainCursor(String domain, String touched, String subject) {
    private static final int DAY_LENGTH = "2026-11-24".length();

    /**
     * The most bytes of a sort key (DynamoDB developer guide, "Quotas"), as characters of Base64.
     */
    private static final int LONGEST = (1_024 + 2) / 3 * 4;

    /**
     * Parses the form of {@link #text()}.
     *
     * @throws IllegalArgumentException when the text has another form or is of another domain; the
     *     message repeats nothing of it, and there is no cause, whose message might
     */
    static DomainCursor parse(String domain, String text) {
      String touched = decode(text);
      if (touched.length() <= DAY_LENGTH || touched.charAt(DAY_LENGTH) != '#') {
        throw invalid();
      }
      String subject = touched.substring(DAY_LENGTH + 1);
      try {
        LocalDate.parse(touched.substring(0, DAY_LENGTH));
        Subject parsed = Subject.parse(subject);
        if (!parsed.domain().equals(domain) || !parsed.key().equals(subject)) {
          throw invalid();
        }
      } catch (DateTimeException | InvalidAddressException malformed) {
        throw invalid();
      }
      return new DomainCursor(domain, touched, subject);
    }

    private static String decode(String text) {
      if (text.length() > LONGEST) {
        throw invalid();
      }
      try {
        return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
      } catch (IllegalArgumentException malformed) {
        throw invalid();
      }
    }

    private static IllegalArgumentException invalid() {
      return new IllegalArgumentException("the cursor is not one of this domain");
    }

    String text() {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(touched.getBytes(StandardCharsets.UTF_8));
    }

    Map<String, AttributeValue> key() {
      return Map.of(
          DOMAIN, AttributeValue.fromS(domain),
          TOUCHED, AttributeValue.fromS(touched),
          SUBJECT, AttributeValue.fromS(subject));
    }

    /** Omits the key, which contains an address. */
    @Override
    public String toString() {
      return "DomainCursor[" + domain + "]";
    }
  }
}
