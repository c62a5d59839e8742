package dev.hardstop.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hardstop.cloudformation.PolicyDocument;
import dev.hardstop.cloudformation.PolicyDocument.Request;
import dev.hardstop.local.ExecutionEnvironment;
import dev.hardstop.local.FunctionPackage;
import dev.hardstop.local.LocalApi;
import dev.hardstop.local.LocalReply;
import dev.hardstop.local.LocalSystem;
import dev.hardstop.local.SqsEvent;
import dev.hardstop.local.StartedResources;
import dev.hardstop.local.TestPackage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * The template deployed to an emulated account, and a bounce that goes all the way from SES's topic
 * to an answer. The emulator enforces neither the topic's nor the queue's policy, so this test
 * evaluates the deployed policies itself.
 */
class EmulatedDeploymentIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String GONE = "gone@example.net";
  private static final String OTHER_ACCOUNT = "210987654321";
  private static final StartedResources STARTED = new StartedResources();
  private static final Instant SENT = Instant.now();

  private static EmulatedAccount account;

  @BeforeAll
  static void deploy() throws Exception {
    account = STARTED.keep(EmulatedAccount.start());
  }

  @AfterAll
  static void stop() {
    STARTED.close();
  }

  @Test
  void aBounceOnTheTopicIsAVerdictOfCheck() throws Exception {
    assertThat(account.text("/status")).isEqualTo("CREATE_COMPLETE");
    FunctionPackage code = STARTED.keep(FunctionPackage.unpack(TestPackage.zip()));
    ExecutionEnvironment feedback = start(code, "feedback");
    ExecutionEnvironment check = start(code, "check");
    feedback.awaitInit();
    check.awaitInit();
    assertThat(verdict(check).path("state").asText()).isEqualTo("clear");

    publish("Successfully validated SNS topic for Amazon SES event publishing.");
    publish(bounce());
    List<Message> messages = received();

    assertThat(messages).extracting(Message::body).contains(bounce());
    JsonNode taken = answer(feedback, SqsEvent.of(messages, account.text("/queue/arn")));
    assertThat(taken.path("batchItemFailures")).isEmpty();
    JsonNode verdict = verdict(check);
    assertThat(verdict.path("suppressed").asBoolean()).isTrue();
    assertThat(verdict.path("reason").asText()).isEqualTo("INVALID_RECIPIENT");
    System.out.println("emulated deployment: a bounce went from the deployed topic to the verdict "
        + verdict.path("state").asText() + " on " + account.text("/outputs/TableName"));
  }

  @Test
  void theQueueIsTheOneThatFeedbackReads() {
    String feedback = account.text("/functions/feedback/arn");
    assertThat(account.deployed("/sources"))
        .filteredOn(source -> source.path("function").asText().equals(feedback))
        .singleElement()
        .satisfies(source ->
            assertThat(source.path("queue").asText()).isEqualTo(account.text("/queue/arn")));
    assertThat(account.text("/outputs/CheckFunctionArn"))
        .isEqualTo(account.text("/functions/check/arn"));
  }

  @Test
  void theCommandLineFindsTheDeployedTableQueueAndPolicy() {
    for (String output : List.of("ApiUrl", "TableName", "QueueUrl", "DeadLetterQueueUrl")) {
      assertThat(account.text("/parameter/" + output))
          .isEqualTo(account.text("/outputs/" + output));
    }
    assertThat(account.text("/parameter/Variables/HARDSTOP_POLICY_RECHECK_DAYS"))
        .isEqualTo(account.text("/functions/check/variables/HARDSTOP_POLICY_RECHECK_DAYS"));
  }

  @ParameterizedTest
  @CsvSource({
    "ses.amazonaws.com,    ACCOUNT, arn:aws:ses:eu-central-1:ACCOUNT:configuration-set/any, true",
    "ses.amazonaws.com,    ACCOUNT, arn:aws:ses:eu-central-1:ACCOUNT:identity/example.com,  true",
    "ses.amazonaws.com,    OTHER,   arn:aws:ses:eu-central-1:OTHER:configuration-set/any,   false",
    "ses.amazonaws.com,    OTHER,   arn:aws:ses:eu-central-1:OTHER:identity/example.com,    false",
    "ses.amazonaws.com,    OTHER,   arn:aws:ses:eu-central-1:ACCOUNT:configuration-set/any, false",
    "ses.amazonaws.com,    ACCOUNT, arn:aws:ses:eu-central-1:OTHER:configuration-set/any,   false",
    "ses.amazonaws.com,    ACCOUNT, arn:aws:s3:eu-central-1:ACCOUNT:configuration-set/any,  false",
    "ses.amazonaws.com,    ACCOUNT, ,                                                       false",
    "events.amazonaws.com, ACCOUNT, arn:aws:ses:eu-central-1:ACCOUNT:configuration-set/any, false",
    "lambda.amazonaws.com, ACCOUNT, arn:aws:ses:eu-central-1:ACCOUNT:identity/example.com,  false",
  })
  void theTopicAcceptsOnlySesForTheIdentitiesAndSetsOfTheAccount(
      String service, String sourceAccount, String sourceArn, boolean admitted) {
    Map<String, String> context = new HashMap<>();
    context.put("aws:SourceAccount", named(sourceAccount));
    if (sourceArn != null) {
      context.put("aws:SourceArn", named(sourceArn));
    }
    String topic = account.text("/topic/arn");
    PolicyDocument policy = PolicyDocument.of(account.deployed("/topic/policy"));

    Request publish = new Request(service, "sns:Publish", topic, context);
    assertAllowsAtMost(policy, publish, "sns:Subscribe", admitted);
  }

  @ParameterizedTest
  @CsvSource({
    "sns.amazonaws.com, TOPIC,                                       true",
    "sns.amazonaws.com, TOPIC2,                                      false",
    "sns.amazonaws.com, arn:aws:sns:eu-central-1:ACCOUNT:other,      false",
    "sns.amazonaws.com, arn:aws:sns:eu-central-1:OTHER:other,        false",
    "sns.amazonaws.com, ,                                            false",
    "ses.amazonaws.com, TOPIC,                                       false",
    "s3.amazonaws.com,  TOPIC,                                       false",
  })
  void theQueueAcceptsOnlyTheTopic(String service, String sourceArn, boolean admitted) {
    Map<String, String> context =
        sourceArn == null ? Map.of() : Map.of("aws:SourceArn", named(sourceArn));
    String queue = account.text("/queue/arn");
    PolicyDocument policy = PolicyDocument.of(account.deployed("/queue/policy"));

    Request send = new Request(service, "sqs:SendMessage", queue, context);
    assertAllowsAtMost(policy, send, "sqs:ReceiveMessage", admitted);
  }

  /** The request is allowed if it is admitted; never another action, nor another resource. */
  private static void assertAllowsAtMost(
      PolicyDocument policy, Request request, String otherAction, boolean admitted) {
    String service = request.service();
    String resource = request.resource();
    Map<String, String> context = request.context();

    assertThat(policy.allows(request)).isEqualTo(admitted);
    assertThat(policy.allows(new Request(service, otherAction, resource, context)))
        .isFalse();
    assertThat(policy.allows(new Request(service, request.action(), resource + "2", context)))
        .isFalse();
  }

  private static String named(String text) {
    return text.replace("ACCOUNT", account.text("/account"))
        .replace("OTHER", OTHER_ACCOUNT)
        .replace("TOPIC", account.text("/topic/arn"));
  }

  /** With the variables that it was deployed with, and this machine in the place of AWS. */
  private static ExecutionEnvironment start(FunctionPackage code, String handler) throws Exception {
    return STARTED.keep(ExecutionEnvironment.start(
        code,
        account.function(handler).withTimeout(LocalSystem.PATIENCE),
        LocalSystem.patiently(account.text("/outputs/TableName"), account.endpoint()),
        TestPackage.log(handler)));
  }

  private static void publish(String message) {
    try (SnsClient sns = account.client(SnsClient.builder())) {
      sns.publish(publish -> publish.topicArn(account.text("/topic/arn")).message(message));
    }
  }

  private static List<Message> received() {
    try (SqsClient sqs = account.client(SqsClient.builder())) {
      return sqs.receiveMessage(
              receive -> receive.queueUrl(account.text("/queue/url")).maxNumberOfMessages(10))
          .messages();
    }
  }

  /** A bounce of SES for a mailbox that does not exist. */
  private static String bounce() {
    return LocalApi.event("out-of-office.bare.json", SENT)
        .replace("away@example.net", GONE)
        .replace(
            "smtp; 250 2.0.0 Automatic reply: I am out of the office until Monday",
            "smtp; 550 5.1.1 User unknown");
  }

  private static JsonNode verdict(ExecutionEnvironment check) throws Exception {
    byte[] question = ("{\"addresses\":[\"" + GONE + "\"]}").getBytes(StandardCharsets.UTF_8);
    return answer(check, question).at("/results/0");
  }

  private static JsonNode answer(ExecutionEnvironment function, byte[] event) throws Exception {
    LocalReply reply = function.invoke(event);
    assertThat(reply).isInstanceOf(LocalReply.Answer.class);
    return JSON.readTree(((LocalReply.Answer) reply).body());
  }
}
