package dev.hardstop.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hardstop.dynamodb.LocalDynamoDb;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** What Lambda does between a stream and a function, on the stream of DynamoDB Local. */
class StreamMappingTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TABLE = "things";
  private static final String NO_FAILURES = "{\"batchItemFailures\":[]}";
  private static LocalDynamoDb database;
  private static DynamoDbClient client;

  private final List<JsonNode> events = new CopyOnWriteArrayList<>();
  private final List<String> givenUp = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void startDatabase() {
    database = LocalDynamoDb.start();
    client = database.client();
  }

  @AfterAll
  static void stopDatabase() {
    client.close();
    database.close();
  }

  @BeforeEach
  void createTable() {
    client.createTable(create -> create
        .tableName(TABLE)
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .attributeDefinitions(AttributeDefinition.builder()
            .attributeName("id")
            .attributeType(ScalarAttributeType.S)
            .build())
        .keySchema(
            KeySchemaElement.builder().attributeName("id").keyType(KeyType.HASH).build())
        .streamSpecification(stream ->
            stream.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)));
  }

  @AfterEach
  void deleteTable() {
    client.deleteTable(delete -> delete.tableName(TABLE));
  }

  @Test
  void aRecordHasTheFormOfLambdasEvents() throws Exception {
    client.putItem(put -> put.tableName(TABLE)
        .item(Map.of("id", text("a"), "days", AttributeValue.fromNs(List.of("1", "2")))));
    client.putItem(put -> put.tableName(TABLE)
        .item(Map.of("id", text("a"), "days", AttributeValue.fromNs(List.of("1", "2")))));
    put("a", "new");
    client.deleteItem(delete -> delete.tableName(TABLE).key(Map.of("id", text("a"))));

    String arn = handOver(settings(10, 0, true), event -> answer(NO_FAILURES));

    JsonNode records = events.get(0).path("Records");
    assertThat(records)
        .extracting(r -> r.path("eventName").asText())
        .as("a write that changes nothing makes no record")
        .containsExactly("INSERT", "MODIFY", "REMOVE");
    assertThat(records).allSatisfy(record -> {
      assertThat(record.path("eventSourceARN").asText()).isEqualTo(arn);
      assertThat(record.path("eventSource").asText()).isEqualTo("aws:dynamodb");
      assertThat(record.at("/dynamodb/Keys/id/S").asText()).isEqualTo("a");
      assertThat(record.at("/dynamodb/StreamViewType").asText()).isEqualTo("NEW_AND_OLD_IMAGES");
      assertThat(record.at("/dynamodb/ApproximateCreationDateTime").isIntegralNumber())
          .isTrue();
      assertThat(record.path("userIdentity").isMissingNode()).isTrue();
    });
    assertThat(records.at("/0/dynamodb/NewImage/days/NS")).hasSize(2);
    assertThat(records.at("/0/dynamodb/OldImage").isMissingNode()).isTrue();
    assertThat(records.at("/1/dynamodb/NewImage/value/S").asText()).isEqualTo("new");
    assertThat(records.at("/2/dynamodb/NewImage").isMissingNode()).isTrue();
  }

  @Test
  void valuesOfAllTypesArriveAsTheyWereWritten() throws Exception {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put("id", text("a"));
    item.put("yes", AttributeValue.fromBool(true));
    item.put("none", AttributeValue.fromNul(true));
    item.put("number", AttributeValue.fromN("1.50"));
    item.put("names", AttributeValue.fromSs(List.of("x")));
    item.put("noText", text(""));
    item.put("bytes", AttributeValue.fromB(SdkBytes.fromUtf8String("b")));
    item.put("map", AttributeValue.fromM(Map.of("inner", AttributeValue.fromM(Map.of()))));
    item.put("list", AttributeValue.fromL(List.of(text("y"), AttributeValue.fromL(List.of()))));
    client.putItem(put -> put.tableName(TABLE).item(item));

    handOver(settings(10, 0, true), event -> answer(NO_FAILURES));

    assertThat(events.get(0).at("/Records/0/dynamodb/NewImage")).isEqualTo(JSON.readTree("""
            {"id":{"S":"a"},"yes":{"BOOL":true},"none":{"NULL":true},"number":{"N":"1.5"},
             "names":{"SS":["x"]},"noText":{"S":""},"bytes":{"B":"Yg=="},
             "map":{"M":{"inner":{"M":{}}}},"list":{"L":[{"S":"y"},{"L":[]}]}}
            """));
  }

  @Test
  void aNamedRecordAndAllAfterItAreSentAgain() throws Exception {
    putNumbered(6);

    handOver(settings(4, 5, false), event -> {
      boolean isFirstTime = events.size() == 1;
      return answer(
          isFirstTime
              ? "{\"batchItemFailures\":[" + item(event, 3) + "," + item(event, 1) + "]}"
              : NO_FAILURES);
    });

    assertThat(events.stream().map(StreamMappingTest::ids))
        .containsExactly(List.of("0", "1", "2", "3"), List.of("1", "2", "3"), List.of("4", "5"));
    assertThat(givenUp).isEmpty();
  }

  @Test
  void aBatchThatFailsAsAWholeIsSplitUntilOnlyItsBadRecordIsGivenUp() throws Exception {
    putNumbered(5);
    List<String> handled = new ArrayList<>();

    handOver(settings(5, 1, true), event -> {
      if (ids(event).contains("3")) {
        return new LocalReply.Failure("Crash", "it crashed");
      }
      handled.addAll(ids(event));
      return answer(NO_FAILURES);
    });

    assertThat(handled).containsExactly("0", "1", "2", "4");
    assertThat(givenUp).hasSize(1);
    JsonNode failure = JSON.readTree(givenUp.get(0));
    assertThat(failure.at("/requestContext/condition").asText())
        .isEqualTo("RetryAttemptsExhausted");
    assertThat(failure.at("/requestContext/approximateInvokeCount").asInt()).isEqualTo(2);
    assertThat(failure.at("/DDBStreamBatchInfo/batchSize").asInt()).isEqualTo(1);
    assertThat(failure.toString()).doesNotContain("NewImage");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no JSON",
        "[]",
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":null}]}",
        "{\"batchItemFailures\":[{\"id\":\"1\"}]}",
      })
  void aReplyThatNamesNoRecordOfTheBatchFailsItAsAWhole(String reply) throws Exception {
    putNumbered(3);

    handOver(settings(3, 0, false), event -> answer(events.size() == 1 ? reply : NO_FAILURES));

    assertThat(givenUp).hasSize(1);
    assertThat(JSON.readTree(givenUp.get(0)).at("/DDBStreamBatchInfo/batchSize").asInt())
        .isEqualTo(3);
  }

  @Test
  void onlyWhatAFilterAdmitsIsHandedOver() throws Exception {
    put("a", "yes");
    put("b", "no");
    client.putItem(put -> put.tableName(TABLE).item(Map.of("id", text("c"))));
    FilterPattern exists =
        FilterPattern.of("{\"dynamodb\":{\"NewImage\":{\"value\":{\"S\":[{\"exists\":true}]}}}}");
    FilterPattern prefix =
        FilterPattern.of("{\"dynamodb\":{\"Keys\":{\"id\":{\"S\":[\"x\",{\"prefix\":\"c\"}]}}}}");
    FilterPattern object =
        FilterPattern.of("{\"dynamodb\":{\"NewImage\":{\"value\":[{\"exists\":true}]}}}");

    handOver(filtered(exists), event -> answer(NO_FAILURES));
    handOver(filtered(prefix), event -> answer(NO_FAILURES));
    handOver(filtered(object), event -> answer(NO_FAILURES));

    assertThat(events.stream().map(StreamMappingTest::ids))
        .containsExactly(List.of("a", "b"), List.of("c"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"a\":\"x\"}",
        "{\"a\":[]}",
        "{\"$or\":[{\"a\":[\"x\"]}]}",
        "{\"a\":[{\"anything-but\":{\"prefix\":\"x\"}}]}",
        "{\"a\":[{\"numeric\":[\">\",1]}]}",
      })
  void aPatternThatIsNotKnownIsRefused(String pattern) {
    assertThatThrownBy(() -> FilterPattern.of(pattern))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatIsDiscardedIsNotHandedOverAgainAndWhatIsWrittenLaterIs() throws Exception {
    put("before", "x");
    CountDownLatch tried = new CountDownLatch(1);
    try (StreamMapping mapping = start(settings(10, -1, false), event -> {
      tried.countDown();
      return ids(event).contains("before")
          ? new LocalReply.Failure("error", "always")
          : answer(NO_FAILURES);
    })) {
      tried.await();
      mapping.discardAll();
      events.clear();

      put("later", "x");
      mapping.awaitIdle();

      assertThat(events).extracting(StreamMappingTest::ids).containsExactly(List.of("later"));
    }
    assertThat(givenUp).isEmpty();
  }

  /** Reads the whole stream, from its oldest record on, and returns its ARN. */
  private String handOver(StreamSettings settings, StreamFunction function) throws Exception {
    try (StreamMapping mapping = start(settings, function)) {
      mapping.awaitIdle();
      return mapping.streamArn();
    }
  }

  private StreamMapping start(StreamSettings settings, StreamFunction function) {
    return StreamMapping.start(
        database,
        TABLE,
        settings,
        event -> {
          JsonNode json = read(event);
          events.add(json);
          return function.reply(json);
        },
        givenUp::add);
  }

  private interface StreamFunction {
    LocalReply reply(JsonNode event);
  }

  private static StreamSettings settings(int batchSize, int retries, boolean bisects) {
    return new StreamSettings(
        batchSize, retries, Duration.ofSeconds(-1), bisects, true, List.of(), "");
  }

  private static StreamSettings filtered(FilterPattern pattern) {
    return new StreamSettings(10, 0, Duration.ofSeconds(-1), true, true, List.of(pattern), "");
  }

  private static void putNumbered(int howMany) {
    for (int i = 0; i < howMany; i++) {
      put(Integer.toString(i), "x");
    }
  }

  private static void put(String id, String value) {
    client.putItem(put -> put.tableName(TABLE).item(Map.of("id", text(id), "value", text(value))));
  }

  private static AttributeValue text(String text) {
    return AttributeValue.fromS(text);
  }

  private static List<String> ids(JsonNode event) {
    List<String> ids = new ArrayList<>();
    event
        .path("Records")
        .forEach(record -> ids.add(record.at("/dynamodb/Keys/id/S").asText()));
    return ids;
  }

  private static String item(JsonNode event, int place) {
    return "{\"itemIdentifier\":" + event.path("Records").path(place).at("/dynamodb/SequenceNumber")
        + "}";
  }

  private static LocalReply answer(String body) {
    return new LocalReply.Answer(body.getBytes(UTF_8));
  }

  private static JsonNode read(byte[] event) {
    try {
      return JSON.readTree(event);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
