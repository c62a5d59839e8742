package dev.hardstop.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.Soak;
import dev.hardstop.dynamodb.LocalDynamoDb;
import dev.hardstop.dynamodb.TemplateTable;
import dev.hardstop.local.TroubledWay.Trouble;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A sender who waits for two seconds, and a warm function that loses its table. */
class CheckInTimeIT {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int QUESTIONS = Soak.cases(3, 30);
  private static final int WARM_UP = 50;
  private static final String TABLE = "hardstop";

  private static final Started STARTED = new Started();
  private static volatile Trouble trouble;
  private static URI address;

  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws Exception {
    LocalDynamoDb database = STARTED.keep(LocalDynamoDb.start());
    try (DynamoDbClient client = database.client()) {
      TemplateTable.ofProject().create(client, TABLE);
    }
    TroubledWay way = STARTED.keep(TroubledWay.to(database.endpoint(), request -> trouble));
    Deployment deployment = Deployment.read(TestPackage.TEMPLATE);
    FunctionPackage code = STARTED.keep(FunctionPackage.unpack(TestPackage.zip()));
    ExecutionEnvironment check = STARTED.keep(ExecutionEnvironment.start(
        code,
        deployment.function("check"),
        Map.of("HARDSTOP_TABLE", TABLE, "QUARKUS_DYNAMODB_ENDPOINT_OVERRIDE", way.endpoint()),
        TestPackage.log("check")));
    check.awaitInit();
    HttpFront front = new HttpFront(deployment, (handler, event) -> check.invoke(event));
    LoopbackServer server = STARTED.keep(LoopbackServer.bind(0, front::serve));
    server.start();
    address = URI.create("http://" + server.hostAndPort() + "/v1/check");
  }

  @AfterAll
  static void stop() {
    STARTED.close();
  }

  /**
   * Whatever is amiss, there is a 503 and not a verdict, and whoever waits for two seconds gets to
   * see it: a machine that does other things as well may be late once.
   */
  @ParameterizedTest
  @EnumSource(names = {"THROTTLED", "SERVER_ERROR", "DROPPED_BEFORE", "LATE", "UNPROCESSED"})
  void tableOutOfReachIsSaidInTimeAndNobodyIsClear(Trouble amiss) throws Exception {
    warmUp();
    trouble = amiss;

    List<Integer> answers = new ArrayList<>();
    int late = 0;
    for (int i = 0; i < QUESTIONS; i++) {
      try {
        answers.add(ask(PATIENCE));
      } catch (HttpTimeoutException gaveUp) {
        late++;
      }
    }

    assertThat(answers).containsOnly(503);
    assertThat(late).isLessThanOrEqualTo(QUESTIONS / 3);
    System.out.printf(
        "check: table %s: %d of %d questions answered within 2 s, all by a 503%n",
        amiss, answers.size(), QUESTIONS);
  }

  /** On a busy machine a JVM is slower at first than the function waits for its table. */
  private void warmUp() throws IOException, InterruptedException {
    trouble = Trouble.NONE;
    int answered = 0;
    for (int i = 0; i < 10 * WARM_UP && answered < WARM_UP; i++) {
      answered += ask(Duration.ofMinutes(1)) == 200 ? 1 : 0;
    }
    assertThat(answered).isEqualTo(WARM_UP);
  }

  private int ask(Duration longest) throws IOException, InterruptedException {
    HttpRequest question = HttpRequest.newBuilder(address)
        .timeout(longest)
        .POST(BodyPublishers.ofString("{\"addresses\":[\"gone@example.org\"]}"))
        .build();
    HttpResponse<String> answer = http.send(question, BodyHandlers.ofString());
    return answer.statusCode();
  }
}
