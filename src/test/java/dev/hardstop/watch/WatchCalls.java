package dev.hardstop.watch;

import static java.util.stream.Collectors.toCollection;

import dev.hardstop.diagnosis.Thresholds;
import dev.hardstop.dynamodb.DynamoDbDossierTable;
import dev.hardstop.dynamodb.DynamoDbIncidentSlot;
import dev.hardstop.dynamodb.DynamoDbIndexes;
import dev.hardstop.dynamodb.DynamoDbOverview;
import dev.hardstop.dynamodb.DynamoDbSendingDays;
import dev.hardstop.dynamodb.DynamoDbSesListState;
import dev.hardstop.dynamodb.DynamoDbWalkStore;
import dev.hardstop.dynamodb.DynamoDbWatchState;
import dev.hardstop.dynamodb.LocalDynamoDb;
import dev.hardstop.dynamodb.TemplateTable;
import dev.hardstop.local.AwsStub;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.ManualAction;
import dev.hardstop.suppression.SesListMode;
import dev.hardstop.suppression.Subject;
import dev.hardstop.template.Call;
import dev.hardstop.template.ObservedCalls;
import dev.hardstop.watch.WatchRun.WatchRunResult;
import java.io.IOException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Runs all that {@code watch} does, and returns the calls that it made. */
public final class WatchCalls {
  private static final String TABLE = "hardstop";

  private WatchCalls() {}

  /** The calls to the table. */
  public static Set<Call> toTheTable() throws IOException {
    ObservedCalls calls = new ObservedCalls(TABLE);
    run(calls);
    return calls.made();
  }

  /** The calls to SES, SNS and SQS, by the names of their IAM actions. */
  public static Set<String> toOthers() throws IOException {
    return run(new ObservedCalls(TABLE)).stream()
        .map(action -> action.equals("sns:PublishBatch") ? "sns:Publish" : action)
        .collect(toCollection(TreeSet::new));
  }

  private static List<String> run(ObservedCalls calls) throws IOException {
    try (LocalDynamoDb local = LocalDynamoDb.start();
        DynamoDbClient setup = local.client();
        DynamoDbClient client = calls.client(local.endpoint());
        StubbedAws aws = new StubbedAws(AwsStub.start())) {
      TemplateTable.ofProject().create(setup, TABLE);
      Instant now = Instant.now();
      aws.stub.setPoints(new AwsStub.Points(2_000, 400, 0));
      Settings settings = new Settings();
      // The digest is sent at any time of day, so that its calls are always seen.
      settings
          .set("digest", true)
          .set("digest-hour", 0)
          .set("brake.configuration-sets", "marketing")
          .set("sending-sets", "receipts");
      aws.stub.sesAccount().list("listed@example.com", "BOUNCE", now.minus(60, ChronoUnit.DAYS));
      new WatchFixture()
          .into(new DynamoDbDossierTable(setup, TABLE, InstantSource.fixed(now)))
          .breaks("contoso.com", now.minusSeconds(1200));
      // The first whole comparison, on the first day, sends nothing to the queue.
      for (int run = 0; run < 2; run++) {
        watch(client, aws, settings, SesListMode.FOLLOW)
            .run(now.plus(run, ChronoUnit.DAYS), () -> false);
        new DynamoDbDossierTable(setup, TABLE, InstantSource.fixed(now))
            .addAction(
                Subject.of(EmailAddress.of("listed@example.com")),
                new ManualAction.Release("release", "a test", "a test", now, true));
      }
      List<String> actions =
          new ArrayList<>(aws.stub.calls().stream().map(call -> call.action()).toList());
      aws.sent.bodies().forEach(sent -> actions.add("sqs:SendMessage"));
      return actions;
    }
  }

  /** Runs {@code watch} over a table, and returns what it did. */
  public static String watched(DynamoDbClient client, Instant now) throws IOException {
    try (StubbedAws aws = new StubbedAws(AwsStub.start())) {
      Settings settings = new Settings();
      settings.set("digest", true).set("digest-hour", 0);
      WatchRunResult result = watch(client, aws, settings).run(now, () -> false);
      return "watched %d addresses, without %s".formatted(result.dossiers(), result.missing());
    }
  }

  static WatchRun watch(DynamoDbClient client, StubbedAws aws, Settings settings) {
    return watch(client, aws, settings, SesListMode.OFF);
  }

  static WatchRun watch(
      DynamoDbClient client, StubbedAws aws, Settings settings, SesListMode mode) {
    InstantSource clock = InstantSource.system();
    return new WatchWiring(
            new DynamoDbDossierTable(client, TABLE, clock),
            new DynamoDbIncidentSlot(client, TABLE, clock),
            new DynamoDbIndexes(client, TABLE),
            new DynamoDbWatchState(client, TABLE),
            new DynamoDbWalkStore(client, TABLE),
            new DynamoDbSendingDays(client, TABLE),
            new DynamoDbOverview(client, TABLE),
            aws.account(),
            List.of(aws.mail(), aws.topic()),
            new WatchWiring.SesListPorts(
                mode,
                new DynamoDbSesListState(client, TABLE),
                aws.sesAccount(),
                aws.sesAccount(),
                aws.sent.queue()),
            aws.changes())
        .build(Thresholds.standard().withDeliveryWait(Duration.ZERO), settings.configuration());
  }

  /** The environment variables that the configuration reads. */
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
