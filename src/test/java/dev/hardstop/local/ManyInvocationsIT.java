package dev.hardstop.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hardstop.Soak;
import dev.hardstop.local.FaultyTable.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Many invocations of one process: mostly ordinary events, and among them the kept inputs of the
 * fuzz tests, events of 256 KB, and tables with faults. The process goes on answering, loses
 * nothing, and its memory does not grow.
 */
class ManyInvocationsIT {
  private static final int ALL = Soak.cases(1_000, 10_000);

  private static final int EARLY = ALL / 5;

  /** The long run meets each fault twice. */
  private static final int FAULTS = Soak.cases(2, 10);

  /** A process may be this much larger at the end than it was early on, when its heap has grown. */
  private static final double GROWTH = 1.2;

  private static final String LARGE = "550 5.1.1 <unknown@example.org> ".repeat(8_000);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final StartedResources STARTED = new StartedResources();

  private static Deployment deployment;
  private static FunctionPackage code;
  private static FaultyTable table;

  @BeforeAll
  static void start() throws Exception {
    deployment = Deployment.read(TestPackage.TEMPLATE);
    code = STARTED.keep(FunctionPackage.unpack(TestPackage.zip()));
    table = STARTED.keep(new FaultyTable());
  }

  @AfterAll
  static void stop() {
    STARTED.close();
  }

  @Test
  void feedbackRecordsEverythingAndItsMemoryDoesNotGrow() throws Exception {
    List<Path> hostile = HostileEventsIT.feedbackEvents();
    List<String> bounced = new ArrayList<>();
    run("feedback", (function, i) -> {
      String recipient = "person" + i + "@example.org";
      switch (kind(i)) {
        case FAULT -> {
          table.become(fault(i), recipient);
          assertThat(failures(function, recipient)).isEqualTo(1);
          table.heal();
        }
        case HOSTILE ->
          HostileEventsIT.assertRecordedOrRejected(
              function.invoke(Files.readAllBytes(hostile.get(i % hostile.size()))));
        case LARGE ->
          assertThat(
                  function.invoke(JSON.writeValueAsBytes(FunctionEvents.bounce("smtp; " + LARGE))))
              .isInstanceOf(LocalReply.Answer.class);
        case USUAL -> {
          assertThat(failures(function, recipient)).as(recipient).isZero();
          bounced.add(recipient);
        }
      }
    });
    assertThat(table.recorded()).containsAll(bounced);
  }

  @Test
  void checkAnswersEverythingAndItsMemoryDoesNotGrow() throws Exception {
    List<Path> hostile = HostileEventsIT.httpEvents();
    byte[] question = question("person@example.org");
    byte[] large = question("x".repeat(250_000) + "@example.org");
    run("check", (function, i) -> {
      switch (kind(i)) {
        case FAULT -> {
          table.become(fault(i));
          assertThat(status(function.invoke(question))).isEqualTo(503);
          table.heal();
        }
        case HOSTILE ->
          assertThat(status(function.invoke(Files.readAllBytes(hostile.get(i % hostile.size())))))
              .isBetween(200, 499);
        case LARGE -> assertThat(status(function.invoke(large))).isBetween(200, 499);
        case USUAL -> assertThat(status(function.invoke(question))).isEqualTo(200);
      }
    });
  }

  private enum Kind {
    FAULT,
    HOSTILE,
    LARGE,
    USUAL
  }

  private static Kind kind(int invocation) {
    if (invocation % (ALL / FAULTS) == ALL / FAULTS / 2) {
      return Kind.FAULT;
    }
    if (invocation % 100 == 1) {
      return Kind.LARGE;
    }
    return invocation % 4 == 3 ? Kind.HOSTILE : Kind.USUAL;
  }

  private static Fault fault(int invocation) {
    Fault[] all = Fault.values();
    return all[invocation / (ALL / FAULTS) % all.length];
  }

  /** One invocation of a run. */
  private interface Step {
    void take(ExecutionEnvironment function, int number) throws Exception;
  }

  private static void run(String handler, Step step) throws Exception {
    table.heal();
    try (ExecutionEnvironment function = ExecutionEnvironment.start(
        code,
        deployment.function(handler),
        Map.of(
            "HARDSTOP_TABLE", "none",
            "QUARKUS_DYNAMODB_ENDPOINT_OVERRIDE", table.endpoint(),
            // Only a hanging request is to time out, not a slow call on a busy machine.
            "QUARKUS_DYNAMODB_API_CALL_TIMEOUT", "6S",
            "QUARKUS_DYNAMODB_API_CALL_ATTEMPT_TIMEOUT", "3S",
            "QUARKUS_DYNAMODB_SYNC_CLIENT_SOCKET_TIMEOUT", "3S",
            "QUARKUS_DYNAMODB_SYNC_CLIENT_CONNECTION_TIMEOUT", "3S"),
        TestPackage.log(handler))) {
      function.awaitInit();
      long early = 0;
      for (int i = 0; i < ALL; i++) {
        early = i == EARLY ? function.residentBytes() : early;
        step.take(function, i);
      }
      long late = function.residentBytes();
      assertThat(late)
          .as("resident bytes of " + handler + " at the end")
          .isLessThan(deployment.function(handler).memory() * 1024L * 1024);
      if (Soak.isLong()) {
        assertThat(late)
            .as("resident bytes of " + handler + ", %,d of them early on", early)
            .isLessThan((long) (GROWTH * early));
      }
    }
  }

  private static int failures(ExecutionEnvironment function, String recipient) throws Exception {
    LocalReply reply = function.invoke(FunctionEvents.bounces(List.of(recipient)));
    return json(reply).path("batchItemFailures").size();
  }

  private static byte[] question(String address) throws IOException {
    return FunctionEvents.post(deployment, "/v1/check", "{\"addresses\":[\"" + address + "\"]}");
  }

  /** An event that is not API Gateway's is a direct question: its answer is the body alone. */
  private static int status(LocalReply reply) throws IOException {
    JsonNode answer = json(reply);
    String status = answer.has("statusCode") ? "statusCode" : "status";
    return answer.path(status).asInt(answer.has("results") ? 200 : 0);
  }

  private static JsonNode json(LocalReply reply) throws IOException {
    assertThat(reply).isInstanceOf(LocalReply.Answer.class);
    return JSON.readTree(((LocalReply.Answer) reply).body());
  }
}
