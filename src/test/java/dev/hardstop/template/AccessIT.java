package dev.hardstop.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hardstop.Soak;
import dev.hardstop.cloudformation.Stack;
import dev.hardstop.dynamodb.LocalDynamoDb;
import dev.hardstop.dynamodb.TemplateTable;
import dev.hardstop.local.AwsStub;
import dev.hardstop.local.Deployment;
import dev.hardstop.local.ExecutionEnvironment;
import dev.hardstop.local.FunctionPackage;
import dev.hardstop.local.LocalReply;
import dev.hardstop.local.SnsStub;
import dev.hardstop.local.TestPackage;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** The packaged functions, each with exactly the permissions that its role has in template.yaml. */
class AccessIT {
  private static final String TABLE = "hardstop-access";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, AttributeValue> KEY =
      Map.of("subject", AttributeValue.fromS("bob@example.com"));

  private static FunctionPackage code;
  private static LocalDynamoDb local;
  private static DynamoDbClient owner;
  private static AwsStub aws;

  @BeforeAll
  static void start() throws IOException {
    code = FunctionPackage.unpack(TestPackage.zip());
    local = LocalDynamoDb.start();
    owner = local.client();
    aws = AwsStub.start();
    aws.queues().createAll(Stack.ofProject(Template.EVERYTHING));
  }

  @AfterAll
  static void stop() throws IOException {
    aws.close();
    owner.close();
    local.close();
    code.close();
  }

  @BeforeEach
  void anEmptyTable() {
    if (owner.listTables().tableNames().contains(TABLE)) {
      owner.deleteTable(delete -> delete.tableName(TABLE));
    }
    TemplateTable.ofProject().create(owner, TABLE);
  }

  /** The calls of watch to SES and SNS do not pass the proxy; TemplateTest checks them. */
  static Set<String> handlers() {
    return Template.ofProject().functions().keySet();
  }

  @ParameterizedTest
  @MethodSource("handlers")
  void eachFunctionWorksWithThePermissionsOfItsRole(String handler) throws Exception {
    try (PolicyProxy proxy = proxy(handler)) {
      for (JsonNode answer : answers(handler, proxy)) {
        assertThat(isDone(answer)).as(answer.toString()).isTrue();
      }
      assertThat(proxy.refused()).isEmpty();
      assertThat(proxy.allowed()).isNotEmpty();
      assertThat(Policy.of(Template.ofProject(), handler).unused(proxy.allowed()))
          .noneMatch(grant -> grant.action().startsWith("dynamodb:")
              && !grant.resource().equals("Table.StreamArn")
              && !grant.action().equals("dynamodb:ListStreams"));
    }
  }

  /** An attacker who controls the check function can neither release nor suppress an address. */
  @ParameterizedTest
  @MethodSource("writers")
  void noHandlerCanWriteWithThePermissionsOfCheck(String handler) throws Exception {
    try (PolicyProxy proxy = proxy("check")) {
      assertThat(answers(handler, proxy)).anyMatch(answer -> !isDone(answer));
      assertThat(proxy.refused()).contains(new Call("dynamodb:UpdateItem", "Table.Arn"));
    }
    assertThat(owner.scan(scan -> scan.tableName(TABLE)).items()).isEmpty();
  }

  static Stream<String> writers() {
    return Soak.isLong() ? Stream.of("feedback", "desk") : Stream.of("feedback");
  }

  @Test
  void noDynamoDbRequestCanWriteWithThePermissionsOfCheck() throws IOException {
    List<Consumer<DynamoDbClient>> writes = List.of(
        it -> it.updateItem(update -> update.tableName(TABLE).key(KEY)),
        it -> it.putItem(put -> put.tableName(TABLE).item(KEY)),
        it -> it.deleteItem(delete -> delete.tableName(TABLE).key(KEY)),
        it ->
            it.batchWriteItem(batch -> batch.requestItems(Map.of(TABLE, List.of(writeRequest())))),
        it -> it.transactWriteItems(all -> all.transactItems(TransactWriteItem.builder()
            .put(put -> put.tableName(TABLE).item(KEY))
            .build())),
        it -> it.executeStatement(statement -> statement.statement(
            "INSERT INTO \"" + TABLE + "\" VALUE {'subject': 'bob@example.com'}")),
        it -> it.deleteTable(delete -> delete.tableName(TABLE)));
    try (PolicyProxy proxy = proxy("check");
        DynamoDbClient client = new ObservedCalls(TABLE).client(proxy.endpoint())) {
      for (Consumer<DynamoDbClient> write : writes) {
        assertThatThrownBy(() -> write.accept(client))
            .isInstanceOfSatisfying(
                DynamoDbException.class,
                refused -> assertThat(refused.awsErrorDetails().errorCode())
                    .isEqualTo("AccessDeniedException"));
      }
      assertThat(proxy.allowed()).isEmpty();
    }
    assertThat(owner.scan(scan -> scan.tableName(TABLE)).items()).isEmpty();
  }

  private static List<JsonNode> answers(String handler, PolicyProxy proxy) throws Exception {
    List<JsonNode> answers = new ArrayList<>();
    try (ExecutionEnvironment function = start(handler, proxy.endpoint())) {
      function.awaitInit();
      String cursor = new BrokenDomain(owner, TABLE).before(handler);
      for (byte[] event : HandlerEvents.of(handler, cursor)) {
        LocalReply reply = function.invoke(event);
        answers.add(
            reply instanceof LocalReply.Answer answer
                ? JSON.readTree(answer.body())
                : JSON.createObjectNode().put("failure", reply.toString()));
      }
    }
    return answers;
  }

  /** One of the examples is broken on purpose. */
  private static boolean isDone(JsonNode answer) {
    return answer.path("statusCode").asInt() == 200
        || answer.has("opened") && answer.path("missing").asText().isEmpty()
        || answer.path("batchItemFailures").isArray()
            && answer.path("batchItemFailures").size() <= 1;
  }

  private static PolicyProxy proxy(String handler) throws IOException {
    return new PolicyProxy(Policy.of(Template.ofProject(), handler), local.endpoint(), TABLE);
  }

  private static ExecutionEnvironment start(String handler, URI table) throws IOException {
    Map<String, String> variables = new HashMap<>(Map.of(
        "HARDSTOP_TABLE", TABLE,
        "QUARKUS_DYNAMODB_ENDPOINT_OVERRIDE", table.toString(),
        "QUARKUS_DYNAMODB_API_CALL_TIMEOUT", "20S",
        "QUARKUS_DYNAMODB_API_CALL_ATTEMPT_TIMEOUT", "15S",
        "QUARKUS_DYNAMODB_SYNC_CLIENT_SOCKET_TIMEOUT", "15S"));
    variables.putAll(aws.variables());
    variables.put("HARDSTOP_CHANGES_TOPIC", SnsStub.arn("ChangeTopic"));
    variables.put("HARDSTOP_CHANGES_SES_QUEUE", aws.queues().url("SesListQueue"));
    variables.put("HARDSTOP_CHANGES_SES_DELAY_QUEUE", aws.queues().url("SesListDelayQueue"));
    variables.put("HARDSTOP_SES_LIST", Template.EVERYTHING.get("SesList"));
    // No name server answers there, and the machine's own name servers are not queried.
    variables.put("HARDSTOP_DNS_SERVER", "127.0.0.1");
    return ExecutionEnvironment.start(
        code,
        Deployment.of(Stack.ofProject(Template.EVERYTHING)).function(handler),
        variables,
        TestPackage.log("access"));
  }

  private static WriteRequest writeRequest() {
    return WriteRequest.builder().putRequest(put -> put.item(KEY)).build();
  }
}
