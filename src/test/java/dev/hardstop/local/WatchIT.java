package dev.hardstop.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hardstop.dynamodb.LocalDynamoDb;
import dev.hardstop.dynamodb.TemplateTable;
import dev.hardstop.template.BrokenDomain;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The packaged watch function, with the table, SES and SNS on this machine. */
class WatchIT {
  private static final String TABLE = "hardstop";
  private static final byte[] EVENT =
      "{\"source\":\"aws.events\",\"detail-type\":\"Scheduled Event\"}"
          .getBytes(StandardCharsets.UTF_8);

  @Test
  void watchOpensAnIncidentPullsTheBrakeAndReportsBothOnce() throws Exception {
    try (LocalDynamoDb table = LocalDynamoDb.start();
        DynamoDbClient client = table.client();
        AwsStub aws = AwsStub.start();
        FunctionPackage code = FunctionPackage.unpack(TestPackage.zip())) {
      TemplateTable.of(TestPackage.TEMPLATE).create(client, TABLE);
      aws.setPoints(new AwsStub.Points(2_000, 200, 0));
      new BrokenDomain(client, TABLE).turns();
      FunctionDefinition watch = Deployment.read(TestPackage.TEMPLATE)
          .function("watch")
          .withTimeout(Duration.ofMinutes(2));
      try (ExecutionEnvironment function =
          ExecutionEnvironment.start(code, watch, settings(table, aws), TestPackage.log("watch"))) {
        function.awaitInit();
        JsonNode first = answer(function);
        assertThat(first.path("opened").asText()).isEqualTo("1");
        assertThat(first.path("missing").asText()).isEmpty();
        JsonNode second = answer(function);
        assertThat(second.path("opened").asText()).isEqualTo("0");
      }
      assertThat(aws.calls("ses:SendEmail").stream()
              .filter(call ->
                  call.parameters().get("Message.Body.Text.Data").contains("contoso.com refuses")))
          .hasSize(1);
      assertThat(aws.calls("sns:Publish").get(0).parameters().get("Message"))
          .contains("contoso.com refuses");
      assertThat(aws.calls("ses:PutConfigurationSetSendingOptions"))
          .extracting(call -> call.parameters().get("set"))
          .containsExactly("marketing");
    }
  }

  private static JsonNode answer(ExecutionEnvironment function) throws Exception {
    LocalReply reply = function.invoke(EVENT);
    assertThat(reply).isInstanceOf(LocalReply.Answer.class);
    return new ObjectMapper().readTree(((LocalReply.Answer) reply).body());
  }

  private static Map<String, String> settings(LocalDynamoDb table, AwsStub aws) {
    Map<String, String> settings = new HashMap<>(aws.variables());
    settings.put("HARDSTOP_TABLE", TABLE);
    settings.put("QUARKUS_DYNAMODB_ENDPOINT_OVERRIDE", table.endpoint().toString());
    settings.put("QUARKUS_DYNAMODB_API_CALL_TIMEOUT", "50S");
    settings.put("QUARKUS_DYNAMODB_API_CALL_ATTEMPT_TIMEOUT", "20S");
    settings.put("QUARKUS_DYNAMODB_SYNC_CLIENT_SOCKET_TIMEOUT", "20S");
    settings.put("HARDSTOP_CHANGES_TOPIC", SnsStub.arn("ChangeTopic"));
    settings.put("HARDSTOP_WATCH_DIGEST", "false");
    settings.put("HARDSTOP_WATCH_DIGEST_HOUR", "6");
    settings.put("HARDSTOP_WATCH_BRAKE_CONFIGURATION_SETS", "marketing");
    settings.put("HARDSTOP_WATCH_BRAKE_BOUNCE_PERCENT", "8");
    settings.put("HARDSTOP_WATCH_BRAKE_COMPLAINT_PERCENT", "0.4");
    return settings;
  }
}
