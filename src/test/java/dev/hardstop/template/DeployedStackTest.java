package dev.hardstop.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hardstop.ConfiguredPolicy;
import dev.hardstop.cloudformation.PolicyDocument;
import dev.hardstop.cloudformation.PolicyDocument.Request;
import dev.hardstop.cloudformation.Stack;
import dev.hardstop.suppression.SuppressionPolicy;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The resources on AWS after a deployment with different parameters. */
class DeployedStackTest {
  private static final String SES = "arn:aws:ses:eu-central-1:111122223333:";
  private static final String ALERT_SET = SES + "configuration-set/${AlertConfigurationSet}";
  private static final String STREAM =
      "arn:aws:dynamodb:eu-central-1:111122223333:table/restored/stream/2026-11-28T16:35:25.662";
  private static final Map<String, String> RESTORED =
      Map.of("ExistingTableName", "restored", "ExistingTableStreamArn", STREAM);
  private static final Map<String, String> MAILS =
      Map.of("AlertSender", "alerts@example.com", "AlertRecipients", "ann@example.org");

  /** A template whose Join or Split has a function for a delimiter is refused by CloudFormation. */
  @ParameterizedTest
  @ValueSource(strings = {"", "marketing", "marketing,receipts", "marketing, receipts,news"})
  void theBrakeMaySwitchExactlyItsSets(String sets) {
    PolicyDocument watch = roleOf("WatchRole", Map.of("BrakeConfigurationSets", sets));
    for (String set : List.of("marketing", "receipts", "news", "other", "market", "")) {
      boolean isNamed = !set.isEmpty() && List.of(sets.split(", ?")).contains(set);
      assertThat(watch.allows(switching(set, "eu-central-1"))).as(set).isEqualTo(isNamed);
      assertThat(watch.allows(switching(set, "eu-west-1"))).as(set).isFalse();
    }
  }

  private static Request switching(String set, String region) {
    return Request.ofRole(
        "ses:PutConfigurationSetSendingOptions",
        "arn:aws:ses:" + region + ":111122223333:configuration-set/" + set,
        Map.of("aws:RequestedRegion", region));
  }

  /** Amazon SES developer guide: each of these is authorised on its own. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        SES + "identity/example.com",
        SES + "identity/alerts@example.com",
        SES + "identity/ann@example.org",
        ALERT_SET
      })
  void watchMayMailInTheSandboxAndOutOfIt(String resource) {
    PolicyDocument watch = roleOf("WatchRole", MAILS);
    assertThat(watch.allows(mailing(resource, "alerts@example.com"))).isTrue();
    assertThat(watch.allows(mailing(resource, "ceo@example.com"))).isFalse();
  }

  @Test
  void watchMayMailWithNoOtherSetAndWithoutASenderNotAtAll() {
    String other = SES + "configuration-set/marketing";
    assertThat(roleOf("WatchRole", MAILS).allows(mailing(other, "alerts@example.com")))
        .isFalse();
    assertThat(roleOf("WatchRole", Map.of())
            .allows(mailing(SES + "identity/example.com", "alerts@example.com")))
        .isFalse();
  }

  private static Request mailing(String resource, String sender) {
    return Request.ofRole("ses:SendEmail", resource, Map.of("ses:FromAddress", sender));
  }

  @ParameterizedTest
  @CsvSource({"off, false", "report, true", "follow, true"})
  void watchMayReadSesSuppressionListOnlyWhereTheModeNeedsIt(String mode, boolean mayRead) {
    PolicyDocument watch = roleOf("WatchRole", Map.of("SesList", mode));
    assertThat(watch.allows(Request.ofRole("ses:ListSuppressedDestinations", "*", Map.of())))
        .isEqualTo(mayRead);
    assertThat(watch.allows(Request.ofRole("ses:GetAccount", "*", Map.of()))).isEqualTo(mayRead);
    assertThat(watch.allows(Request.ofRole(
            "ses:GetConfigurationSet", SES + "configuration-set/marketing", Map.of())))
        .isEqualTo(mayRead);
    for (String change : List.of("Put", "Delete")) {
      assertThat(watch.allows(
              Request.ofRole("ses:" + change + "SuppressedDestination", "*", Map.of())))
          .isFalse();
    }
  }

  /** Every function that judges addresses asks for what is kept of erased ones; feedback judges none. */
  @ParameterizedTest
  @ValueSource(strings = {"Check", "Desk", "Announce", "SesList", "Watch"})
  void theErasureKeyIsReadOnlyWhereThereIsOneAndByThoseWhoJudge(String function) {
    String key = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:hardstop-A1b2C3";
    Map<String, String> keeps = Map.of("SesList", "follow", "ErasureKeyArn", key);
    assertThat(roleOf(function + "Role", keeps).allows(reading(key))).isTrue();
    assertThat(roleOf(function + "Role", keeps).allows(reading(key.replace("A1", "B1"))))
        .isFalse();
    assertThat(roleOf(function + "Role", Map.of("SesList", "follow")).allows(reading(key)))
        .isFalse();
    assertThat(roleOf("FeedbackRole", keeps).allows(reading(key))).isFalse();
  }

  private static Request reading(String secret) {
    return Request.ofRole("secretsmanager:GetSecretValue", secret, Map.of());
  }

  @Test
  void watchLooksAtTheSetThatTheSenderUses() {
    assertThat(sendingSets(Map.of())).isEqualTo("ConfigurationSet");
    assertThat(sendingSets(Map.of("ConfigurationSetName", "marketing"))).isEqualTo("marketing");
  }

  private static String sendingSets(Map<String, String> parameters) {
    return variables(Stack.ofProject(parameters), "WatchFunction")
        .path("HARDSTOP_WATCH_SENDING_SETS")
        .asText();
  }

  @Test
  void watchMailsWithASetThatTheBrakeDoesNotHave() {
    Stack stack = Stack.ofProject(MAILS);
    assertThat(variables(stack, "WatchFunction")
            .path("HARDSTOP_WATCH_CONFIGURATION_SET")
            .asText())
        .isEqualTo("AlertConfigurationSet");
    assertThat(stack.resources()).containsKey("AlertConfigurationSet");
    assertThat(Stack.ofProject(Map.of()).resources()).doesNotContainKey("AlertConfigurationSet");
  }

  @Test
  void aSenderNeedsRecipientsAndRecipientsNeedASender() {
    assertThat(Stack.ofProject(Map.of()).refusals()).isEmpty();
    assertThat(Stack.ofProject(MAILS).refusals()).isEmpty();
    assertThat(Stack.ofProject(Map.of("AlertSender", "alerts@example.com")).refusals())
        .singleElement()
        .asString()
        .contains("AlertRecipients must");
    assertThat(Stack.ofProject(Map.of("AlertRecipients", "ann@example.org")).refusals())
        .singleElement()
        .asString()
        .contains("AlertSender must");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Stack.ofProject(Map.of("AlertRecipients", "ann@example.org, bob@example.org")))
        .withMessageContaining("no spaces");
  }

  @Test
  void sesListFollowsOnlyIfSesObeysBounces() {
    assertThat(Stack.ofProject(Map.of("SesList", "follow")).refusals()).isEmpty();
    assertThat(Stack.ofProject(Map.of("SesList", "follow", "SuppressedReasons", "BOUNCE"))
            .refusals())
        .isEmpty();
    assertThat(Stack.ofProject(Map.of("SesList", "follow", "SuppressedReasons", "COMPLAINT"))
            .refusals())
        .singleElement()
        .asString()
        .contains("BOUNCE");
    for (Map<String, String> other : List.of(
        Map.of("SesList", "report", "SuppressedReasons", "COMPLAINT"),
        Map.of(
            "SesList", "follow",
            "SuppressedReasons", "COMPLAINT",
            "ConfigurationSetName", "marketing"))) {
      assertThat(Stack.ofProject(other).refusals()).isEmpty();
    }
  }

  /** The list of the account has no ARN, so these permissions must not exist without need. */
  @ParameterizedTest
  @CsvSource({"off, false", "report, false", "follow, true"})
  void onlyAStackThatFollowsMayWriteSesList(String mode, boolean mayWrite) {
    Stack stack = Stack.ofProject(Map.of("SesList", mode));
    assertThat(stack.resources().keySet().stream().anyMatch(name -> name.startsWith("SesList")))
        .isEqualTo(mayWrite);
    stack.ofType("AWS::IAM::Role").forEach((name, role) -> {
      PolicyDocument policy = PolicyDocument.of(role.at("/Properties/Policies/0/PolicyDocument"));
      for (String action :
          List.of("ses:PutSuppressedDestination", "ses:DeleteSuppressedDestination")) {
        assertThat(policy.allows(Request.ofRole(action, "*", Map.of())))
            .as(name)
            .isEqualTo(mayWrite && name.equals("SesListRole"));
      }
    });
    assertThat(variables(stack, "AnnounceFunction")
            .path("HARDSTOP_CHANGES_SES_QUEUE")
            .asText())
        .isEqualTo(mayWrite ? "SesListQueue" : "");
  }

  /** For every value of ConfigurationSetName, because events of an earlier set may still arrive. */
  @ParameterizedTest
  @CsvSource({
    "configuration-set/marketing, 111122223333, true",
    "configuration-set/receipts, 111122223333, true",
    "identity/example.com, 111122223333, true",
    "identity/bob@example.com, 111122223333, true",
    "mailmanager-rule-set/x, 111122223333, false",
    "configuration-set/marketing, 444455556666, false",
    "identity/example.com, 444455556666, false"
  })
  void everySetAndIdentityOfTheAccountMayPublishAndNoOther(
      String source, String account, boolean isAdmitted) {
    for (String name : List.of("", "marketing")) {
      PolicyDocument topic =
          document(Stack.ofProject(Map.of("ConfigurationSetName", name)), "FeedbackTopicPolicy");
      assertThat(topic.allows(publishing("ses.amazonaws.com", source, account)))
          .isEqualTo(isAdmitted);
      assertThat(topic.allows(publishing("sns.amazonaws.com", source, account))).isFalse();
    }
  }

  private static Request publishing(String service, String source, String account) {
    return new Request(
        service,
        "sns:Publish",
        "FeedbackTopic",
        Map.of(
            "aws:SourceAccount",
            account,
            "aws:SourceArn",
            "arn:aws:ses:eu-central-1:" + account + ":" + source));
  }

  @Test
  void onlyTheTopicMaySendToTheQueues() {
    for (String queue : List.of("FeedbackQueue", "DeadLetterQueue")) {
      PolicyDocument policy = document(Stack.ofProject(Map.of()), queue + "Policy");
      for (String topic : List.of("FeedbackTopic", "AlertTopic")) {
        assertThat(policy.allows(new Request(
                "sns.amazonaws.com",
                "sqs:SendMessage",
                queue + ".Arn",
                Map.of("aws:SourceArn", topic))))
            .isEqualTo(topic.equals("FeedbackTopic"));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "FeedbackRole, UpdateItem",
    "CheckRole, BatchGetItem",
    "DeskRole, UpdateItem",
    "AnnounceRole, BatchGetItem"
  })
  void allFunctionsUseAnExistingTableAndNoneIsCreated(String role, String action) {
    Map<String, String> parameters = RESTORED;
    Stack stack = Stack.ofProject(parameters);
    assertThat(stack.ofType("AWS::DynamoDB::Table")).isEmpty();
    assertThat(stack.globals().at("/Environment/Variables/HARDSTOP_TABLE").asText())
        .isEqualTo("restored");
    assertThat(stack.outputs().get("TableName").path("Value").asText()).isEqualTo("restored");
    String table = "arn:aws:dynamodb:eu-central-1:111122223333:table/";
    PolicyDocument policy = roleOf(role, parameters);
    assertThat(policy.allows(Request.ofRole("dynamodb:" + action, table + "restored", Map.of())))
        .isTrue();
    assertThat(policy.allows(Request.ofRole("dynamodb:" + action, table + "other", Map.of())))
        .isFalse();
    assertThat(stack.resources().toString())
        .doesNotContain("Table.Arn", "${Table}", "Table.StreamArn");
  }

  @Test
  void theStreamOfAnExistingTableIsReadAndMustBeNamed() {
    Stack stack = Stack.ofProject(RESTORED);
    assertThat(stack.refusals()).isEmpty();
    assertThat(stack
            .properties("AnnounceFunction")
            .at("/Events/Changes/Properties/Stream")
            .asText())
        .isEqualTo(STREAM);
    PolicyDocument policy = roleOf("AnnounceRole", RESTORED);
    for (String action : List.of("GetRecords", "GetShardIterator", "DescribeStream")) {
      assertThat(policy.allows(Request.ofRole("dynamodb:" + action, STREAM, Map.of())))
          .isTrue();
      assertThat(policy.allows(Request.ofRole("dynamodb:" + action, STREAM + "1", Map.of())))
          .isFalse();
    }
    assertThat(Stack.ofProject(Map.of("ExistingTableName", "restored")).refusals())
        .singleElement()
        .asString()
        .contains("ExistingTableStreamArn must");
    assertThat(Stack.ofProject(Map.of("ExistingTableStreamArn", STREAM)).refusals())
        .singleElement()
        .asString()
        .contains("ExistingTableName must");
  }

  @ParameterizedTest
  @CsvSource({"CheckRole, byDomain", "WatchRole, byDomain", "WatchRole, byHour"})
  void theIndexesOfAnExistingTableAreRead(String role, String index) {
    assertThat(roleOf(role, RESTORED)
            .allows(Request.ofRole(
                "dynamodb:Query",
                "arn:aws:dynamodb:eu-central-1:111122223333:table/restored/index/" + index,
                Map.of())))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({"true, 'bounce,complaint,delivery'", "false, 'bounce,complaint'"})
  void withoutDeliveryEventsSesReportsNoneAndTheFunctionsAreConfiguredForThat(
      String reported, String types) {
    Stack stack = Stack.ofProject(Map.of("DeliveryEvents", reported));
    JsonNode destination = stack.properties("EventDestination").path("EventDestination");
    assertThat(PolicyDocument.texts(destination.path("MatchingEventTypes")))
        .containsExactlyInAnyOrder(types.split(","));
    assertThat(stack
            .globals()
            .at("/Environment/Variables/HARDSTOP_DELIVERY_EVENTS")
            .asText())
        .isEqualTo(reported);
  }

  /** A set in use must not go; one that a failed first deployment made must not stay. */
  @Test
  void onlyResourcesThatSendersNeedOutliveTheStack() {
    Map<String, String> policies = new TreeMap<>();
    Stack.ofProject(MAILS).resources().forEach((name, resource) -> {
      if (resource.has("DeletionPolicy")) {
        policies.put(name, resource.path("DeletionPolicy").asText());
      }
    });
    assertThat(policies)
        .isEqualTo(Map.of("ConfigurationSet", "RetainExceptOnCreate", "Table", "Retain"));
  }

  /** The command line judges an export by itself, so it needs the policy of the functions. */
  @ParameterizedTest
  @ValueSource(strings = {"new", "restored"})
  void theCommandLineFindsTheTableTheQueueAndThePolicyOfTheFunctions(String table)
      throws IOException {
    Map<String, String> parameters = new TreeMap<>(table.equals("new") ? Map.of() : RESTORED);
    parameters.putAll(Map.of("Streams", "news,receipts", "PolicyRecheckDays", "60"));
    Stack stack = Stack.ofProject(parameters);

    JsonNode parameter = stack.properties("CommandLineParameter");
    JsonNode outputs = new JsonMapper().readTree(parameter.path("Value").asText());

    assertThat(parameter.path("Name").asText()).isEqualTo("/hardstop/hardstop");
    assertThat(outputs.path("TableName").asText())
        .isEqualTo(table.equals("new") ? "Table" : "restored");
    assertThat(outputs.path("QueueUrl").asText()).isEqualTo("${FeedbackQueue}");
    assertThat(outputs.path("DeadLetterQueueUrl").asText()).isEqualTo("${DeadLetterQueue}");
    assertThat(outputs.path("ApiUrl").asText()).startsWith("https://${Api}.execute-api.");
    Map<String, String> ofFunctions = new TreeMap<>();
    stack.globals().at("/Environment/Variables").properties().forEach(variable -> {
      if (variable.getKey().matches("HARDSTOP_(POLICY_.*|DELIVERY_EVENTS|STREAMS|SES_LIST)")) {
        ofFunctions.put(variable.getKey(), variable.getValue().asText());
      }
    });
    Map<String, String> ofCommandLine = new TreeMap<>();
    outputs
        .path("Variables")
        .properties()
        .forEach(
            variable -> ofCommandLine.put(variable.getKey(), variable.getValue().asText()));
    assertThat(ofCommandLine)
        .isEqualTo(ofFunctions)
        .containsEntry("HARDSTOP_STREAMS", "news,receipts");
    SuppressionPolicy policy = ConfiguredPolicy.of(ofCommandLine);
    assertThat(policy.recheckable().forDays()).isEqualTo(60);
    assertThat(policy.streams().names()).containsExactlyInAnyOrder("news", "receipts");
  }

  private static JsonNode variables(Stack stack, String function) {
    return stack.properties(function).at("/Environment/Variables");
  }

  private static PolicyDocument document(Stack stack, String policy) {
    return PolicyDocument.of(stack.properties(policy).path("PolicyDocument"));
  }

  private static PolicyDocument roleOf(String role, Map<String, String> parameters) {
    JsonNode policies = Stack.ofProject(parameters).properties(role).path("Policies");
    assertThat(policies).hasSize(1);
    return PolicyDocument.of(policies.get(0).path("PolicyDocument"));
  }
}
