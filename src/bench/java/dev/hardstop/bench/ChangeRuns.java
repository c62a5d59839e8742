package dev.hardstop.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.announce.StreamEvents;
import dev.hardstop.dynamodb.DynamoDbDossierTable;
import dev.hardstop.dynamodb.LocalDynamoDb;
import dev.hardstop.dynamodb.TemplateTable;
import dev.hardstop.local.Deployment;
import dev.hardstop.local.ExecutionEnvironment;
import dev.hardstop.local.FunctionPackage;
import dev.hardstop.suppression.Observations;
import dev.hardstop.suppression.Subject;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Takes the time in which {@code announce} publishes changes: batches of 100 records, each of another
 * address and another domain, and each with an event.
 */
final class ChangeRuns {
  private static final int BATCH = 100;
  private static final int WARM_UP = 30;
  private static final int TIMES = 31;
  private static final String ADDRESS = "bob@contoso.example.com";
  private static final String NUMBER = "1234567890123";

  private final FunctionPackage code;
  private final BenchmarkTable table;
  private final String record;
  private int changes;

  ChangeRuns(FunctionPackage code, BenchmarkTable table) {
    this.code = code;
    this.table = table;
    this.record = record();
  }

  /** A record of the stream, with an address and a number that are replaced. */
  private static String record() {
    try (LocalDynamoDb local = LocalDynamoDb.start();
        DynamoDbClient client = local.client()) {
      TemplateTable.of(Path.of("template.yaml")).create(client, BenchmarkTable.NAME);
      StreamEvents stream = new StreamEvents(local, client, BenchmarkTable.NAME);
      new DynamoDbDossierTable(client, BenchmarkTable.NAME, InstantSource.system())
          .observe(Observations.bounce(
              Subject.parse(ADDRESS), "phrases.user-unknown", Instant.now().toString()));
      ObjectNode record = stream.next().get(0);
      ((ObjectNode) record.path("dynamodb")).put("SequenceNumber", NUMBER);
      return record.toString();
    }
  }

  /**
   * Batches one after the other.
   *
   * @param delay of the answers of the table and of the topic, in ms
   * @throws IllegalStateException when not every change was published
   */
  long[] batches(int delay) throws Exception {
    table.delay(delay);
    int before = changes;
    try (StandInTopic topic = new StandInTopic(delay);
        ExecutionEnvironment function = start(topic)) {
      long[] nanos = new long[TIMES];
      for (int i = -WARM_UP; i < TIMES; i++) {
        byte[] event = batch();
        long started = System.nanoTime();
        FunctionRuns.invoke(function, event);
        if (i >= 0) {
          nanos[i] = System.nanoTime() - started;
        }
      }
      if (topic.events() < changes - before) {
        throw new IllegalStateException(
            topic.events() + " of " + (changes - before) + " are published");
      }
      return nanos;
    } finally {
      table.delay(0);
    }
  }

  private byte[] batch() {
    StringBuilder records = new StringBuilder();
    for (int i = 0; i < BATCH; i++) {
      changes++;
      records
          .append(i == 0 ? "" : ",")
          .append(record
              .replace("contoso.example.com", "d" + changes + ".example.com")
              .replace(NUMBER, Integer.toString(1_000_000 + changes)));
    }
    return ("{\"Records\":[" + records + "]}").getBytes(StandardCharsets.UTF_8);
  }

  private ExecutionEnvironment start(StandInTopic topic) throws IOException {
    return ExecutionEnvironment.start(
        code,
        Deployment.read(Path.of("template.yaml"))
            .function("announce")
            .withTimeout(Duration.ofSeconds(60)),
        Map.of(
            "HARDSTOP_TABLE",
            BenchmarkTable.NAME,
            "QUARKUS_DYNAMODB_ENDPOINT_OVERRIDE",
            table.endpoint().toString(),
            "AWS_ENDPOINT_URL_SNS",
            topic.endpoint().toString(),
            "HARDSTOP_CHANGES_TOPIC",
            "arn:aws:sns:eu-central-1:000000000000:changes"),
        Redirect.DISCARD);
  }
}
