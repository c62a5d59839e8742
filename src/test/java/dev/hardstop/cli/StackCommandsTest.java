package dev.hardstop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.dynamodb.DynamoDbDossierTable;
import dev.hardstop.dynamodb.LocalDynamoDb;
import dev.hardstop.dynamodb.TemplateTable;
import dev.hardstop.queue.LocalQueue;
import dev.hardstop.suppression.ManualAction;
import dev.hardstop.suppression.Subject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * The commands that use the queue and the table of a stack find them by its parameter, and ask them with the
 * user's credentials.
 */
class StackCommandsTest {
  private static final List<String> ENDPOINTS =
      List.of("aws.endpointUrlSsm", "aws.endpointUrlSqs", "aws.endpointUrlDynamoDb");
  private static final Map<String, String> PROPERTIES = Map.of(
      "aws.region", LocalDynamoDb.REGION,
      "aws.accessKeyId", LocalDynamoDb.ACCESS_KEY_ID,
      "aws.secretAccessKey", LocalDynamoDb.SECRET_ACCESS_KEY);
  private static final String BOUNCES = """
      status,reason,email,created
      5.1.1,"550 5.1.1 user unknown",gone@example.com,1764320400
      4.2.2,452 4.2.2 The mailbox is full,full@example.com,1764324000
      """;
  private static final Subject SUPPRESSED = Subject.parse("gone@example.org");

  @TempDir
  private Path folder;

  private final CommandRun run = new CommandRun();
  private StubApi parameters;

  @BeforeEach
  void start() throws IOException {
    parameters = StubApi.start();
    PROPERTIES.forEach(System::setProperty);
    System.setProperty("aws.endpointUrlSsm", parameters.url());
  }

  @AfterEach
  void stop() {
    parameters.close();
    PROPERTIES.keySet().forEach(System::clearProperty);
    ENDPOINTS.forEach(System::clearProperty);
  }

  /** The next stack that is asked for has these outputs. */
  private void hasStack(Map<String, String> outputs) {
    ObjectNode value = JsonNodeFactory.instance.objectNode();
    outputs.forEach(value::put);
    value.putObject("Variables");
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.putObject("Parameter").put("Value", value.toString());
    parameters.answers("/", 200, answer.toString());
  }

  private List<String> askedFor() {
    return parameters.requests().stream()
        .map(request -> request.json().path("Name").asText())
        .toList();
  }

  @Test
  void anImportSendsItsLinesToTheQueueOfTheStack() throws IOException {
    try (LocalQueue queue = LocalQueue.start(10)) {
      hasStack(queue, queue.deadLettersUrl());

      assertThat(runImport()).as(run.err()).isZero();

      assertThat(askedFor()).containsExactly("/hardstop/mine");
      assertThat(queue.receive(10, Duration.ZERO))
          .extracting(Message::body)
          .hasSize(2)
          .anyMatch(body -> body.contains("gone@example.com"))
          .anyMatch(body -> body.contains("full@example.com"));
    }
  }

  /** Whoever waits needs the dead-letter queue; without it nothing is sent. */
  @Test
  void anImportThatWaitsFirstReadsTheDeadLetterQueueOfTheStack() throws IOException {
    try (LocalQueue queue = LocalQueue.start(10)) {
      hasStack(queue, queue.url().replace("feedback", "no-such-queue"));

      assertThat(runImport("--wait")).isEqualTo(ExitCode.UNREACHABLE);

      assertThat(run.err()).contains("QueueDoesNotExist");
      assertThat(queue.held()).isZero();
    }
  }

  private void hasStack(LocalQueue queue, String deadLetters) {
    System.setProperty(
        "aws.endpointUrlSqs", URI.create(queue.url()).resolve("/").toString());
    hasStack(Map.of("QueueUrl", queue.url(), "DeadLetterQueueUrl", deadLetters));
  }

  private int runImport(String... options) throws IOException {
    Path file = Files.writeString(folder.resolve("bounces.csv"), BOUNCES);
    String[] command = {"import", "--yes", "--stack", "mine", file.toString()};
    return run.with("XDG_STATE_HOME", folder.resolve("state").toString())
        .run(Stream.concat(Stream.of(command), Stream.of(options)).toArray(String[]::new));
  }

  @Test
  void anExportReadsTheTableOfOneStackAndARestoreWritesThatOfAnother() {
    try (LocalDynamoDb local = LocalDynamoDb.start();
        DynamoDbClient client = local.client()) {
      System.setProperty("aws.endpointUrlDynamoDb", local.endpoint().toString());
      DynamoDbDossierTable from = table(client, "mine-Table");
      DynamoDbDossierTable to = table(client, "other-Table");
      from.addAction(
          SUPPRESSED,
          new ManualAction.Suppression(
              "1", "tester", "a test", Instant.parse("2026-11-24T10:00:00Z"), Optional.empty()));
      hasStack(Map.of("TableName", "mine-Table"));
      hasStack(Map.of("TableName", "other-Table"));
      String file = folder.resolve("all.ndjson").toString();

      assertThat(run.run("export", "--format", "ndjson", "--output", file, "--stack", "mine"))
          .as(run.err())
          .isZero();
      assertThat(run.run("restore", file, "--stack", "other")).as(run.err()).isZero();

      assertThat(askedFor()).containsExactly("/hardstop/mine", "/hardstop/other");
      assertThat(run.err()).contains("1 new");
      assertThat(to.read(Set.of(SUPPRESSED)).get(SUPPRESSED).manualActions())
          .isEqualTo(from.read(Set.of(SUPPRESSED)).get(SUPPRESSED).manualActions())
          .hasSize(1);
    }
  }

  private static DynamoDbDossierTable table(DynamoDbClient client, String name) {
    TemplateTable.ofProject().create(client, name);
    return new DynamoDbDossierTable(client, name, InstantSource.system());
  }
}
