package dev.hardstop.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.Soak;
import dev.hardstop.console.LoopbackServer;
import dev.hardstop.dynamodb.LocalDynamoDb;
import dev.hardstop.dynamodb.TemplateTable;
import dev.hardstop.local.FaultyConnection.ConnectionFault;
import dev.hardstop.local.FaultyTable.Fault;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A warm check function that loses its table answers within the two seconds that a sender waits.
 */
class CheckInTimeIT {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int QUESTIONS = Soak.cases(1, 10);

  /** On a busy machine a request may have to be repeated. */
  private static final int MOST_QUESTIONS = QUESTIONS + 4;

  private static final String TABLE = "hardstop";

  /** What was asked often enough. */
  private static final Set<String> WARM = new HashSet<>();

  private static final StartedResources STARTED = new StartedResources();
  private static volatile ConnectionFault fault;
  private static FaultyTable faulty;
  private static URI faultyApi;
  private static URI lost;

  private final HttpClient http = HttpClient.newHttpClient();

  /** The requests; each reads the table in another way. */
  private enum Question {
    ONE_ADDRESS(50),
    /** Each of another domain: twenty reads, if the table answered the first. */
    A_THOUSAND_ADDRESSES(5),
    PAGE_OF_AN_ADDRESS(10);

    private final int warmUp;

    Question(int warmUp) {
      this.warmUp = warmUp;
    }

    HttpRequest at(URI api) {
      return switch (this) {
        case ONE_ADDRESS -> check(api, 1);
        case A_THOUSAND_ADDRESSES -> check(api, 1_000);
        case PAGE_OF_AN_ADDRESS ->
          HttpRequest.newBuilder(api.resolve("/v1/addresses/gone@example.org")).build();
      };
    }

    private static HttpRequest check(URI api, int addresses) {
      String asked = IntStream.range(0, addresses)
          .mapToObj(i -> "\"gone@d" + i + ".example.org\"")
          .collect(joining(",", "{\"addresses\":[", "]}"));
      return HttpRequest.newBuilder(api.resolve("/v1/check"))
          .POST(BodyPublishers.ofString(asked, UTF_8))
          .build();
    }
  }

  @BeforeAll
  static void start() throws Exception {
    LocalDynamoDb database = STARTED.keep(LocalDynamoDb.start());
    try (DynamoDbClient client = database.client()) {
      TemplateTable.ofProject().create(client, TABLE);
    }
    FaultyConnection connection =
        STARTED.keep(FaultyConnection.to(database.endpoint(), request -> fault));
    faulty = STARTED.keep(new FaultyTable());
    Deployment deployment = Deployment.read(TestPackage.TEMPLATE);
    FunctionPackage code = STARTED.keep(FunctionPackage.unpack(TestPackage.zip()));
    faultyApi = api(deployment, code, connection.endpoint());
    lost = api(deployment, code, faulty.endpoint());
  }

  @AfterAll
  static void stop() {
    STARTED.close();
  }

  static List<ConnectionFault> connectionFaults() {
    return Soak.isLong()
        ? List.of(
            ConnectionFault.THROTTLED,
            ConnectionFault.SERVER_ERROR,
            ConnectionFault.DROPPED_BEFORE,
            ConnectionFault.LATE,
            ConnectionFault.UNPROCESSED)
        : List.of(ConnectionFault.THROTTLED, ConnectionFault.LATE);
  }

  static List<Fault> faults() {
    return Soak.isLong() ? List.of(Fault.values()) : List.of(Fault.REFUSES, Fault.HANGS);
  }

  @ParameterizedTest
  @MethodSource("connectionFaults")
  void aConnectionFaultIsReportedInTimeAndNoAddressIsClear(ConnectionFault amiss) throws Exception {
    List<Boolean> inTime = new ArrayList<>();
    for (Question question : Question.values()) {
      fault = ConnectionFault.NONE;
      warmUp(question, faultyApi);
      fault = amiss;
      inTime.addAll(unavailableInTime(question, faultyApi));
    }
    print(amiss, inTime);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void anUnavailableTableIsReportedInTimeAndNoAddressIsClear(Fault amiss) throws Exception {
    List<Boolean> inTime = new ArrayList<>();
    for (Question question : Question.values()) {
      faulty.heal();
      warmUp(question, lost);
      faulty.become(amiss);
      inTime.addAll(unavailableInTime(question, lost));
    }
    print(amiss, inTime);
  }

  /**
   * No request gets a verdict. Returns for each request whether its error came within two seconds.
   */
  private List<Boolean> unavailableInTime(Question question, URI api)
      throws InterruptedException, ExecutionException {
    List<HttpResponse<String>> answers = new ArrayList<>();
    List<Boolean> inTime = new ArrayList<>();
    while (answers.size() < QUESTIONS
        || !inTime.contains(true) && answers.size() < MOST_QUESTIONS) {
      CompletableFuture<HttpResponse<String>> answer =
          http.sendAsync(question.at(api), BodyHandlers.ofString());
      try {
        answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        inTime.add(true);
      } catch (TimeoutException gaveUp) {
        // An answer that comes too late must not be a verdict either.
        inTime.add(false);
      }
      answers.add(answer.get());
    }
    // Without the header the answer would be the gateway's, because the function did not answer.
    assertThat(answers)
        .as("%s", question)
        .allMatch(answer -> answer.statusCode() == 503)
        .allMatch(answer -> answer.headers().firstValue("retry-after").isPresent());
    assertThat(inTime).as("%s in time", question).contains(true);
    return inTime;
  }

  private static void print(Enum<?> amiss, List<Boolean> inTime) {
    System.out.printf(
        "check: table %s: %d of %d questions about one address, a thousand and a page answered within"
            + " 2 s, all by a 503%n",
        amiss, inTime.stream().filter(told -> told).count(), inTime.size());
  }

  /**
   * On a busy machine the first calls of a JVM take longer than the function waits for its table. Later
   * one answer shows that the table is available again.
   */
  private void warmUp(Question question, URI api) throws IOException, InterruptedException {
    int needed = WARM.add(question + " at " + api) ? question.warmUp : 1;
    int answered = 0;
    for (int i = 0; i < 10 * question.warmUp && answered < needed; i++) {
      HttpResponse<String> answer = http.send(question.at(api), BodyHandlers.ofString());
      answered += answer.statusCode() == 200 ? 1 : 0;
    }
    assertThat(answered).as("%s before", question).isEqualTo(needed);
  }

  /** The HTTP API in front of a check function whose table is available. */
  private static URI api(Deployment deployment, FunctionPackage code, String table)
      throws Exception {
    ExecutionEnvironment check = STARTED.keep(ExecutionEnvironment.start(
        code,
        deployment.function("check"),
        Map.of("HARDSTOP_TABLE", TABLE, "QUARKUS_DYNAMODB_ENDPOINT_OVERRIDE", table),
        TestPackage.log("check")));
    check.awaitInit();
    HttpFront front = new HttpFront(deployment, (handler, event) -> check.invoke(event));
    LoopbackServer server = STARTED.keep(LoopbackServer.bind(0, front::serve));
    server.start();
    return URI.create("http://" + server.hostAndPort());
  }
}
