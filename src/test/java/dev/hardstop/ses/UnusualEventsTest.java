package dev.hardstop.ses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.sesevent.SesEvent;
import dev.hardstop.suppression.ManualAction;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.VerdictState;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SES's bounce type belongs to the notification; a recipient's own entry outweighs it. */
class UnusualEventsTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final String FIRST = "/bounce/bouncedRecipients/0";
  private static final String BOB = "bob@example.org";

  private final FeedbackFunction function = new FeedbackFunction();

  @ParameterizedTest
  @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
      delivered            | 2.1.5 | smtp; 250 2.1.5 Ok
      Relayed              | 2.0.0 | -
      expanded             | -     | -
      delayed              | 4.0.0 | -
      delayed (will retry) | -     | smtp; 451 4.3.0 try later
      delivered (to list)  | -     | -
      -                    | 2.1.5 | -
      -                    | 2.0.0 (accepted) | -
      failed               | 2.0.0 | -
      -                    | -     | smtp; 250 OK
      -                    | -     | smtp; 250-mx.example.org
      failed               | 2.6.0 | smtp; 252 2.6.0 queued
      """)
  void anEntryThatReportsNoFailureIsNotRecorded(String action, String status, String reply) {
    function.take(entry(action, status, reply));

    assertThat(function.table.all()).isEmpty();
    assertThat(function.log.field("outcome")).hasSize(1).doesNotContain("kept", "failed");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
      failed               | 5.1.1 | smtp; 550 5.1.1 user unknown
      failed               | 2.0.0 | smtp; 550 5.1.1 user unknown
      failed (no retry)    | 5.1.1 | -
      -                    | 5.1.1 | -
      something            | 5.1.1 | -
      failed               | 5.1.1 | smtp; 250 relayed -> 550 5.1.1 user unknown
      failed               | 5.1.1 | smtp; user unknown (mailbox format 2.0.1)
      failed               | 5.1.1 | smtp; FooGate 2.4.1 rejected: no such user
      -                    | 5.1.1 | smtp; no such user; at most 2.5.0 MB a message
      failed               | 2.0.0 | smtp; 5.1.1 user unknown
      """)
  void anEntryThatReportsAFailureIsRecorded(String action, String status, String reply) {
    function.take(entry(action, status, reply));

    assertThat(state(BOB)).isEqualTo(VerdictState.SUPPRESSED);
  }

  @Test
  void oneRecipientFailedAndTheOtherDidNot() {
    function.take(SesEvent.bounce("ann@example.org", BOB)
        .with("/bounce/bouncedRecipients/1/action", "relayed")
        .with("/bounce/bouncedRecipients/1/status", "2.0.0")
        .without("/bounce/bouncedRecipients/1/diagnosticCode"));

    assertThat(state("ann@example.org")).isEqualTo(VerdictState.SUPPRESSED);
    assertThat(state(BOB)).isEqualTo(VerdictState.CLEAR);
  }

  @ParameterizedTest
  @ValueSource(strings = {"General", "NoEmail", "SomethingNew"})
  void aTemporaryStatusUnderAPermanentLabelIsWatchedAtMost(String subType) {
    for (String status : List.of("4.0.0", "4.7.9", "4.5.5")) {
      FeedbackFunction alone = new FeedbackFunction();
      alone.take(entry(null, status, null).with("/bounce/bounceSubType", subType));
      assertThat(alone.verdict(BOB, NOW).state()).isIn(VerdictState.CLEAR, VerdictState.WATCHED);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "OnAccountSuppressionList",
        "OnTenantSuppressionList",
        "ontenantsuppressionlist",
        "OnTeamSuppressionList"
      })
  void aSuppressionListOfSesIsNoComplaintAndAPlainReleaseLiftsIt(String subType) {
    function.take(SesEvent.complaint(BOB).with("/complaint/complaintSubType", subType));
    assertThat(state(BOB)).isEqualTo(VerdictState.SUPPRESSED);
    assertThat(reason(BOB)).isEqualTo("SUPPRESSED_BY_SES");
    assertThat(function.log.field("reason")).containsExactly("SUPPRESSED_BY_SES");

    release();

    assertThat(state(BOB)).isEqualTo(VerdictState.CLEAR);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"OnAccountSuppressionList", "OnTenantSuppressionList", "OnTeamSuppressionList"})
  void aBounceOfASuppressionListOfSesIsNoEvidenceAboutTheMailbox(String subType) {
    function.take(entry("failed", "5.1.1", null).with("/bounce/bounceSubType", subType));

    assertThat(reason(BOB)).isEqualTo("SUPPRESSED_BY_SES");
    assertThat(function.verdict(BOB, NOW).until()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"General", "NoEmail"})
  void aBounceWithoutARecipientIsWatchedForTheOnlyDestination(String subType) {
    SesEvent event = SesEvent.bounce(BOB)
        .with("/bounce/bouncedRecipients", List.of())
        .with("/bounce/bounceSubType", subType);

    assertThat(function.take(Wrapped.sqs(Wrapped.sns(event))))
        .isEqualTo(FeedbackFunction.NOTHING_FAILED);
    assertThat(state(BOB)).isEqualTo(VerdictState.WATCHED);
  }

  @Test
  void aBounceThatNamesNoneOfSeveralDestinationsIsNotRecorded() {
    function.take(
        SesEvent.bounce(BOB, "ann@example.org").with("/bounce/bouncedRecipients", List.of()));
    function.take(SesEvent.complaint(BOB, "ann@example.org")
        .with("/complaint/complainedRecipients", List.of()));
    function.take(SesEvent.delivery(BOB).with("/delivery/recipients", List.of()));

    assertThat(function.table.all()).isEmpty();
  }

  @Test
  void aNotificationThatNamesAllDestinationsWithoutAnAddressCountsForNone() {
    function.take(noEmail(BOB, "ann@example.net"));

    assertThat(state(BOB)).isEqualTo(VerdictState.WATCHED);
    assertThat(state("ann@example.net")).isEqualTo(VerdictState.WATCHED);
  }

  @Test
  void aNotificationWithoutAnAddressAppliesToTheOnlyDestination() {
    function.take(noEmail(BOB));

    assertThat(state(BOB)).isEqualTo(VerdictState.SUPPRESSED);
    assertThat(reason(BOB)).isEqualTo("SES_PERMANENT");
  }

  @Test
  void aPermanentBounceForAnUnknownReasonIsWatched() {
    function.take(entry(null, null, null).with("/bounce/bounceSubType", "SomethingNewSuppressed"));

    assertThat(state(BOB)).isEqualTo(VerdictState.WATCHED);
  }

  private static SesEvent noEmail(String... recipients) {
    SesEvent event = SesEvent.bounce(recipients).with("/bounce/bounceSubType", "NoEmail");
    for (int i = 0; i < recipients.length; i++) {
      event
          .without("/bounce/bouncedRecipients/" + i + "/action")
          .without("/bounce/bouncedRecipients/" + i + "/status")
          .without("/bounce/bouncedRecipients/" + i + "/diagnosticCode");
    }
    return event;
  }

  /** A bounce whose only entry has these fields; null is absent. */
  private static SesEvent entry(String action, String status, String reply) {
    return SesEvent.bounce(BOB)
        .with(FIRST + "/action", action)
        .with(FIRST + "/status", status)
        .with(FIRST + "/diagnosticCode", reply);
  }

  private void release() {
    function.table.addAction(
        Subject.parse(BOB),
        new ManualAction.Release("1", "test", "taken off the list", NOW, false));
  }

  private VerdictState state(String address) {
    return function.verdict(address, NOW).state();
  }

  private String reason(String address) {
    return function.verdict(address, NOW).cause().orElseThrow().reason();
  }
}
