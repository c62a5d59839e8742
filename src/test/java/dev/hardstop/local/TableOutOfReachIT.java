package dev.hardstop.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hardstop.Soak;
import dev.hardstop.local.FaultyTable.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The packaged functions while their table is unavailable. {@code TableOutOfReachTest} checks that
 * every fault of a table is reported as an unavailable table, and {@code CheckInTimeIT} that senders
 * get this answer in time.
 */
class TableOutOfReachIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final StartedResources STARTED = new StartedResources();

  private static Deployment deployment;
  private static FaultyTable table;
  private static ExecutionEnvironment feedback;
  private static ExecutionEnvironment check;
  private static ExecutionEnvironment desk;

  static List<Fault> faults() {
    return Soak.isLong() ? List.of(Fault.values()) : List.of(Fault.HANGS, Fault.HANGS_UP);
  }

  @BeforeAll
  static void start() throws Exception {
    deployment = Deployment.read(TestPackage.TEMPLATE);
    table = STARTED.keep(new FaultyTable());
    FunctionPackage code = STARTED.keep(FunctionPackage.unpack(TestPackage.zip()));
    feedback = start(code, "feedback");
    check = start(code, "check");
    desk = start(code, "desk");
    feedback.awaitInit();
    check.awaitInit();
    desk.awaitInit();
  }

  @AfterAll
  static void stop() {
    STARTED.close();
  }

  /** At the same time, because each function waits until its requests time out. */
  @ParameterizedTest
  @MethodSource("faults")
  void noAddressIsClearNoActionIsDoneAndRecordsStayInTheQueue(Fault fault) throws Exception {
    table.become(fault);
    Future<LocalReply> asked =
        invoked(check, request("/v1/check", "{\"addresses\":[\"gone@example.org\"]}"));
    Future<LocalReply> released = invoked(
        desk, request("/v1/release", "{\"subject\":\"gone@example.org\",\"why\":\"a test\"}"));
    Future<LocalReply> reported = invoked(feedback, event("access-denied.sqs.json"));

    assertUnavailable(answer(asked.get()));
    assertUnavailable(answer(released.get()));
    assertThat(answer(reported.get()).path("batchItemFailures")).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void outsideAQueueAFailedWriteIsAnErrorWithoutAddresses(Fault fault) throws Exception {
    table.become(fault);
    assertThat(feedback.invoke(event("unknown-user.sns.json")))
        .isInstanceOfSatisfying(
            LocalReply.Failure.class,
            failure -> assertThat(failure.errorMessage()).doesNotContain("typo@example.net"));
  }

  private static Future<LocalReply> invoked(ExecutionEnvironment function, byte[] event) {
    FutureTask<LocalReply> invocation = new FutureTask<>(() -> function.invoke(event));
    new Thread(invocation, "invocation").start();
    return invocation;
  }

  private static void assertUnavailable(JsonNode answer) {
    assertThat(answer.path("statusCode").asInt()).isEqualTo(503);
    assertThat(answer.path("headers").has("retry-after")).isTrue();
    assertThat(answer.path("body").asText()).doesNotContain("gone@example.org");
  }

  private static ExecutionEnvironment start(FunctionPackage code, String handler)
      throws IOException {
    Map<String, String> variables =
        Map.of("HARDSTOP_TABLE", "none", "QUARKUS_DYNAMODB_ENDPOINT_OVERRIDE", table.endpoint());
    return STARTED.keep(ExecutionEnvironment.start(
        code,
        deployment.function(handler).withTimeout(LocalSystem.PATIENCE),
        variables,
        TestPackage.log(handler)));
  }

  private static byte[] request(String path, String body) throws IOException {
    return FunctionEvents.post(deployment, path, body);
  }

  private static byte[] event(String example) {
    return LocalApi.event(example, Instant.now()).getBytes(StandardCharsets.UTF_8);
  }

  private static JsonNode answer(LocalReply reply) throws IOException {
    assertThat(reply).isInstanceOf(LocalReply.Answer.class);
    return JSON.readTree(((LocalReply.Answer) reply).body());
  }
}
