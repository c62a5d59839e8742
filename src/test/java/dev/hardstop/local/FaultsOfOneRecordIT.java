package dev.hardstop.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hardstop.Soak;
import dev.hardstop.local.FaultyTable.Fault;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A record of a batch that cannot be written fails alone. */
class FaultsOfOneRecordIT {
  private static final int RECORDS = 100;
  private static final int SPOILT = 41;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final StartedResources STARTED = new StartedResources();

  private static FaultyTable table;
  private static ExecutionEnvironment feedback;

  @BeforeAll
  static void start() throws Exception {
    table = STARTED.keep(new FaultyTable());
    FunctionPackage code = STARTED.keep(FunctionPackage.unpack(TestPackage.zip()));
    feedback = STARTED.keep(ExecutionEnvironment.start(
        code,
        Deployment.read(TestPackage.TEMPLATE).function("feedback"),
        Map.of(
            "HARDSTOP_TABLE", "none",
            "QUARKUS_DYNAMODB_ENDPOINT_OVERRIDE", table.endpoint(),
            // Only a hanging request is to time out, not a slow write on a busy machine.
            "QUARKUS_DYNAMODB_API_CALL_TIMEOUT", "15S",
            "QUARKUS_DYNAMODB_API_CALL_ATTEMPT_TIMEOUT", "7S",
            "QUARKUS_DYNAMODB_SYNC_CLIENT_SOCKET_TIMEOUT", "7S",
            "QUARKUS_DYNAMODB_SYNC_CLIENT_CONNECTION_TIMEOUT", "7S"),
        TestPackage.log("feedback")));
    feedback.awaitInit();
  }

  @AfterAll
  static void stop() {
    STARTED.close();
  }

  /** Faults that affect a whole table, not one subject. */
  static List<Fault> faults() {
    return Soak.isLong()
        ? List.of(Fault.HANGS, Fault.HANGS_UP, Fault.TALKS_NONSENSE, Fault.THROTTLES)
        : List.of(Fault.HANGS_UP, Fault.TALKS_NONSENSE);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aFaultFailsOnlyItsRecordAndEndsWhenTheTableRecovers(Fault fault) throws Exception {
    String who = fault.name().toLowerCase(Locale.ROOT);
    table.become(fault, address(who, SPOILT));

    assertThat(failedOf(who)).containsExactly(FunctionEvents.id(SPOILT));
    assertThat(recordedOf(who)).hasSize(RECORDS - 1).doesNotContain(address(who, SPOILT));

    table.heal();
    assertThat(failedOf(who)).isEmpty();
    assertThat(recordedOf(who)).hasSize(RECORDS);
  }

  @Test
  void aRecoveredTableAcceptsTheWritesThatItRejected() throws Exception {
    table.become(Fault.REFUSES);
    assertThat(failedOf("refused")).hasSize(RECORDS);
    assertThat(recordedOf("refused")).isEmpty();

    table.heal();
    assertThat(failedOf("refused")).isEmpty();
    assertThat(recordedOf("refused")).hasSize(RECORDS);
  }

  private static List<String> failedOf(String who) throws Exception {
    List<String> recipients =
        IntStream.range(0, RECORDS).mapToObj(i -> address(who, i)).toList();
    LocalReply reply = feedback.invoke(FunctionEvents.bounces(recipients));
    assertThat(reply).isInstanceOf(LocalReply.Answer.class);
    return JSON.readTree(((LocalReply.Answer) reply).body())
        .path("batchItemFailures")
        .findValuesAsText("itemIdentifier");
  }

  private static Stream<String> recordedOf(String who) {
    return table.recorded().stream().filter(subject -> subject.startsWith(who));
  }

  private static String address(String who, int number) {
    return who + number + "@example.org";
  }
}
