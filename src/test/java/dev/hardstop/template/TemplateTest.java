package dev.hardstop.template;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.http.CheckHandler;
import dev.hardstop.http.DeskHandler;
import dev.hardstop.http.Route;
import dev.hardstop.ses.FeedbackHandler;
import dev.hardstop.watch.WatchCalls;
import dev.hardstop.watch.WatchHandler;
import jakarta.inject.Named;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** template.yaml says the same as the code. */
class TemplateTest {
  private final Template template = Template.ofProject();

  @Test
  void itsFunctionsRunTheHandlersThatThereAre() {
    Set<String> named = Stream.of(
            FeedbackHandler.class, CheckHandler.class, DeskHandler.class, WatchHandler.class)
        .map(handler -> handler.getAnnotation(Named.class).value())
        .collect(toCollection(TreeSet::new));
    assertThat(template.functions().keySet()).isEqualTo(named);
  }

  @Test
  void allFunctionsAreOneZipOnTheCurrentRuntime() {
    assertThat(template.globals().path("CodeUri").asText()).isEqualTo("target/function.zip");
    assertThat(template.globals().path("Runtime").asText()).isEqualTo("provided.al2023");
    template
        .functions()
        .values()
        .forEach(function -> assertThat(function.has("CodeUri")).isFalse());
  }

  @Test
  void itSetsNoVariableThatNobodyReads() throws IOException {
    String properties = Files.readString(Path.of("src/main/resources/application.properties"));
    assertThat(properties).contains("hardstop.table").contains("quarkus.lambda.handler");
    template
        .functions()
        .values()
        .forEach(function -> assertThat(template.variables(function).stream()
                .filter(variable -> !variable.startsWith("HARDSTOP_WATCH_")))
            .containsExactlyInAnyOrder(
                "HARDSTOP_TABLE", "QUARKUS_LAMBDA_HANDLER", "DISABLE_SIGNAL_HANDLERS"));
    assertThat(template.variables(template.functions().get("watch")).stream()
            .filter(variable -> variable.startsWith("HARDSTOP_WATCH_")))
        .isNotEmpty()
        .isSubsetOf(WatchCalls.variables());
  }

  @Test
  void watchMayMakeTheCallsItMakesAndNoOthers() throws IOException {
    Map<String, Set<String>> permissions =
        template.permissions(template.functions().get("watch"));
    Set<String> table = new TreeSet<>(permissions.get("Table.Arn"));
    table.addAll(permissions.get("${Table.Arn}/index/byDomain"));
    table.addAll(permissions.get("${Table.Arn}/index/byHour"));
    assertThat(WatchCalls.toTheTable()).isEqualTo(table);
    assertThat(permissions.get("AlertTopic")).containsExactly("sns:Publish");
    Set<String> all = new TreeSet<>();
    permissions.forEach((resource, actions) -> all.addAll(actions));
    all.removeIf(action -> !action.startsWith("ses:"));
    assertThat(WatchCalls.toSes()).isEqualTo(all);
  }

  @ParameterizedTest
  @ValueSource(strings = {"check", "desk", "feedback"})
  void itsRoutesLeadWhereTheCodeAnswersThem(String handler) {
    Set<String> routes = Arrays.stream(Route.values())
        .filter(route -> route.handler().equals(handler))
        .map(Route::toString)
        .collect(toCollection(TreeSet::new));
    if (handler.equals("check")) {
      routes.add("$default");
    }
    assertThat(Template.routes(template.functions().get(handler))).isEqualTo(routes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"check", "desk", "feedback"})
  void eachFunctionMayMakeTheCallsItMakesAndNoOthers(String handler) throws IOException {
    Map<String, Set<String>> permissions =
        template.permissions(template.functions().get(handler));
    Set<String> granted = new TreeSet<>(permissions.remove("Table.Arn"));
    if (handler.equals("check")) {
      // A permission on a table is none on its indexes.
      granted.addAll(permissions.remove("${Table.Arn}/index/byDomain"));
    }
    assertThat(granted).isEqualTo(CallsOfHandlers.of(handler));
    if (handler.equals("feedback")) {
      assertThat(permissions.remove("FeedbackQueue.Arn"))
          .as("what an event source mapping needs")
          .containsExactly("sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage");
    }
    assertThat(permissions).hasSize(1);
    assertThat(permissions.values().iterator().next())
        .as("its own log group")
        .containsExactly("logs:CreateLogStream", "logs:PutLogEvents");
  }

  @Test
  void nothingIsGrantedOnEverythingThatCanBeLimited() {
    template.ofType("AWS::IAM::Role").keySet().forEach(role -> {
      for (JsonNode policy : template.resource(role).path("Policies")) {
        for (JsonNode statement : Template.statements(policy)) {
          if (Template.texts(statement.path("Resource")).contains("*")) {
            assertThat(Template.texts(statement.path("Action")))
                .as("what AWS grants on nothing less")
                .containsExactly("ses:GetSendStatistics", "ses:GetSendQuota");
          }
          assertThat(Template.texts(statement.path("Action")))
              .allMatch(action -> action.matches("[a-z]+:[A-Za-z]+"));
        }
      }
    });
    assertThat(template.ofType("AWS::IAM::Role")).isNotEmpty();
  }

  @Test
  void sesReportsWhatTheFeedbackFunctionReads() {
    JsonNode destination = template.resource("EventDestination").path("EventDestination");
    assertThat(Template.texts(destination.path("MatchingEventTypes")))
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
    assertThat(Template.texts(source.path("FunctionResponseTypes")))
        .containsExactly("ReportBatchItemFailures");
  }

  @Test
  void theTableOutlivesTheStackAndForgetsByItself() {
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
