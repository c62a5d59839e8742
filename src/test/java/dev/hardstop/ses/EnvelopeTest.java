package dev.hardstop.ses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.hardstop.ses.FeedbackHandler.BatchFailedException;
import dev.hardstop.sesevent.SesEvent;
import dev.hardstop.sesevent.SesEventReader.InvalidSesEventException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SES's event is taken out of every envelope; irrelevant events succeed and are ignored. */
class EnvelopeTest {
  private static final String VALIDATION =
      "Successfully validated SNS topic for Amazon SES event publishing.";

  private final FeedbackFunction function = new FeedbackFunction();

  static Stream<Named<String>> shapes() {
    SesEvent event = SesEvent.complaint("bob@example.org");
    String bridge = Wrapped.eventBridge("aws.ses", "Email Complaint Received", event);
    return Stream.of(
        Named.of("SNS to Lambda", Wrapped.snsToLambda(event)),
        Named.of("SNS to SQS to Lambda", Wrapped.sqs(Wrapped.sns(event))),
        Named.of("SNS to SQS to Lambda, raw", Wrapped.sqs(event)),
        Named.of("EventBridge to Lambda", bridge),
        Named.of("EventBridge to SQS to Lambda", Wrapped.sqs(bridge)),
        Named.of("EventBridge to SNS to SQS to Lambda", Wrapped.sqs(Wrapped.sns(bridge))),
        Named.of("SNS's envelope alone", Wrapped.sns(event)),
        Named.of("SNS's envelope without its topic", Wrapped.snsWithoutTopic(event)),
        Named.of("SNS without its topic to SQS", Wrapped.sqs(Wrapped.snsWithoutTopic(event))),
        Named.of("SNS with an object for a message", Wrapped.sqs(Wrapped.snsByHand(event))),
        Named.of("SNS with an event of EventBridge", Wrapped.sqs(Wrapped.snsByHand(bridge))),
        Named.of("SQS to EventBridge Pipes to Lambda", Wrapped.pipes(Wrapped.sns(event))),
        Named.of("SQS, raw, to EventBridge Pipes", Wrapped.pipes(event)),
        Named.of("EventBridge Pipes with SES's events", "[" + event + "]"),
        Named.of("EventBridge Pipes with bodies", "[" + TextNode.valueOf(Wrapped.sns(event)) + "]"),
        Named.of(
            "a failed invocation by EventBridge Pipes in SQS",
            Wrapped.sqs(Wrapped.failedInvocation(Wrapped.pipes(event)))),
        Named.of("a dead letter of SNS to Lambda", Wrapped.sqs(Wrapped.snsToLambda(event))),
        Named.of("a dead letter of EventBridge to SNS", Wrapped.sqs(Wrapped.snsToLambda(bridge))),
        Named.of("a failed invocation", Wrapped.failedInvocation(Wrapped.snsToLambda(event))),
        Named.of(
            "a failed invocation by EventBridge in SQS",
            Wrapped.sqs(Wrapped.failedInvocation(bridge))),
        Named.of(
            "a failed invocation by SNS in SQS",
            Wrapped.sqs(Wrapped.failedInvocation(Wrapped.snsToLambda(bridge)))),
        Named.of(
            "a failed invocation in SNS in SQS",
            Wrapped.sqs(Wrapped.sns(Wrapped.failedInvocation(Wrapped.snsToLambda(event))))),
        Named.of("SES's event alone", event.toString()),
        Named.of(
            "SES's event alone, of an identity",
            SesEvent.complaint("bob@example.org").asIdentityNotification().toString()));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void anEventIsRecordedFromEveryEnvelope(String event) {
    assertThat(function.take(event)).isEqualTo(FeedbackFunction.NOTHING_FAILED);
    assertThat(function.table.all().keySet())
        .singleElement()
        .hasFieldOrPropertyWithValue("key", "bob@example.org");
  }

  static Stream<Arguments> notForUs() {
    SesEvent sent = SesEvent.about("Send", "bob@example.org");
    SesEvent complaint = SesEvent.complaint("bob@example.org");
    return Stream.of(
        Arguments.of("a message that was sent", sent.toString()),
        Arguments.of("a topic's validation over SNS", Wrapped.snsToLambda(VALIDATION)),
        Arguments.of("a topic's validation over SQS", Wrapped.sqs(Wrapped.sns(VALIDATION))),
        Arguments.of("a topic's validation, raw", Wrapped.sqs(VALIDATION)),
        Arguments.of(
            "a subscription to confirm",
            Wrapped.sqs(
                "{\"Type\":\"SubscriptionConfirmation\",\"MessageId\":\"1\",\"TopicArn\":\"a\"}")),
        Arguments.of(
            "another service's event",
            Wrapped.eventBridge("aws.s3", "Email Complaint Received", complaint)),
        Arguments.of(
            "an account's event",
            Wrapped.eventBridge("aws.ses", "Sending Status Disabled", "{\"version\":\"1\"}")),
        Arguments.of("a batch of nothing", "{\"Records\":[]}"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("notForUs")
  void anIrrelevantEventSucceedsAndChangesNothing(String what, String event) {
    assertThat(function.take(event)).isEqualTo(FeedbackFunction.NOTHING_FAILED);
    assertThat(function.table.all()).isEmpty();
  }

  static Stream<Arguments> brokenBodies() {
    String complaint = SesEvent.complaint("bob@example.org").toString();
    String deep = complaint;
    for (int i = 0; i < 4; i++) {
      deep = Wrapped.sns(deep);
    }
    return Stream.of(
        Arguments.of("nothing", ""),
        Arguments.of("a text", "bob@example.org complained"),
        Arguments.of("half of JSON", complaint.substring(0, complaint.length() / 2)),
        Arguments.of("JSON and more", complaint + " and more"),
        Arguments.of("a text in JSON", "\"bob@example.org\""),
        Arguments.of("a list", "[" + complaint + "]"),
        Arguments.of("a list of texts", "[\"bob@example.org\"]"),
        Arguments.of("a list in a list", "[[" + complaint + "]]"),
        Arguments.of("a batch in a batch", "{\"Records\":[{\"Records\":[" + complaint + "]}]}"),
        Arguments.of("another service's batch", "{\"Records\":[{\"eventSource\":\"aws:s3\"}]}"),
        Arguments.of("a failed invocation of nothing", Wrapped.failedInvocation("{}")),
        Arguments.of("null", "null"),
        Arguments.of("another's object", "{\"order\":1}"),
        Arguments.of("SNS without a message", "{\"Type\":\"Notification\",\"TopicArn\":\"a\"}"),
        Arguments.of(
            "SNS with a list for a message",
            "{\"Type\":\"Notification\",\"TopicArn\":\"a\",\"Message\":[" + complaint + "]}"),
        Arguments.of("SNS with a text for an event", Wrapped.sns("bob@example.org complained")),
        Arguments.of(
            "EventBridge without a mail",
            Wrapped.eventBridge("aws.ses", "Email Bounced", "{\"eventType\":\"Bounce\"}")),
        Arguments.of(
            "EventBridge without an event",
            Wrapped.eventBridge("aws.ses", "Email Bounced", "{\"version\":\"1\"}")),
        Arguments.of(
            "an import of another version",
            "{\"hardstopImport\":{\"version\":2,\"format\":\"bob\",\"event\":" + complaint + "}}"),
        Arguments.of(
            "an import without an event",
            "{\"hardstopImport\":{\"version\":1,\"format\":\"bob\"}}"),
        Arguments.of("an import that is a text", "{\"hardstopImport\":\"bob@example.org\"}"),
        Arguments.of("envelopes without end", deep),
        Arguments.of("brackets without end", "[".repeat(100_000)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("brokenBodies")
  void onlyTheInvalidMessageOfABatchFails(String what, String body) {
    SesEvent good = SesEvent.complaint("ann@example.net");

    assertThat(function.take(Wrapped.sqs(body, good)))
        .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"sqs-1\"}]}");
    assertThat(function.table.all().keySet())
        .singleElement()
        .hasFieldOrPropertyWithValue("key", "ann@example.net");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("brokenBodies")
  void anInvalidMessageIsNamedByItsIdAndNotQuoted(String what, String body) {
    assertThatThrownBy(() -> function.take(Wrapped.snsToLambda(body)))
        .isInstanceOf(BatchFailedException.class)
        .hasMessage("not recorded: SNS message sns-1")
        .hasNoCause();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "12",
        "\"bob@example.org\"",
        "{}",
        "{\"Records\":{}}",
        "{\"bob@example.org\":1}",
        "{\"version\":\"2.0\",\"rawPath\":\"/v1/check\"}",
        "bob@example.org"
      })
  void anEventOfUnknownShapeFailsAndIsNotQuoted(String event) {
    assertThatThrownBy(() -> function.take(event))
        .isInstanceOf(InvalidSesEventException.class)
        .hasMessageNotContaining("bob")
        .hasNoCause();
  }

  @Test
  void onlyTheInvalidMessageOfAPipesBatchFails() {
    String event = Wrapped.pipes("broken", SesEvent.complaint("ann@example.net"));

    assertThat(function.take(event))
        .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"sqs-1\"}]}");
    assertThat(function.table.all()).hasSize(1);
  }

  @Test
  void everyRecordOfADeadLetterIsRecorded() {
    String letter = Wrapped.snsToLambda(
        SesEvent.complaint("ann@example.net"),
        SesEvent.about("Send", "bob@example.org"),
        SesEvent.complaint("bob@example.org"));

    assertThat(function.take(Wrapped.sqs(letter))).isEqualTo(FeedbackFunction.NOTHING_FAILED);
    assertThat(function.table.all()).hasSize(2);
  }

  @Test
  void aRecordOfAnotherServiceFails() {
    String event =
        "{\"Records\":[{\"eventSource\":\"aws:s3\",\"s3\":{\"object\":\"bob@example\"}}]}";

    assertThatThrownBy(() -> function.take(event))
        .isInstanceOf(BatchFailedException.class)
        .hasMessage("not recorded: record (no id)");
  }
}
