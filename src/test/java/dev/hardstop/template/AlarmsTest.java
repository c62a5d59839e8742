package dev.hardstop.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.changes.SesListQueue;
import dev.hardstop.cloudformation.PolicyDocument;
import dev.hardstop.cloudformation.PolicyDocument.Request;
import dev.hardstop.cloudformation.Stack;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The alarms: what raises them and whom they notify. */
class AlarmsTest {
  private static final String OWN_TOPIC = "arn:aws:sns:eu-central-1:111122223333:pager";

  @ParameterizedTest
  @CsvSource({"'', AlertTopic", OWN_TOPIC + ", " + OWN_TOPIC})
  void everyAlarmNotifiesTheStacksTopicUnlessAnotherIsNamed(String named, String notified) {
    Map<String, JsonNode> alarms =
        Stack.ofProject(Map.of("AlarmTopicArn", named)).ofType("AWS::CloudWatch::Alarm");
    assertThat(alarms).hasSizeGreaterThan(8);
    alarms.forEach((name, alarm) -> {
      JsonNode properties = alarm.path("Properties");
      JsonNode actions = properties.has("AlarmActions")
          ? properties.path("AlarmActions")
          : properties.path("InsufficientDataActions");
      assertThat(PolicyDocument.texts(actions)).as(name).containsExactly(notified);
    });
  }

  @Test
  void theTopicAcceptsAlarmsOfThisAccount() {
    PolicyDocument topic = PolicyDocument.of(
        Stack.ofProject(Map.of()).properties("AlertTopicPolicy").path("PolicyDocument"));
    assertThat(topic.allows(notification("111122223333"))).isTrue();
    assertThat(topic.allows(notification("444455556666"))).isFalse();
  }

  private static Request notification(String account) {
    return new Request(
        "cloudwatch.amazonaws.com",
        "sns:Publish",
        "AlertTopic",
        Map.of(
            "aws:SourceAccount",
            account,
            "aws:SourceArn",
            "arn:aws:cloudwatch:eu-central-1:" + account + ":alarm:hardstop"));
  }

  @Test
  void aGivenAddressIsSubscribed() {
    assertThat(Stack.ofProject(Map.of()).resources()).doesNotContainKey("AlertEmailSubscription");
    JsonNode subscription = Stack.ofProject(Map.of("AlertEmail", "operator@example.com"))
        .properties("AlertEmailSubscription");
    assertThat(subscription.path("TopicArn").asText()).isEqualTo("AlertTopic");
    assertThat(subscription.path("Protocol").asText()).isEqualTo("email");
    assertThat(subscription.path("Endpoint").asText()).isEqualTo("operator@example.com");
  }

  /** Before the first run and the first message, an alarm without data must not go off. */
  @Test
  void aFirstDeploymentRaisesNoAlarm() {
    Stack.ofProject(Map.of())
        .ofType("AWS::CloudWatch::Alarm")
        .forEach(
            (name, alarm) -> assertThat(alarm.at("/Properties/TreatMissingData").asText())
                .as(name)
                .isIn("notBreaching", "missing"));
  }

  /** Without runs there is no data, so the alarm must go off when data is missing. */
  @Test
  void aWatchThatNoLongerRunsIsNoticed() {
    JsonNode alarm = Stack.ofProject(Map.of()).properties("WatchSilenceAlarm");
    assertThat(alarm.path("TreatMissingData").asText()).isEqualTo("missing");
    assertThat(alarm.path("InsufficientDataActions")).hasSize(1);
    assertThat(alarm.path("Period").asInt() * alarm.path("EvaluationPeriods").asInt())
        .isGreaterThanOrEqualTo(900);
  }

  @ParameterizedTest
  @CsvSource({
    // sent, reported, share, goes off
    "10000, 0, 5, true",
    "10000, , 5, true",
    "10000, 499, 5, true",
    "10000, 500, 5, false",
    "10000, 9900, 5, false",
    "100, , 5, true",
    "99, 0, 5, false",
    "99, , 5, false",
    ", , 5, false",
    ", 12, 5, false",
    "1000, 2, 0.2, false",
    "1000, 1, 0.2, true"
  })
  void missingFeedbackRaisesItsAlarm(
      Double sent, Double reported, String percent, boolean goesOff) {
    JsonNode alarm = Stack.ofProject(Map.of("ExpectedFeedbackPercent", percent))
        .properties("FeedbackMissingAlarm");
    OptionalDouble value = new MetricMath(alarm.path("Metrics"))
        .value(Map.of(
            "AWS/SES/Send", sent == null ? OptionalDouble.empty() : OptionalDouble.of(sent),
            "AWS/SNS/NumberOfMessagesPublished/FeedbackTopic.TopicName",
                reported == null ? OptionalDouble.empty() : OptionalDouble.of(reported)));
    assertThat(alarm.path("ComparisonOperator").asText()).isEqualTo("GreaterThanThreshold");
    assertThat(alarm.path("TreatMissingData").asText()).isEqualTo("notBreaching");
    assertThat(
            value.isPresent() && value.getAsDouble() > alarm.path("Threshold").asDouble())
        .isEqualTo(goesOff);
  }

  /** Without delivery events, a good list has a lower share than that. */
  @Test
  void missingFeedbackIsExpectedWithoutDeliveriesAndWithZero() {
    for (Map<String, String> parameters :
        List.of(Map.of("DeliveryEvents", "false"), Map.of("ExpectedFeedbackPercent", "0"))) {
      assertThat(Stack.ofProject(parameters).resources()).doesNotContainKey("FeedbackMissingAlarm");
    }
  }

  /** The line that check prints when it gives no verdict; see DirectInvocationTest. */
  @Test
  void aCheckWithoutAVerdictRaisesAnAlarm() {
    Stack stack = Stack.ofProject(Map.of());
    JsonNode alarm = stack.properties("CheckUnansweredAlarm");
    assertThat(alarm.path("Namespace").asText()).isEqualTo("Hardstop");
    assertThat(alarm.path("MetricName").asText()).isEqualTo("Unanswered");
    assertThat(alarm.at("/Dimensions/0/Name").asText()).isEqualTo("FunctionName");
    assertThat(alarm.at("/Dimensions/0/Value").asText()).contains("CheckFunction");
    assertThat(alarm.path("Threshold").asInt()).isZero();
    assertThat(alarm.path("ComparisonOperator").asText()).isEqualTo("GreaterThanThreshold");
  }

  /** A record that fails makes no error of the function, and the stream keeps it for a day. */
  @Test
  void changesThatAreNotPublishedRaiseAnAlarmInTime() {
    Stack stack = Stack.ofProject(Map.of());
    JsonNode age = stack.properties("AnnounceAgeAlarm");
    assertThat(age.path("MetricName").asText()).isEqualTo("IteratorAge");
    assertThat(age.at("/Dimensions/0/Value").asText()).isEqualTo("AnnounceFunction");
    assertThat(age.path("Threshold").asInt()).isLessThanOrEqualTo(6 * 3_600_000);
    JsonNode failed = stack.properties("AnnounceFailureAlarm");
    assertThat(failed.at("/Dimensions/0/Value").asText())
        .isEqualTo("AnnounceFailureQueue.QueueName");
    assertThat(failed.path("Threshold").asInt()).isZero();
    for (JsonNode alarm : List.of(age, failed)) {
      assertThat(alarm.path("ComparisonOperator").asText()).isEqualTo("GreaterThanThreshold");
    }
  }

  /** A message waits in the queue with a delay for a quarter of an hour at most; see SesListQueue.Timing. */
  @Test
  void changesThatDoNotReachSessListInTimeRaiseAnAlarm() {
    Stack stack = Stack.ofProject(Map.of("SesList", "follow"));
    JsonNode age = stack.properties("SesListAgeAlarm");
    assertThat(age.at("/Dimensions/0/Value").asText()).isEqualTo("SesListQueue.QueueName");
    assertThat(age.path("Threshold").asInt()).isLessThanOrEqualTo(3_600);
    JsonNode delayed = stack.properties("SesListDelayAgeAlarm");
    assertThat(delayed.at("/Dimensions/0/Value").asText()).isEqualTo("SesListDelayQueue.QueueName");
    long longestDelay = Stream.of(SesListQueue.Timing.values())
        .mapToLong(timing -> timing.delay().toSeconds())
        .max()
        .orElseThrow();
    int visibility =
        stack.properties("SesListDelayQueue").path("VisibilityTimeout").asInt();
    assertThat(delayed.path("Threshold").asLong())
        .isGreaterThan(longestDelay)
        .as("SQS counts the age until the third delivery")
        .isLessThan(longestDelay + 2 * visibility);
    for (JsonNode alarm : List.of(age, delayed)) {
      assertThat(alarm.path("MetricName").asText()).isEqualTo("ApproximateAgeOfOldestMessage");
      assertThat(alarm.path("Statistic").asText()).isEqualTo("Maximum");
      assertThat(alarm.path("ComparisonOperator").asText()).isEqualTo("GreaterThanThreshold");
    }
    JsonNode failed = stack.properties("SesListDeadLetterAlarm");
    assertThat(failed.at("/Dimensions/0/Value").asText())
        .isEqualTo("SesListDeadLetterQueue.QueueName");
    assertThat(failed.path("Threshold").asInt()).isZero();
  }

  /** The function counts it in every attempt; see SesListHandlerTest. */
  @Test
  void aMissingPermissionOfSesListRaisesAnAlarmOnceADayAtMost() {
    JsonNode alarm =
        Stack.ofProject(Map.of("SesList", "follow")).properties("SesListPermissionAlarm");
    assertThat(alarm.path("Namespace").asText()).isEqualTo("Hardstop");
    assertThat(alarm.path("MetricName").asText()).isEqualTo("SesListNotPermitted");
    assertThat(alarm.at("/Dimensions/0/Name").asText()).isEqualTo("FunctionName");
    assertThat(alarm.at("/Dimensions/0/Value").asText()).isEqualTo("SesListFunction");
    assertThat(alarm.path("Threshold").asInt()).isZero();
    assertThat(alarm.path("ComparisonOperator").asText()).isEqualTo("GreaterThanThreshold");
    assertThat(alarm.path("Period").asInt()).isEqualTo(86_400);
  }

  /** Messages that wait for the first comparison are sent anew again and again, so their age tells nothing. */
  @Test
  void aListThatIsNeverComparedRaisesAnAlarmWhereItFollows() {
    JsonNode alarm = Stack.ofProject(Map.of("SesList", "follow")).properties("SesListBehindAlarm");
    assertThat(alarm.path("MetricName").asText()).isEqualTo("HoursSinceSesList");
    assertThat(alarm.at("/Dimensions/0/Value").asText()).isEqualTo("WatchFunction");
    assertThat(alarm.path("Threshold").asInt()).isGreaterThan(25).isLessThanOrEqualTo(48);
    assertThat(alarm.path("ComparisonOperator").asText())
        .isEqualTo("GreaterThanOrEqualToThreshold");
  }

  /** Amazon CloudWatch API reference, PutMetricAlarm: a week, or a day where a period is under an hour. */
  @Test
  void noAlarmLooksBackLongerThanCloudWatchAdmits() {
    Stack.ofProject(Map.of()).ofType("AWS::CloudWatch::Alarm").forEach((name, alarm) -> {
      JsonNode properties = alarm.path("Properties");
      int period = properties.path("Period").asInt(86_400);
      assertThat(period * properties.path("EvaluationPeriods").asInt())
          .as(name)
          .isLessThanOrEqualTo(period < 3_600 ? 86_400 : 604_800);
    });
  }
}
