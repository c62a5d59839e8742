package dev.hardstop.ses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.sesevent.SesEvent;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The log lines of the feedback function, and what they must never contain. */
class FeedbackLogTest {
  private final FeedbackFunction function = new FeedbackFunction("unwritable@example.org");

  @Test
  void eachFeedbackIsALineWithItsFields() {
    function.take(SesEvent.complaint("bob@example.org"));

    assertThat(function.log.first().getLevel().getName()).isEqualTo("INFO");
    assertThat(function.log.first().getMdcCopy())
        .containsEntry("requestId", FeedbackFunction.REQUEST_ID)
        .containsEntry("messageId", SesEvent.MESSAGE_ID)
        .containsEntry("outcome", "kept")
        .containsEntry("ruleId", "complaint")
        .containsEntry("reason", "COMPLAINT")
        .containsEntry("domain", "example.org")
        .hasSize(6);
  }

  @Test
  void theLineOfUnattributedFeedbackSaysSo() {
    SesEvent event = SesEvent.complaint("eve@example.net").sentTo("a@example.org", "b@example.org");

    function.take(event);

    assertThat(function.log.first().getMdcCopy())
        .containsEntry("outcome", "unattributed")
        .containsEntry("domain", "example.net");
  }

  @Test
  void anUnattributedDeliveryIsALineToo() {
    SesEvent event = SesEvent.delivery("eve@example.net").sentTo("a@example.org", "b@example.org");

    function.take(event);

    assertThat(function.log.first().getLevel().getName()).isEqualTo("INFO");
    assertThat(function.log.first().getMdcCopy()).containsEntry("outcome", "unattributed");
  }

  @Test
  void deliveriesThatChangeNothingAreLoggedAtDebugLevelOnly() {
    function.take(
        Wrapped.sqs(SesEvent.delivery("bob@example.org"), SesEvent.delivery("bob@example.org")));
    function.log.clear();
    function.take(SesEvent.delivery("bob@example.org"));

    assertThat(function.log.first().getLevel().getName()).isEqualTo("DEBUG");
    assertThat(function.log.count()).isEqualTo(1);
  }

  @Test
  void noPartOfAQuotedNameIsLogged() {
    FeedbackFunction failing = new FeedbackFunction("\"a b\"@example.org");
    failing.take(Wrapped.sqs(SesEvent.complaint("\"a b\"@example.org")));

    assertThat(failing.log.text()).contains("cannot write *** now").doesNotContain("\"a");
  }

  /** Lambda charges for each line, and the totals are metrics. */
  @Test
  void aBatchHasALineForEachFeedbackAndNoOther() {
    function.take(Wrapped.sqs(
        SesEvent.complaint("ann@example.org", "unwritable@example.org"),
        SesEvent.bounce("bob@example.org")));

    assertThat(function.log.count()).isEqualTo(3);
  }

  /** Zeros at the beginning could be those of UTF-32. */
  @ParameterizedTest
  @ValueSource(
      strings = {"bob@example.org said something", "\0\0\0{bob@example.org", "\ufeff\0\0\0"})
  void anInvalidMessageIsAWarningWithItsIdOnly(String message) {
    function.take(Wrapped.sqs(message));

    assertThat(function.log.first().getLevel().getName()).isEqualTo("WARN");
    assertThat(function.log.text()).contains("Not understood: SQS message sqs-1: invalid JSON");
  }

  @Test
  void whyAWriteFailedIsLoggedWithoutTheAddress() {
    function.take(Wrapped.sqs(SesEvent.complaint("unwritable@example.org")));

    assertThat(function.log.text())
        .contains("Complaint not written: IllegalStateException: throttled: cannot write *** now");
  }

  @Test
  void noAddressAndNoReplyIsEverLogged() {
    function.take(Wrapped.sqs(
        SesEvent.complaint("bob@example.org", "\"Bob\" <bob@example.net>"),
        SesEvent.delivery("bob@example.org"),
        SesEvent.complaint("bob@example.org").with("/mail/messageId", "bob@example.org"),
        SesEvent.complaint("bob@example.org").with("/mail/timestamp", "bob@example.org"),
        SesEvent.about("bob@example.org", "bob@example.org"),
        "{\"bob@example.org\":",
        "bob@example.org"));

    assertThat(function.log.count()).isGreaterThan(6);
    assertThat(function.log.text()).doesNotContainIgnoringCase("bob");
  }

  @Test
  void theFieldsOfALineAreRemovedAfterIt() {
    function.take(SesEvent.complaint("bob@example.org"));

    assertThat(MDC.getMap()).isEmpty();
  }
}
