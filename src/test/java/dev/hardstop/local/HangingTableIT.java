package dev.hardstop.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hardstop.Soak;
import dev.hardstop.local.FaultyTable.Fault;
import dev.hardstop.sesevent.SesEvent;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A table that accepts every request and never answers must not use up the function's time. */
class HangingTableIT {
  private static final int MESSAGES = 100;

  /** Of each message: 50 are as many as SES takes. */
  private static final int RECIPIENTS = Soak.cases(1, 50);

  @Test
  void aWholeBatchBeforeAHangingTableFailsMessageByMessageWithinTheFunctionsTime()
      throws Exception {
    FunctionDefinition feedback = Deployment.read(TestPackage.TEMPLATE).function("feedback");
    try (FaultyTable table = new FaultyTable();
        FunctionPackage code = FunctionPackage.unpack(TestPackage.zip());
        ExecutionEnvironment function = ExecutionEnvironment.start(
            code,
            feedback,
            Map.of(
                "HARDSTOP_TABLE", "none", "QUARKUS_DYNAMODB_ENDPOINT_OVERRIDE", table.endpoint()),
            TestPackage.log("feedback"))) {
      table.become(Fault.HANGS);
      function.awaitInit();

      LocalReply reply = function.invoke(SqsMessage.batch(messages()));

      assertThat(reply).isInstanceOf(LocalReply.Answer.class);
      JsonNode answer = new ObjectMapper().readTree(((LocalReply.Answer) reply).body());
      assertThat(answer.path("batchItemFailures")).hasSize(MESSAGES);
    }
  }

  /** Every other one a delivery, whose dossiers are read first. */
  private static List<SqsMessage> messages() {
    return IntStream.range(0, MESSAGES)
        .mapToObj(i -> new SqsMessage("id-" + i, event(i).toString()))
        .toList();
  }

  private static SesEvent event(int number) {
    String[] recipients = IntStream.range(0, RECIPIENTS)
        .mapToObj(i -> "user" + i + "@m" + number + ".example.com")
        .toArray(String[]::new);
    return number % 2 == 0 ? SesEvent.bounce(recipients) : SesEvent.delivery(recipients);
  }
}
