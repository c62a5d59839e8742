package dev.hardstop.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.dynamodb.DynamoDbDossierTable;
import dev.hardstop.dynamodb.DynamoDbErasure;
import dev.hardstop.dynamodb.LocalDynamoDb;
import dev.hardstop.dynamodb.TemplateTable;
import dev.hardstop.suppression.ErasureKeys;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** {@code keepSuppression} on DynamoDB Local: what a question costs, and events during an erasure. */
class KeptSuppressionOnTableTest {
  private static final String TABLE = "table-" + UUID.randomUUID();
  private static final InstantSource NOON =
      InstantSource.fixed(Instant.parse(ApiFunctions.TODAY + "T12:00:00Z"));
  private static final String GONE = "550 5.1.1 <bob@example.com>: User unknown";
  private static final String CLOSED = "550 5.2.1 The account of bob@example.com is disabled";

  private static LocalDynamoDb local;

  private final Interruption interruption = new Interruption();
  private final CountingKeys keys = new CountingKeys();
  private final DynamoDbClient client = local.client(interruption);
  private final String domain = UUID.randomUUID() + ".example.com";
  private final String bob = "bob@" + domain;
  private final DynamoDbDossierTable list = new DynamoDbDossierTable(client, TABLE, NOON, keys);
  private final ApiFunctions api =
      new ApiFunctions(list, new DynamoDbErasure(client, TABLE, NOON, keys));
  private final RecordedMail mail = new RecordedMail(api, list);

  @BeforeAll
  static void createTable() {
    local = LocalDynamoDb.start();
    try (DynamoDbClient client = local.client()) {
      TemplateTable.ofProject().create(client, TABLE);
    }
  }

  @AfterAll
  static void stop() {
    local.close();
  }

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void whereNobodyWasErasedAQuestionMakesTheRequestsThatItMadeBefore() {
    mail.bounced(bob, "2026-11-20", GONE);
    assertThat(requestsOf(() -> api.check(HttpEvent.address(bob)))).containsExactly("BatchGetItem");
    String[] many =
        IntStream.range(0, 150).mapToObj(i -> "a" + i + "@" + domain).toArray(String[]::new);
    List<String> withKey = requestsOf(() -> api.results(many));
    ApiFunctions withoutKey = new ApiFunctions(new DynamoDbDossierTable(client, TABLE, NOON));
    assertThat(withKey).isEqualTo(requestsOf(() -> withoutKey.results(many))).hasSize(2);
    assertThat(keys.read).isZero();
  }

  @Test
  void whereSomebodyWasErasedAQuestionMakesOneMoreRequestAndReadsTheKey() {
    mail.bounced(bob, "2026-11-20", GONE);
    erase();
    int before = keys.read;
    assertThat(requestsOf(() -> api.check(HttpEvent.address(bob))))
        .containsExactly("BatchGetItem", "BatchGetItem");
    assertThat(keys.read - before).isEqualTo(1);
    assertThat(verdict().path("reason").textValue()).isEqualTo("INVALID_RECIPIENT");
  }

  /** It was kept because the address was suppressed, so whatever it said, "not suppressed" would be wrong. */
  @ParameterizedTest
  @MethodSource("damages")
  void aKeptSuppressionThatCannotBeReadSuppressesUntilARelease(Map<String, AttributeValue> damage) {
    mail.bounced(bob, "2026-11-20", GONE);
    List<Map<String, AttributeValue>> ofOthers = tombstones();
    erase();
    List<Map<String, AttributeValue>> added = tombstones();
    added.removeAll(ofOthers);
    assertThat(added).hasSize(1);
    Map<String, AttributeValue> item = new HashMap<>(added.get(0));
    item.putAll(damage);
    item.values().removeIf(value -> Boolean.TRUE.equals(value.nul()));
    client.putItem(put -> put.tableName(TABLE).item(item));

    assertThat(verdict().path("suppressed").booleanValue()).isTrue();
    assertThat(verdict().path("state").textValue()).isEqualTo("suppressed");
    assertThat(verdict().path("until").isNull()).as("no end").isTrue();

    api.desk(
        HttpEvent.post("/v1/release", "{\"subject\":\"" + bob + "\",\"why\":\"she wrote to us\"}"));
    assertThat(verdict().path("suppressed").booleanValue()).isFalse();
  }

  static Stream<Map<String, AttributeValue>> damages() {
    AttributeValue none = AttributeValue.fromNul(true);
    return Stream.of(
        Map.of("state", none),
        Map.of("state", AttributeValue.fromS("CLEAR")),
        Map.of("state", AttributeValue.fromS("of a later version")),
        Map.of("state", AttributeValue.fromN("1")),
        Map.of("reason", none),
        Map.of("reason", AttributeValue.fromSs(List.of("POLICY"))),
        Map.of("until", AttributeValue.fromS("tomorrow")),
        Map.of("until", AttributeValue.fromN("20261224")),
        Map.of("state", none, "reason", none));
  }

  private List<Map<String, AttributeValue>> tombstones() {
    return client.scanPaginator(scan -> scan.tableName(TABLE)).items().stream()
        .filter(item -> item.get("subject").s().startsWith("~erased#"))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  /** A bounce that is graver than what was known arrives before each request of the erasure in turn. */
  @Test
  void whateverArrivesDuringAnErasureIsNotLostAndTheAddressIsNeverFree() {
    mail.bounced(bob, "2026-11-20", CLOSED);
    int requests = requestsOf(this::erase).size();
    assertThat(requests).isGreaterThan(4);
    for (int place = 0; place < requests; place++) {
      String other = "bob" + place + "@" + domain;
      mail.bounced(other, "2026-11-20", CLOSED);
      interruption.before(place, () -> {
        assertThat(state(other)).isEqualTo("suppressed");
        mail.bounced(other, "2026-11-21", GONE);
      });
      assertThat(erase(other).status()).isEqualTo(200);
      assertThat(interruption.hasHappened()).as("request %d", place).isTrue();
      JsonNode after = api.results(other).get(0);
      assertThat(after.path("reason").textValue())
          .as("request %d", place)
          .isEqualTo("INVALID_RECIPIENT");
      assertThat(after.path("until").isNull()).isTrue();
    }
  }

  private String state(String address) {
    return api.results(address).get(0).path("state").textValue();
  }

  private JsonNode verdict() {
    return api.results(bob).get(0);
  }

  private void erase() {
    assertThat(erase(bob).status()).isEqualTo(200);
  }

  private HttpReply erase(String address) {
    return api.desk(HttpEvent.post(
        "/v1/erase",
        "{\"subject\":\"" + address + "\",\"why\":\"asked\",\"keepSuppression\":true}"));
  }

  private List<String> requestsOf(Runnable question) {
    interruption.requests.clear();
    question.run();
    return List.copyOf(interruption.requests);
  }

  /** Notes the requests, and does something before one of them. */
  private static final class Interruption implements ExecutionInterceptor {
    private final List<String> requests = new ArrayList<>();
    private Runnable event = () -> {};
    private int left = -1;

    /** Does it before the request after so many. */
    void before(int place, Runnable event) {
      left = place;
      this.event = event;
    }

    boolean hasHappened() {
      return left < 0;
    }

    @Override
    public void beforeTransmission(
        Context.BeforeTransmission context, ExecutionAttributes executionAttributes) {
      requests.add(context.request().getClass().getSimpleName().replace("Request", ""));
      if (left >= 0 && left-- == 0) {
        event.run();
      }
    }
  }

  private static final class CountingKeys implements ErasureKeys {
    private int read;

    @Override
    public boolean areConfigured() {
      return true;
    }

    @Override
    public List<ErasureKey> read(Set<String> ids) {
      read++;
      return List.of(ErasureKey.of("a key for this test"));
    }
  }
}
