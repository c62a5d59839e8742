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
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * The indexes {@code byDomain} and {@code byHour}, read with one Query or Scan for each page. Items
 * whose key is not that of a subject are ignored. {@link IndexKeys} describes the keys.
 */
@Singleton
public final class DynamoDbIndexes implements DossierIndex {
  private final DynamoDbClient client;
  private final String table;

  /** Creates an instance for this table. */
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
    List<Subject.Address> addresses = subjects(response.items())
        .filter(Subject.Address.class::isInstance)
        .map(Subject.Address.class::cast)
        .toList();
    return new ResultPage<>(
        addresses,
        lastKey(response.lastEvaluatedKey())
            .map(key ->
                new DomainCursor(domain, key.get(TOUCHED).s(), key.get(SUBJECT).s()).text()));
  }

  /**
   * A Scan reads one domain after another, and the dossiers of a domain by their days of writing. A
   * dossier that is written during the Scan moves to a later day of its domain, so the Scan does not
   * miss it.
   */
  @Override
  public ResultPage<Subject> all(Optional<String> cursor, int most) {
    ScanRequest.Builder scan =
        ScanRequest.builder().tableName(table).indexName("byDomain").limit(most);
    cursor.map(ScanCursor::parse).ifPresent(place -> scan.exclusiveStartKey(place.key()));
    ScanResponse response = client.scan(scan.build());
    return new ResultPage<>(
        subjects(response.items()).toList(),
        lastKey(response.lastEvaluatedKey()).map(key -> ScanCursor.of(key).text()));
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
        subjects(response.items()).toList(),
        lastKey(response.lastEvaluatedKey()).map(key -> key.get(SUBJECT).s()));
  }

  private QueryRequest.Builder query(String index, String attribute, String partition) {
    return QueryRequest.builder()
        .tableName(table)
        .indexName(index)
        .keyConditionExpression("#partition = :partition")
        .expressionAttributeNames(Map.of("#partition", attribute))
        .expressionAttributeValues(Map.of(":partition", AttributeValue.fromS(partition)));
  }

  private static Stream<Subject> subjects(List<Map<String, AttributeValue>> items) {
    return items.stream().flatMap(keys -> IndexKeys.subject(keys).stream());
  }

  private static Optional<Map<String, AttributeValue>> lastKey(Map<String, AttributeValue> key) {
    return Optional.of(key).filter(it -> !it.isEmpty());
  }

  /** The length in Base64 characters of the longest sort key (DynamoDB developer guide, "Quotas"). */
  private static final int LONGEST_KEY = (1_024 + 2) / 3 * 4;

  private static String encode(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * @throws IllegalArgumentException if the text is too long or not Base64; the message repeats nothing
   *     of the text
   */
  private static String decode(String text, int longest) {
    if (text.length() > longest) {
      throw new IllegalArgumentException("the cursor is too long");
    }
    try {
      return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException("the cursor is not Base64");
    }
  }

  /**
   * The position at which a page of a Scan ended. It consists of the keys that the table returned; they
   * need not be those of a subject, because a Scan can also end at an item that was edited by hand.
   */
  private record ScanCursor(String domain, String touched, String subject) {
    /** A separator that no key contains, because no address and no domain contains it. */
    private static final String SEPARATOR = "\n";

    static ScanCursor of(Map<String, AttributeValue> key) {
      return new ScanCursor(
          key.get(DOMAIN).s(), key.get(TOUCHED).s(), key.get(SUBJECT).s());
    }

    /**
     * Parses the form of {@link #text()}.
     *
     * @throws IllegalArgumentException if the text has another form; the message repeats nothing of the
     *     text
     */
    static ScanCursor parse(String text) {
      String[] keys = decode(text, 4 * LONGEST_KEY).split(SEPARATOR, -1);
      if (keys.length != 3 || Stream.of(keys).anyMatch(String::isEmpty)) {
        throw new IllegalArgumentException("the cursor is not one of a Scan");
      }
      return new ScanCursor(keys[0], keys[1], keys[2]);
    }

    String text() {
      return encode(String.join(SEPARATOR, domain, touched, subject));
    }

    Map<String, AttributeValue> key() {
      return Map.of(
          DOMAIN, AttributeValue.fromS(domain),
          TOUCHED, AttributeValue.fromS(touched),
          SUBJECT, AttributeValue.fromS(subject));
    }

    /** Omits the keys, which contain an address. */
    @Override
    public String toString() {
      return "ScanCursor[]";
    }
  }

  /**
   * The position at which a page of a domain's addresses ended: the last key that was read. Callers
   * send its text back, which is accepted only if it is a key of the same domain.
   *
   * @param touched the sort key, such as {@code 2026-11-24#bob@contoso.com}
   */
  private record DomainCursor(String domain, String touched, String subject) {
    private static final int DAY_LENGTH = "2026-11-24".length();

    /**
     * Parses the form of {@link #text()}.
     *
     * @throws IllegalArgumentException if the text has another form or is of another domain. The
     *     message repeats nothing of the text, and there is no cause, because its message might repeat
     *     the text
     */
    static DomainCursor parse(String domain, String text) {
      String touched = decode(text, LONGEST_KEY);
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

    private static IllegalArgumentException invalid() {
      return new IllegalArgumentException("the cursor is not one of this domain");
    }

    String text() {
      return encode(touched);
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
