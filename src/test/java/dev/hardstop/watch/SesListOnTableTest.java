package dev.hardstop.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.Soak;
import dev.hardstop.dynamodb.DynamoDbDossierTable;
import dev.hardstop.dynamodb.DynamoDbSesListState;
import dev.hardstop.dynamodb.LocalDynamoDb;
import dev.hardstop.dynamodb.TemplateTable;
import dev.hardstop.local.AwsStub;
import dev.hardstop.suppression.SesListMode;
import dev.hardstop.watchstate.SesListProgress;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The comparison with SES's suppression list, over the template's table and over HTTP: runs overlap, are
 * killed, and are throttled by SES. Afterwards evidence, figures and messages are exact.
 */
class SesListOnTableTest {
  private static final String TABLE = "hardstop";
  private static final Instant NOW = WatchFixture.NOW;

  private static LocalDynamoDb local;
  private static DynamoDbClient client;

  private StubbedAws aws;
  private int runs;

  @BeforeAll
  static void startTable() {
    local = LocalDynamoDb.start();
    client = local.client();
  }

  @AfterAll
  static void stopTable() {
    client.close();
    local.close();
  }

  static LongStream seeds() {
    return LongStream.rangeClosed(1, Soak.cases(1, 3));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whateverDisturbsTheRunsEvidenceFiguresAndMessagesAreExact(long seed) throws Exception {
    Random random = new Random(seed);
    recreateTable();
    try (StubbedAws stubbed = new StubbedAws(AwsStub.start())) {
      aws = stubbed;
      runs = 0;
      WatchFixture fixture = new WatchFixture()
          .into(new DynamoDbDossierTable(client, TABLE, InstantSource.fixed(NOW)));
      SesListScenario scenario =
          new SesListScenario(fixture, aws.stub.sesAccount(), random, 30 + random.nextInt(30));
      aws.stub.sesAccount().setLargestPage(5 + random.nextInt(10));
      for (int i = 0; i < 3; i++) {
        disturbed(random);
      }
      for (int i = 0; i < 4; i++) {
        run(runs++, () -> false);
      }
      SesListProgress last =
          new DynamoDbSesListState(client, TABLE).read().last().orElseThrow();
      scenario.isFound(last);
      scenario.isBroughtIn();
      assertThat(aws.sent.bodies()).containsExactlyInAnyOrderElementsOf(scenario.messages());
    }
  }

  /** Two runs at the same time, one of which is killed. */
  private void disturbed(Random random) throws InterruptedException {
    int run = runs++;
    aws.stub.sesAccount().throttle(random.nextInt(6));
    int[] left = {5 + random.nextInt(15)};
    Thread killed = new Thread(() -> run(run, () -> {
      if (--left[0] < 0) {
        throw new KilledCalls.Killed();
      }
      return false;
    }));
    killed.setUncaughtExceptionHandler((thread, expected) -> {});
    killed.start();
    run(run, () -> false);
    killed.join();
  }

  private void run(int number, BooleanSupplier outOfTime) {
    WatchCalls.watch(client, aws, new Settings(), SesListMode.FOLLOW)
        .run(NOW.plusSeconds(900L * number), outOfTime);
  }

  private static void recreateTable() throws IOException {
    if (client.listTables().tableNames().contains(TABLE)) {
      client.deleteTable(delete -> delete.tableName(TABLE));
    }
    TemplateTable.ofProject().create(client, TABLE);
  }
}
