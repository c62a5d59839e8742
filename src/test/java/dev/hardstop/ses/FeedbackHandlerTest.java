package dev.hardstop.ses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hardstop.ses.FeedbackHandler.BatchFailedException;
import dev.hardstop.sesevent.SesEvent;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.Subject;
import java.time.LocalDate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The recording of a batch, and the response when a part of it fails. */
class FeedbackHandlerTest {
  private static final String BOTH_FAILED =
      "{\"batchItemFailures\":[{\"itemIdentifier\":\"sqs-1\"},{\"itemIdentifier\":\"sqs-3\"}]}";

  @Test
  void everythingOfABatchIsRecorded() {
    FeedbackFunction function = new FeedbackFunction();

    function.take(Wrapped.sqs(
        Wrapped.sns(SesEvent.complaint("ann@example.org")),
        SesEvent.complaint("bob@example.org", "carol@example.org"),
        SesEvent.delivery("dora@example.net")));

    assertThat(function.table.all().keySet())
        .extracting(Subject::key)
        .containsExactlyInAnyOrder(
            "ann@example.org", "bob@example.org", "carol@example.org", "@example.net");
  }

  @Test
  void theSameBatchAgainChangesNothing() {
    FeedbackFunction once = new FeedbackFunction();
    FeedbackFunction twice = new FeedbackFunction();
    String batch =
        Wrapped.sqs(SesEvent.complaint("ann@example.org"), SesEvent.delivery("ann@example.org"));

    once.take(batch);
    twice.take(batch);
    twice.take(batch);

    assertThat(twice.table.all()).isEqualTo(once.table.all());
  }

  @Test
  void exactlyTheMessagesThatCannotBeWrittenFail() {
    FeedbackFunction function = new FeedbackFunction("ann@example.org", "carol@example.org");

    String answer = function.take(Wrapped.sqs(
        SesEvent.complaint("ann@example.org"),
        SesEvent.complaint("bob@example.org"),
        SesEvent.complaint("bob@example.org", "carol@example.org")));

    assertThat(answer).isEqualTo(BOTH_FAILED);
  }

  @Test
  void theOtherRecipientsOfAFailedMessageAreRecorded() {
    FeedbackFunction function = new FeedbackFunction("ann@example.org");

    function.take(Wrapped.sqs(SesEvent.complaint("ann@example.org", "bob@example.org")));

    assertThat(function.table.all().keySet())
        .extracting(Subject::key)
        .containsExactly("bob@example.org");
  }

  @Test
  void aMessageOfSnsThatCannotBeWrittenFailsTheInvocationAfterTheOthersWereRecorded() {
    FeedbackFunction function = new FeedbackFunction("ann@example.org");

    assertThatThrownBy(() -> function.take(Wrapped.snsToLambda(
            SesEvent.complaint("ann@example.org"), SesEvent.complaint("bob@example.org"))))
        .isInstanceOf(BatchFailedException.class)
        .hasMessage("not recorded: SNS message sns-1")
        .hasNoCause();
    assertThat(function.table.all()).hasSize(1);
  }

  @Test
  void anEventOfEventBridgeThatCannotBeWrittenFailsByItsId() {
    FeedbackFunction function = new FeedbackFunction("ann@example.org");
    SesEvent complaint = SesEvent.complaint("ann@example.org");

    assertThatThrownBy(() ->
            function.take(Wrapped.eventBridge("aws.ses", "Email Complaint Received", complaint)))
        .hasMessage("not recorded: EventBridge event eventbridge-1");
  }

  @Test
  void aBareEventThatCannotBeWrittenFailsByItsMessageId() {
    FeedbackFunction function = new FeedbackFunction("ann@example.org");

    assertThatThrownBy(() -> function.take(SesEvent.complaint("ann@example.org")))
        .hasMessage("not recorded: SES event " + SesEvent.MESSAGE_ID);
  }

  @Test
  void aMessageOfSqsWithoutAnIdFailsTheWholeBatchAfterTheOthersWereRecorded() {
    FeedbackFunction function = new FeedbackFunction();
    String batch = Wrapped.sqs("broken", SesEvent.complaint("bob@example.org"))
        .replace("\"messageId\":\"sqs-1\"", "\"messageId\":null");

    assertThatThrownBy(() -> function.take(batch))
        .isInstanceOf(BatchFailedException.class)
        .hasMessage("not recorded: SQS message (no id)");
    assertThat(function.table.all()).hasSize(1);
  }

  @Test
  void aMessageOfSqsWithoutAnIdMayBeRecorded() {
    FeedbackFunction function = new FeedbackFunction();
    String batch = Wrapped.sqs(SesEvent.complaint("bob@example.org"))
        .replace("\"messageId\":\"sqs-1\"", "\"messageId\":7");

    assertThat(function.take(batch)).isEqualTo(FeedbackFunction.NOTHING_FAILED);
  }

  @Test
  void onlyTheFirstOfManyFailuresAreNamed() {
    Object[] broken = IntStream.range(0, 25).mapToObj(i -> "broken").toArray();

    assertThatThrownBy(() -> new FeedbackFunction().take(Wrapped.snsToLambda(broken)))
        .hasMessageStartingWith("not recorded: SNS message sns-1, ")
        .hasMessageEndingWith("SNS message sns-10 and 15 more");
  }

  @Test
  void anUnusualIdIsReturnedUnchangedButNotQuotedInAMessage() {
    String sqs = Wrapped.sqs("broken").replace("sqs-1", "bob@example.org");
    String sns = Wrapped.snsToLambda("broken").replace("sns-1", "bob@example.org");

    assertThat(new FeedbackFunction().take(sqs)).contains("\"itemIdentifier\":\"bob@example.org\"");
    assertThatThrownBy(() -> new FeedbackFunction().take(sns))
        .hasMessage("not recorded: SNS message (no id)");
  }

  @Test
  void aDeliveryToAKnownAddressIsKept() {
    FeedbackFunction function = new FeedbackFunction();
    function.take(SesEvent.complaint("bob@example.org"));

    function.take(SesEvent.delivery("bob@example.org"));

    assertThat(dossier(function, "bob@example.org").delivered())
        .containsExactly(LocalDate.of(2026, 11, 20));
  }

  @Test
  void aComplaintOfAnUnknownRecipientCountsForNoneOfSeveralDestinations() {
    FeedbackFunction function = new FeedbackFunction();

    String answer = function.take(
        SesEvent.complaint("eve@example.net").sentTo("ann@example.org", "bob@example.org"));

    assertThat(answer).isEqualTo(FeedbackFunction.NOTHING_FAILED);
    assertThat(function.table.all()).isEmpty();
  }

  @Test
  void aThousandRecipientsAreRecorded() {
    String[] recipients =
        IntStream.range(0, 1_000).mapToObj(i -> "r" + i + "@example.org").toArray(String[]::new);
    FeedbackFunction function = new FeedbackFunction();

    function.take(Wrapped.sqs(SesEvent.complaint(recipients)));

    assertThat(function.table.all()).hasSize(1_000);
  }

  @Test
  void messagesBeyondTheTimeLimitFailOneByOne() {
    FeedbackFunction function = new FeedbackFunction();
    function.remainingMillis = 1;

    String answer = function.take(Wrapped.sqs(
        SesEvent.complaint("ann@example.org"),
        SesEvent.about("Send", "bob@example.org"),
        SesEvent.delivery("carol@example.org")));

    assertThat(answer).isEqualTo(BOTH_FAILED);
    assertThat(function.table.all()).isEmpty();
    assertThat(function.log.text())
        .contains("Complaint not written: OutOfTimeException", "Delivery not written: OutOfTime");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE})
  void aRemainingTimeThatLambdaNeverReportsSetsNoLimit(int remainingMillis) {
    FeedbackFunction function = new FeedbackFunction();
    function.remainingMillis = remainingMillis;

    assertThat(function.take(Wrapped.sqs(SesEvent.complaint("ann@example.org"))))
        .isEqualTo(FeedbackFunction.NOTHING_FAILED);
    assertThat(function.table.all()).hasSize(1);
  }

  private static Dossier dossier(FeedbackFunction function, String key) {
    return function.table.all().get(Subject.parse(key));
  }
}
