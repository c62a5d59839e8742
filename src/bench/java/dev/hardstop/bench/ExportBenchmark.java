package dev.hardstop.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hardstop.dynamodb.DynamoDbDossierTable;
import dev.hardstop.dynamodb.LocalDynamoDb;
import dev.hardstop.dynamodb.ManyDossiers;
import dev.hardstop.dynamodb.TemplateTable;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.feedback.Mail;
import dev.hardstop.local.WireServer;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.Recorder;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.suppression.TestRecording;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * How fast {@code export} and {@code restore} are, and how much memory they take: {@code docs/export.md}
 * has the command. Both run in a process of their own with the options of {@code bin/hardstop}, against
 * DynamoDB Local in this process, which has the same processors.
 */
public final class ExportBenchmark {
  private static final int ADDRESSES_OF_A_DOMAIN = 20;
  private static final Instant NOW = Instant.now();

  private ExportBenchmark() {}

  /**
   * @param arguments the number of dossiers, 1,000,000 by default
   */
  public static void main(String... arguments) throws Exception {
    int dossiers = arguments.length == 0 ? 1_000_000 : Integer.parseInt(arguments[0]);
    Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "export-");
    try (LocalDynamoDb local = LocalDynamoDb.start();
        DynamoDbClient client = local.client()) {
      for (String table : List.of("from", "into")) {
        TemplateTable.ofProject().create(client, table);
        // DynamoDB Local reads all records of a stream at each write to its table.
        client.updateTable(
            it -> it.tableName(table).streamSpecification(stream -> stream.streamEnabled(false)));
      }
      fill(client, dossiers);
      WireServer from = hardstop(local, "from");
      WireServer into = hardstop(local, "into");
      Path all = folder.resolve("all.ndjson");
      measure("export --format csv", dossiers, from, "export", "-o", folder + "/all.csv");
      measure(
          "export --format ndjson",
          dossiers,
          from,
          "export",
          "--format",
          "ndjson",
          "-o",
          all.toString());
      System.out.printf("all.ndjson: %,d MB%n", Files.size(all) >> 20);
      measure("restore into an empty table", dossiers, into, "restore", all.toString());
      measure("restore once more", dossiers, into, "restore", all.toString());
      from.close();
      into.close();
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
    // DynamoDB Local leaves threads behind.
    System.exit(0);
  }

  /** Many addresses with the bounces of three days each, at domains of their own. */
  private static void fill(DynamoDbClient client, int dossiers) {
    EmailAddress model = EmailAddress.of("person@example.com");
    Recorder recorder = new Recorder(
        RuleFiles.book(),
        SuppressionPolicy.standard(),
        new DynamoDbDossierTable(client, "from", InstantSource.fixed(NOW)),
        Runnable::run);
    for (int day = 1; day <= 3; day++) {
      Mail mail = new Mail("message-" + day, NOW.minus(Duration.ofDays(day)), List.of(model));
      TestRecording.record(
          recorder,
          List.of(new Bounce(
              mail,
              "feedback-" + day,
              Optional.of(model),
              new BounceType("Permanent", "General"),
              new Bounce.RecipientReport(
                  "failed",
                  "5.1.1",
                  "smtp; 550 5.1.1 <person@example.com>: Recipient address rejected: User unknown",
                  "",
                  ""))));
    }
    ManyDossiers.copy(
        client,
        "from",
        model.canonical(),
        IntStream.range(0, dossiers)
            .mapToObj(i -> "person" + i + "@d" + i / ADDRESSES_OF_A_DOMAIN + ".example.com")
            .toList());
    System.out.printf("%,d dossiers%n", dossiers);
  }

  /** What {@code GET /local} says of a local system. */
  private static WireServer hardstop(LocalDynamoDb local, String table) throws IOException {
    byte[] outputs =
        ("{\"TableName\":\"%s\",\"TableEndpoint\":\"%s\",\"TableAccessKeyId\":\"%s\",\"Region\":\"%s\","
                + "\"Variables\":{}}")
            .formatted(table, local.endpoint(), LocalDynamoDb.ACCESS_KEY_ID, LocalDynamoDb.REGION)
            .getBytes(UTF_8);
    return WireServer.start(request -> new WireServer.Answer(200, Map.of(), outputs));
  }

  private static void measure(String what, int dossiers, WireServer hardstop, String... command)
      throws Exception {
    CommandProcess ended = CommandProcess.run(
        List.of(),
        Map.of("HARDSTOP_URL", "http://" + hardstop.hostAndPort()),
        Redirect.DISCARD,
        List.of(command));
    System.out.printf(
        "%s: exit code %d, %.0f s, %,.0f dossiers a second, %d s of a processor, %d MB of memory at"
            + " most%n",
        what,
        ended.exitCode(),
        ended.seconds(),
        dossiers / ended.seconds(),
        ended.processor().toSeconds(),
        ended.peakMegabytes());
  }
}
