package dev.hardstop.template;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.announce.AnnounceCalls;
import dev.hardstop.announce.AnnounceHandler;
import dev.hardstop.cloudformation.PolicyDocument;
import dev.hardstop.http.CheckHandler;
import dev.hardstop.http.DeskHandler;
import dev.hardstop.http.Route;
import dev.hardstop.ses.FeedbackHandler;
import dev.hardstop.seslist.SesListCalls;
import dev.hardstop.seslist.SesListHandler;
import dev.hardstop.watch.WatchCalls;
import dev.hardstop.watch.WatchHandler;
import jakarta.inject.Named;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** template.yaml agrees with the code. */
class TemplateTest {
  /** The queues that a function reads. */
  private static final Map<String, List<String>> QUEUES = Map.of(
      "feedback", List.of("FeedbackQueue"),
      "ses-list", List.of("SesListQueue", "SesListDelayQueue"));

  private final Template template = Template.ofProject();

  @Test
  void itsFunctionsRunTheHandlersThatThereAre() {
    Set<String> named = Stream.of(
            FeedbackHandler.class,
            CheckHandler.class,
            DeskHandler.class,
            AnnounceHandler.class,
            SesListHandler.class,
            WatchHandler.class)
        .map(handler -> handler.getAnnotation(Named.class).value())
        .collect(toSet());
    assertThat(template.functions().keySet()).isEqualTo(named);
  }

  @Test
  void allFunctionsAreOneZipOnTheCurrentRuntime() {
    // sam build follows the paths of resources only.
    assertThat(template.globals().has("CodeUri")).isFalse();
    assertThat(template.globals().path("Runtime").asText()).isEqualTo("provided.al2023");
    template
        .functions()
        .values()
        .forEach(function ->
            assertThat(function.path("CodeUri").asText()).isEqualTo("target/function-native.zip"));
  }

  @Test
  void everyVariableThatItSetsIsRead() throws IOException {
    String properties = Files.readString(Path.of("src/main/resources/application.properties"));
    assertThat(properties).contains("hardstop.table").contains("quarkus.lambda.handler");
    template
        .functions()
        .values()
        .forEach(function -> assertThat(template.variables(function).stream()
                .filter(variable ->
                    !variable.matches("HARDSTOP_(WATCH|CHANGES|ANNOUNCE|POLICY|DIAGNOSIS)_.*")))
            .containsExactlyInAnyOrder(
                "HARDSTOP_TABLE",
                "HARDSTOP_DELIVERY_EVENTS",
                "HARDSTOP_STREAMS",
                "HARDSTOP_SES_LIST",
                "HARDSTOP_ERASURE_KEY",
                "QUARKUS_LAMBDA_HANDLER",
                "DISABLE_SIGNAL_HANDLERS"));
    assertThat(template.variables(template.functions().get("watch")).stream()
            .filter(variable -> variable.startsWith("HARDSTOP_WATCH_")))
        .isNotEmpty()
        .isSubsetOf(WatchCalls.variables());
  }

  /** The stack's parameters name the identities and sets, so these calls are listed by name. */
  @Test
  void watchMayMakeTheCallsItMakesAndNoOthers() throws IOException {
    Policy policy = Policy.of(template, "watch");
    Set<Call> calls = WatchCalls.toTheTable();
    assertThat(calls).isNotEmpty().allMatch(policy::allows);
    Set<Call> others = policy.unused(calls);
    others.removeAll(notFromTheCode("watch"));
    Set<String> actions = others.stream().map(Call::action).collect(toSet());
    assertThat(actions).isEqualTo(WatchCalls.toOthers());
    assertThat(others)
        .contains(new Call("sns:Publish", "AlertTopic"), new Call("sns:Publish", "ChangeTopic"));
  }

  @Test
  void announceMayMakeTheCallsItMakesAndNoOthers() throws IOException {
    Policy policy = Policy.of(template, "announce");
    Set<Call> calls = AnnounceCalls.made();
    assertThat(calls).isNotEmpty().allMatch(policy::allows);
    assertThat(policy.unused(calls)).isEqualTo(notFromTheCode("announce"));
  }

  @Test
  void sesListMayMakeTheCallsItMakesAndNoOthers() throws IOException {
    Policy policy = Policy.of(template, "ses-list");
    Set<Call> calls = SesListCalls.made();
    assertThat(calls)
        .contains(new Call("ses:PutSuppressedDestination", "*"))
        .contains(new Call("ses:DeleteSuppressedDestination", "*"))
        .allMatch(policy::allows);
    assertThat(policy.unused(calls)).isEqualTo(notFromTheCode("ses-list"));
  }

  /** The queues, topics and sources have variables of their own. */
  @Test
  void announceReadsTheVariablesItHas() {
    assertThat(template.variables(template.functions().get("announce")))
        .contains(
            "HARDSTOP_CHANGES_SOURCE",
            "HARDSTOP_CHANGES_TOPIC",
            "HARDSTOP_CHANGES_SES_QUEUE",
            "HARDSTOP_CHANGES_SES_DELAY_QUEUE",
            "HARDSTOP_ANNOUNCE_FAILURE_QUEUE");
    assertThat(template.variables(template.functions().get("ses-list")))
        .contains("HARDSTOP_CHANGES_SES_QUEUE", "HARDSTOP_CHANGES_SES_DELAY_QUEUE");
  }

  /** A call that only one route makes would otherwise be missed. */
  @ParameterizedTest
  @ValueSource(strings = {"check", "desk"})
  void theEventsOfAHandlerUseEveryRoute(String handler) throws IOException {
    assertThat(HandlerEvents.routes(handler))
        .isEqualTo(Arrays.stream(Route.values())
            .filter(route -> route.handler().equals(handler))
            .map(Route::toString)
            .collect(toSet()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"check", "desk", "feedback"})
  void everyRouteLeadsToAHandlerThatAnswersIt(String handler) {
    Set<String> routes = Arrays.stream(Route.values())
        .filter(route -> route.handler().equals(handler))
        .map(Route::toString)
        .collect(toSet());
    if (handler.equals("check")) {
      routes.add("$default");
    }
    assertThat(Template.routes(template.functions().get(handler))).isEqualTo(routes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"check", "desk", "feedback"})
  void eachFunctionMayMakeTheCallsItMakesAndNoOthers(String handler) throws IOException {
    Policy policy = Policy.of(template, handler);
    Set<Call> calls = CallsOfHandlers.of(handler);
    assertThat(calls).isNotEmpty().allMatch(policy::allows);
    assertThat(policy.unused(calls)).isEqualTo(notFromTheCode(handler));
  }

  /** Calls that Lambda itself makes with the function's role: a closed list. */
  private Set<Call> notFromTheCode(String handler) {
    String log = template.functions().get(handler).at("/LoggingConfig/LogGroup").asText() + ".Arn";
    Set<Call> calls = new TreeSet<>();
    calls.add(new Call("logs:CreateLogStream", log));
    calls.add(new Call("logs:PutLogEvents", log));
    if (handler.equals("announce")) {
      // An event source mapping of a stream.
      for (String action : List.of("GetRecords", "GetShardIterator", "DescribeStream")) {
        calls.add(new Call("dynamodb:" + action, "Table.StreamArn"));
      }
      calls.add(new Call("dynamodb:ListStreams", "*"));
    }
    // An event source mapping of a queue.
    for (String queue : QUEUES.getOrDefault(handler, List.of())) {
      for (String action : List.of("ReceiveMessage", "DeleteMessage", "GetQueueAttributes")) {
        calls.add(new Call("sqs:" + action, queue + ".Arn"));
      }
    }
    return calls;
  }

  @Test
  void noGrantOnAllResourcesCouldBeNarrower() {
    template.ofType("AWS::IAM::Role").keySet().forEach(role -> {
      for (JsonNode policy : template.resource(role).path("Policies")) {
        for (JsonNode statement : Template.statements(policy)) {
          if (PolicyDocument.texts(statement.path("Resource")).contains("*")) {
            assertThat(PolicyDocument.texts(statement.path("Action")))
                .as("what AWS grants on nothing less")
                .isIn(
                    List.of("ses:GetSendStatistics", "ses:GetSendQuota"),
                    List.of("ses:ListSuppressedDestinations", "ses:GetAccount"),
                    List.of("dynamodb:ListStreams"),
                    List.of("ses:GetSuppressedDestination"),
                    List.of("ses:PutSuppressedDestination", "ses:DeleteSuppressedDestination"));
          }
          assertThat(PolicyDocument.texts(statement.path("Action")))
              .allMatch(action -> action.matches("[a-z]+:[A-Za-z]+"));
        }
      }
    });
    assertThat(template.ofType("AWS::IAM::Role")).isNotEmpty();
  }

  @Test
  void sesReportsWhatTheFeedbackFunctionReads() {
    JsonNode destination = template.resource("EventDestination").path("EventDestination");
    assertThat(PolicyDocument.texts(destination.path("MatchingEventTypes")))
        .containsExactlyInAnyOrder("bounce", "complaint", "delivery");
  }

  @Test
  void theQueueWaitsLongEnoughForTheFunction() {
    JsonNode function = template.functions().get("feedback");
    JsonNode source = function.path("Events").path("Feedback").path("Properties");
    int timeout = function.path("Timeout").asInt();
    int window = source.path("MaximumBatchingWindowInSeconds").asInt();
    JsonNode queue = template.resource("FeedbackQueue");
    assertThat(timeout).isPositive();
    assertThat(queue.path("VisibilityTimeout").asInt())
        .isGreaterThanOrEqualTo(6 * timeout + window);
    assertThat(queue.at("/RedrivePolicy/maxReceiveCount").asInt()).isGreaterThanOrEqualTo(5);
    assertThat(source.path("BatchSize").asInt()).isEqualTo(100);
    assertThat(window).isPositive();
    assertThat(PolicyDocument.texts(source.path("FunctionResponseTypes")))
        .containsExactly("ReportBatchItemFailures");
  }

  /** One call a second: one group of messages, so one invocation at a time. */
  @Test
  void theQueuesOfSesListWaitLongEnoughForTheFunction() {
    JsonNode function = template.functions().get("ses-list");
    int timeout = function.path("Timeout").asInt();
    for (String name : List.of("SesListQueue", "SesListDelayQueue")) {
      assertThat(template.resource(name).path("VisibilityTimeout").asInt())
          .isGreaterThanOrEqualTo(6 * timeout);
    }
    JsonNode queue = template.resource("SesListQueue");
    assertThat(queue.path("FifoQueue").asBoolean()).isTrue();
    assertThat(template.resource("SesListDeadLetterQueue").path("FifoQueue").asBoolean())
        .as("the dead-letter queue of a FIFO queue is one")
        .isTrue();
    // SQS allows 1,000. What fails here fails for all, and must wait.
    assertThat(queue.at("/RedrivePolicy/maxReceiveCount").asInt()).isEqualTo(1_000);
    JsonNode delay = template.resource("SesListDelayQueue");
    assertThat(delay.has("FifoQueue"))
        .as("a FIFO queue cannot delay one message")
        .isFalse();
    function.path("Events").forEach(event -> {
      assertThat(event.at("/Properties/BatchSize").asInt()).isLessThanOrEqualTo(10);
      assertThat(PolicyDocument.texts(event.at("/Properties/FunctionResponseTypes")))
          .containsExactly("ReportBatchItemFailures");
    });
  }

  /** AWS Lambda developer guide, "Process DynamoDB records with Lambda". */
  @Test
  void noRecordOfTheStreamIsLostAndNoneBlocksTheOthersForEver() {
    assertThat(
            template.resource("Table").at("/StreamSpecification/StreamViewType").asText())
        .isEqualTo("NEW_AND_OLD_IMAGES");
    JsonNode source = template.functions().get("announce").at("/Events/Changes/Properties");
    assertThat(source.path("StartingPosition").asText()).isEqualTo("TRIM_HORIZON");
    assertThat(source.path("BatchSize").asInt()).isEqualTo(100);
    assertThat(PolicyDocument.texts(source.path("FunctionResponseTypes")))
        .containsExactly("ReportBatchItemFailures");
    assertThat(source.path("BisectBatchOnFunctionError").asBoolean()).isTrue();
    assertThat(source.path("MaximumRetryAttempts").asInt()).isBetween(1, 10_000);
    assertThat(source.path("MaximumRecordAgeInSeconds").asInt()).isBetween(3_600, 86_399);
    String queue = source.at("/DestinationConfig/OnFailure/Destination").asText();
    assertThat(queue).isEqualTo("AnnounceFailureQueue.Arn");
    // Lambda sends to standard queues only.
    assertThat(template.resource("AnnounceFailureQueue").has("FifoQueue")).isFalse();
  }

  @Test
  void theTableOutlivesTheStackAndItsItemsExpire() {
    JsonNode table = template.resource("Table");
    assertThat(table.has("TableName")).isFalse();
    assertThat(table.path("BillingMode").asText()).isEqualTo("PAY_PER_REQUEST");
    assertThat(table.at("/TimeToLiveSpecification/AttributeName").asText()).isEqualTo("expiresAt");
    assertThat(table
            .at("/PointInTimeRecoverySpecification/PointInTimeRecoveryEnabled")
            .asBoolean())
        .isTrue();
  }

  @Test
  void accessLogsNameTheRouteAndNeverThePath() {
    String format = template.resource("Api").at("/AccessLogSettings/Format").asText();
    assertThat(format).contains("$context.routeKey");
    assertThat(format).doesNotContainIgnoringCase("path").doesNotContain("sourceIp", "query");
  }

  @Test
  void everyParameterIsDescribed() {
    template
        .parameters()
        .forEach((name, parameter) ->
            assertThat(parameter.path("Description").asText()).as(name).isNotBlank());
  }
}
