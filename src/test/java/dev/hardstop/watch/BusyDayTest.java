package dev.hardstop.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.Soak;
import dev.hardstop.dynamodb.DynamoDbDossierTable;
import dev.hardstop.dynamodb.LocalDynamoDb;
import dev.hardstop.dynamodb.TemplateTable;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.Bounce.RecipientReport;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.feedback.Mail;
import dev.hardstop.local.AwsStub;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.DeliveredRecipients.DeliveredOnDay;
import dev.hardstop.suppression.Recorder;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.suppression.TestRecording;
import dev.hardstop.watch.WatchRun.WatchRunResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Counts the requests of one run over the dossiers of a day, as after an outage of a day. With {@code
 * -Dwatch.dossiers=50000} it is the day of a large sender. It prints how long the run takes.
 */
class BusyDayTest {
  private static final String TABLE = "hardstop";
  private static final int DOSSIERS = Integer.getInteger("watch.dossiers", Soak.cases(400, 1_000));

  /** The number of large domains, which share half of the dossiers. */
  private static final int LARGE = 10;

  /** How many of the small domains had deliveries. */
  private static final int FIRMS = DOSSIERS / 50;

  @Test
  void theNumberOfRequestsDependsOnlyOnTheNewFeedback() throws Exception {
    Map<String, Integer> requests = new ConcurrentHashMap<>();
    try (LocalDynamoDb local = LocalDynamoDb.start();
        DynamoDbClient setup = local.client();
        DynamoDbClient counted = counting(local, requests);
        StubbedAws aws = new StubbedAws(AwsStub.start())) {
      TemplateTable.ofProject().create(setup, TABLE);
      Instant now = Instant.now();
      fill(setup, now);
      WatchRun watch = WatchCalls.watch(counted, aws, new Settings());
      Instant began = Instant.now();
      WatchRunResult result = watch.run(now, () -> false);
      Duration took = Duration.between(began, Instant.now());
      System.out.printf("%,d dossiers: %s, %s, %s%n", DOSSIERS, took, requests, result);
      assertThat(result.dossiers()).isGreaterThanOrEqualTo(DOSSIERS * 9 / 10);
      assertThat(result.complete()).isTrue();
      assertThat(result.examined()).isGreaterThanOrEqualTo(LARGE);
      // 25 hours of 8 shards, and one small query for each domain with deliveries.
      assertThat(requests.get("QueryRequest")).isLessThan(260 + DOSSIERS / 500 + 2 * FIRMS);
      // Addresses, domains and their deliveries, a hundred per request; 7 requests per examination.
      assertThat(requests.get("BatchGetItemRequest"))
          .isLessThan(60 + DOSSIERS * 4 / 100 + 7 * result.examined());
      assertThat(requests.get("UpdateItemRequest")).isLessThan(40);
    }
  }

  /** Bounces over a day, half of them at a few large domains, half at many small ones. */
  private static void fill(DynamoDbClient client, Instant now) throws InterruptedException {
    Random random = new Random(7);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    for (int hour = 0; hour < 23; hour++) {
      Instant at = now.minus(Duration.ofHours(hour));
      DynamoDbDossierTable list = new DynamoDbDossierTable(client, TABLE, InstantSource.fixed(at));
      List<Bounce> bounces = new ArrayList<>();
      for (int i = 0; i < DOSSIERS / 23 + 1; i++) {
        bounces.add(bounce(random, hour + "-" + i, at));
      }
      Recorder recorder =
          new Recorder(RuleFiles.book(), SuppressionPolicy.standard(), list, threads);
      TestRecording.record(recorder, bounces);
    }
    threads.shutdown();
    DynamoDbDossierTable list = new DynamoDbDossierTable(client, TABLE, InstantSource.fixed(now));
    for (int i = 0; i < FIRMS; i++) {
      addDeliveries(list, "firm" + i + ".com", now);
    }
    for (int i = 0; i < LARGE; i++) {
      addDeliveries(list, "large" + i + ".com", now);
    }
  }

  private static void addDeliveries(DynamoDbDossierTable list, String domain, Instant now) {
    LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(1);
    list.count(new DeliveredOnDay(domain, day, Set.of("a1", "b2", "c3", "d4", "e5", "f6")));
  }

  private static Bounce bounce(Random random, String id, Instant at) {
    String domain = random.nextBoolean()
        ? "large" + random.nextInt(LARGE) + ".com"
        : "firm" + random.nextInt(DOSSIERS) + ".com";
    EmailAddress address = EmailAddress.of("person" + id + "@" + domain);
    return new Bounce(
        new Mail("message-" + id, at, List.of(address)),
        "feedback-" + id,
        Optional.of(address),
        BounceType.NONE,
        new RecipientReport("failed", "", "smtp; 550 5.1.1 User unknown", "", ""));
  }

  private static DynamoDbClient counting(LocalDynamoDb local, Map<String, Integer> requests) {
    return DynamoDbClient.builder()
        .endpointOverride(local.endpoint())
        .region(Region.of(LocalDynamoDb.REGION))
        .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
            LocalDynamoDb.ACCESS_KEY_ID, LocalDynamoDb.SECRET_ACCESS_KEY)))
        .httpClientBuilder(ApacheHttpClient.builder())
        .overrideConfiguration(override ->
            override.addExecutionInterceptor(new ExecutionInterceptor() {
              @Override
              public void beforeTransmission(
                  Context.BeforeTransmission context, ExecutionAttributes attributes) {
                requests.merge(context.request().getClass().getSimpleName(), 1, Integer::sum);
              }
            }))
        .build();
  }
}
