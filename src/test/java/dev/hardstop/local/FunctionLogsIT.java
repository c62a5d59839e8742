package dev.hardstop.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hardstop.dynamodb.LocalDynamoDb;
import dev.hardstop.dynamodb.TemplateTable;
import dev.hardstop.privacy.LogWatch;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The output of the packaged feedback function, which CloudWatch Logs receives line by line. */
class FunctionLogsIT {
  private static final String TABLE = "hardstop-logs";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The message of examples/access-denied.sqs.json. */
  private static final String BOUNCE =
      "0107019ab0000001-5e7a1c00-0000-4000-8000-000000000001-000000";

  private static final StartedResources STARTED = new StartedResources();
  private static final List<JsonNode> LINES = new ArrayList<>();

  private static long shown;

  @BeforeAll
  static void runOnce() throws Exception {
    Path log = TestPackage.newLogFile("lines");
    LocalDynamoDb local = STARTED.keep(LocalDynamoDb.start());
    try (DynamoDbClient owner = local.client()) {
      TemplateTable.ofProject().create(owner, TABLE);
    }
    Map<String, String> variables = new HashMap<>();
    variables.put("HARDSTOP_TABLE", TABLE);
    variables.put("QUARKUS_DYNAMODB_ENDPOINT_OVERRIDE", local.endpoint().toString());
    variables.put("QUARKUS_DYNAMODB_API_CALL_TIMEOUT", "20S");
    variables.put("QUARKUS_DYNAMODB_API_CALL_ATTEMPT_TIMEOUT", "15S");
    variables.put("QUARKUS_DYNAMODB_SYNC_CLIENT_SOCKET_TIMEOUT", "15S");
    FunctionPackage code = STARTED.keep(FunctionPackage.unpack(TestPackage.zip()));
    ExecutionEnvironment feedback = STARTED.keep(ExecutionEnvironment.start(
        code,
        Deployment.read(TestPackage.TEMPLATE).function("feedback"),
        variables,
        Redirect.appendTo(log.toFile())));
    feedback.awaitInit();
    long before = LogWatch.events();
    for (String example : ExamplesTable.files()) {
      LocalReply reply =
          feedback.invoke(LocalApi.event(example, Instant.now()).getBytes(StandardCharsets.UTF_8));
      assertThat(reply).isInstanceOf(LocalReply.Answer.class);
    }
    shown = LogWatch.events() - before;
    for (String line : Files.readAllLines(log)) {
      LINES.add(json(line));
    }
  }

  @AfterAll
  static void stop() {
    STARTED.close();
  }

  /** Without events the log watch would have nothing to search for. */
  @Test
  void theLogWatchReceivedEveryEvent() {
    assertThat(shown).isEqualTo(ExamplesTable.files().size());
  }

  /** This test does not enable them: the log watch makes every function log at all levels. */
  @Test
  void theOutputIncludesDebugLines() {
    assertThat(LINES).anyMatch(line -> line.path("level").asText().equals("DEBUG"));
  }

  @Test
  void aLineOfFeedbackHasItsFields() {
    List<JsonNode> kept = LINES.stream()
        .filter(line -> line.path("message").asText().equals("Bounce kept"))
        .map(line -> line.path("mdc"))
        .toList();
    assertThat(kept).isNotEmpty();
    for (String field : List.of("requestId", "messageId", "ruleId", "reason", "outcome")) {
      assertThat(kept).allMatch(fields -> !fields.path(field).asText().isEmpty(), field);
    }
  }

  /** CloudWatch Logs charges by the byte: the line of a bounce and its metrics, without DEBUG lines. */
  @Test
  void theLogOfOneBounceHasNoMoreThan600Bytes() {
    List<JsonNode> lines = LINES.stream()
        .filter(line -> !line.path("level").asText().equals("DEBUG"))
        .dropWhile(line -> !line.at("/mdc/messageId").asText().equals(BOUNCE))
        .limit(2)
        .toList();

    assertThat(lines).hasSize(2);
    assertThat(lines.get(0).path("message").asText()).isEqualTo("Bounce kept");
    assertThat(lines.get(1).path("ACCESS_DENIED").asInt()).isEqualTo(1);
    assertThat(lines.stream().mapToInt(line -> line.toString().length() + 1).sum())
        .isLessThanOrEqualTo(600);
  }

  /**
   * One for each invocation, not wrapped in a log line, because CloudWatch accepts no other form.
   */
  @Test
  void metricsAreObjectsOfTheirOwn() {
    List<JsonNode> metrics = LINES.stream().filter(line -> line.has("_aws")).toList();
    assertThat(metrics).hasSameSizeAs(ExamplesTable.files());
    assertThat(metrics).allSatisfy(line -> {
      assertThat(line.at("/_aws/CloudWatchMetrics/0/Namespace").asText()).isEqualTo("Hardstop");
      assertThat(line.path("FunctionName").asText()).isEqualTo("local-feedback");
      assertThat(line.path("Items").asInt()).isPositive();
      assertThat(line.has("message")).isFalse();
    });
    assertThat(metrics).anyMatch(line -> line.path("ACCESS_DENIED").asInt() == 1);
  }

  private static JsonNode json(String line) throws IOException {
    JsonNode read = JSON.readTree(line);
    assertThat(read.isObject()).as(line).isTrue();
    return read;
  }
}
