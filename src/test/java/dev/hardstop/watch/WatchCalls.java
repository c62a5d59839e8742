package dev.hardstop.watch;

import static java.util.stream.Collectors.toCollection;

import dev.hardstop.diagnosis.Thresholds;
import dev.hardstop.dynamodb.DynamoDbIncidentSlot;
import dev.hardstop.dynamodb.DynamoDbIndexes;
import dev.hardstop.dynamodb.DynamoDbSendingDays;
import dev.hardstop.dynamodb.DynamoDbSuppressionList;
import dev.hardstop.dynamodb.DynamoDbWatchState;
import dev.hardstop.dynamodb.LocalDynamoDb;
import dev.hardstop.dynamodb.TemplateTable;
import dev.hardstop.local.AwsStub;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.suppression.ParallelRunner;
import dev.hardstop.template.Call;
import dev.hardstop.template.ObservedCalls;
import java.io.IOException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Runs {@code watch} through everything it does, and tells which calls it made. */
public final class WatchCalls {
  private static final String TABLE = "hardstop";

  private WatchCalls() {}

  /** Those to the table. */
  public static Set<Call> toTheTable() throws IOException {
    ObservedCalls calls = new ObservedCalls(TABLE);
    run(calls);
    return calls.made();
  }

  /** Those to SES and SNS, as IAM names them. */
  public static Set<String> toOthers() throws IOException {
    return new TreeSet<>(run(new ObservedCalls(TABLE)));
  }

  /** What was asked of SES and SNS meanwhile. */
  private static List<String> run(ObservedCalls calls) throws IOException {
    try (LocalDynamoDb local = LocalDynamoDb.start();
        DynamoDbClient setup = local.client();
        DynamoDbClient client = calls.client(local.endpoint());
        StubbedAws aws = new StubbedAws(AwsStub.start())) {
      TemplateTable.ofProject().create(setup, TABLE);
      Instant now = Instant.now();
      aws.stub.setPoints(new AwsStub.Points(2_000, 400, 0));
      Settings settings = new Settings();
      settings.digest = true;
      settings.sets = List.of("marketing");
      new WatchFixture()
          .into(new DynamoDbSuppressionList(setup, TABLE, InstantSource.fixed(now)))
          .breaks("contoso.com", now.minusSeconds(1200));
      Parts parts = parts(client, aws, settings);
      new WatchRun(parts, now, () -> false).run();
      return aws.stub.calls().stream().map(call -> call.action()).toList();
    }
  }

  /** Runs {@code watch} over a table, and says what it saw. */
  public static String watched(DynamoDbClient client, Instant now) throws IOException {
    try (StubbedAws aws = new StubbedAws(AwsStub.start())) {
      Settings settings = new Settings();
      settings.digest = true;
      WatchRunResult watched = new WatchRun(parts(client, aws, settings), now, () -> false).run();
      return "watched %d addresses, without %s".formatted(watched.dossiers(), watched.missing());
    }
  }

  static Parts parts(DynamoDbClient client, StubbedAws aws, Settings settings) {
    InstantSource clock = InstantSource.system();
    return Parts.of(
        new Parts.Ports(
            new DynamoDbSuppressionList(client, TABLE, clock),
            new DynamoDbIncidentSlot(client, TABLE, clock),
            new DynamoDbIndexes(client, TABLE),
            new DynamoDbIndexes(client, TABLE),
            new DynamoDbWatchState(client, TABLE),
            new DynamoDbSendingDays(client, TABLE)),
        aws.senders(),
        ParallelRunner.of(4),
        RuleFiles.book(),
        dev.hardstop.suppression.SuppressionPolicy.standard(),
        Thresholds.standard().withDeliveryWait(Duration.ZERO),
        settings);
  }

  /** The variables that the configuration reads. */
  public static Set<String> variables() {
    return Stream.concat(
            names("HARDSTOP_WATCH_", WatchConfiguration.class),
            names("HARDSTOP_WATCH_BRAKE_", WatchConfiguration.Brake.class))
        .collect(toCollection(TreeSet::new));
  }

  private static Stream<String> names(String prefix, Class<?> mapping) {
    return Arrays.stream(mapping.getDeclaredMethods())
        .map(Method::getName)
        .map(name -> prefix + name.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT));
  }
}
