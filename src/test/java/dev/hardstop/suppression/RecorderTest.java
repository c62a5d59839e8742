package dev.hardstop.suppression;

import static dev.hardstop.suppression.MailFixture.ACCESS_DENIED;
import static dev.hardstop.suppression.MailFixture.NOBODY_THERE;
import static dev.hardstop.suppression.MailFixture.NO_SUCH_DOMAIN;
import static dev.hardstop.suppression.MailFixture.on;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.feedback.ComplaintKind;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.suppression.RecordingOutcome.OutOfTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** A batch is grouped and written in parallel, and each feedback fails on its own. */
class RecorderTest {
  private static final String BOB = "bob@example.com";

  private final FailingDossierTable table = new FailingDossierTable();
  private final MailFixture fixture =
      new MailFixture(table, RuleFiles.book(), SuppressionPolicy.standard());
  private final Recorder recorder =
      new Recorder(RuleFiles.book(), SuppressionPolicy.standard(), table, Runnable::run);

  @Test
  void feedbackAboutOneAddressAndOneRuleIsOneWrite() {
    TestRecording.record(
        recorder,
        List.of(
            fixture.bounce(BOB, NOBODY_THERE, on("2026-11-20")),
            fixture.bounce(BOB, NOBODY_THERE, on("2026-11-21")),
            fixture.bounce(BOB, NOBODY_THERE, on("2026-11-20"))));
    assertThat(table.written).containsExactly(BOB);
    assertThat(fixture.ask(BOB, "2026-11-22").days()).hasSize(2);
  }

  @Test
  void aDomainThatDoesNotExistIsASeparateWrite() {
    TestRecording.record(recorder, List.of(fixture.bounce(BOB, NO_SUCH_DOMAIN, on("2026-11-20"))));
    assertThat(table.written).containsExactlyInAnyOrder(BOB, "@example.com");
  }

  @Test
  void feedbackThatCannotBeWrittenFailsAlone() {
    table.refused = "example.net";
    List<RecordingOutcome> outcomes = TestRecording.record(
        recorder,
        List.of(
            fixture.bounce("ann@example.net", ACCESS_DENIED, on("2026-11-20")),
            fixture.bounce(BOB, ACCESS_DENIED, on("2026-11-20"))));
    assertThat(outcomes.get(0)).isInstanceOf(RecordingOutcome.Failed.class);
    assertThat(outcomes.get(1)).isInstanceOf(RecordingOutcome.Kept.class);
    assertThat(fixture.ask(BOB, "2026-11-21").state()).isEqualTo(VerdictState.SUPPRESSED);
  }

  @Test
  void aDeliveryFailsWithTheFirstBounceOfItsBatchThatCouldNotBeWritten() {
    List<Feedback> batch = List.of(
        fixture.bounce(BOB, ACCESS_DENIED, on("2026-11-20")),
        fixture.delivery(BOB, on("2026-11-21")));
    table.refused = "observing";
    assertThat(TestRecording.record(recorder, batch))
        .hasOnlyElementsOfType(RecordingOutcome.Failed.class);

    table.refused = "none";
    assertThat(TestRecording.record(recorder, batch))
        .hasOnlyElementsOfType(RecordingOutcome.Kept.class);
    assertThat(fixture.ask(BOB, "2026-11-25").state()).isEqualTo(VerdictState.CLEAR);
  }

  @Test
  void anUnexpectedExceptionFailsOneFeedbackAlone() {
    Feedback pastAllTime =
        fixture.complaint(BOB, ComplaintKind.SOLE, Instant.MAX, Duration.ofDays(-1));
    List<RecordingOutcome> outcomes = TestRecording.record(
        recorder, List.of(pastAllTime, fixture.bounce(BOB, ACCESS_DENIED, on("2026-11-20"))));
    assertThat(outcomes.get(0)).isInstanceOf(RecordingOutcome.Failed.class);
    assertThat(outcomes.get(1)).isInstanceOf(RecordingOutcome.Kept.class);
  }

  @Test
  void allFeedbackOfAFailedWriteFailsAndCanBeRecordedAgain() {
    Feedback first = fixture.bounce(BOB, ACCESS_DENIED, on("2026-11-20"));
    Feedback second = fixture.bounce(BOB, ACCESS_DENIED, on("2026-11-21"));
    table.refused = "example.com";
    assertThat(TestRecording.record(recorder, List.of(first, second)))
        .hasOnlyElementsOfType(RecordingOutcome.Failed.class);
    table.refused = "none";
    assertThat(TestRecording.record(recorder, List.of(first, second)))
        .hasOnlyElementsOfType(RecordingOutcome.Kept.class);
    assertThat(fixture.ask(BOB, "2026-11-22").days()).hasSize(2);
  }

  @Test
  void aDeliveryFindsTheDossierThatItsOwnBatchOpened() {
    TestRecording.record(
        recorder,
        List.of(
            fixture.delivery(BOB, on("2026-11-21")),
            fixture.bounce(BOB, ACCESS_DENIED, on("2026-11-20"))));
    assertThat(fixture.ask(BOB, "2026-11-24").state()).isEqualTo(VerdictState.CLEAR);
  }

  @Test
  void aDeliveryThatIsKnownIsNotWrittenAgain() {
    TestRecording.record(recorder, List.of(fixture.delivery(BOB, on("2026-11-21"))));
    assertThat(table.written).containsExactlyInAnyOrder("@example.com", "recipients");
    assertThat(TestRecording.record(recorder, List.of(fixture.delivery(BOB, on("2026-11-21")))))
        .singleElement()
        .isInstanceOfSatisfying(
            RecordingOutcome.NotKept.class,
            known -> assertThat(known.why()).isEqualTo(RecordingOutcome.Why.NOTHING_NEW));
    assertThat(table.written).hasSize(2);
  }

  @Test
  void aDeliveryThatCannotBeCountedFailsAndCanBeRecordedAgain() {
    Feedback counted = fixture.delivery("ann@example.net", on("2026-11-21"));
    Feedback uncounted = fixture.delivery(BOB, on("2026-11-21"));
    table.refused = "example.com";
    List<RecordingOutcome> outcomes = TestRecording.record(recorder, List.of(counted, uncounted));
    assertThat(outcomes.get(0)).isInstanceOf(RecordingOutcome.Kept.class);
    assertThat(outcomes.get(1)).isInstanceOf(RecordingOutcome.Failed.class);
    table.refused = "none";
    assertThat(TestRecording.record(recorder, List.of(uncounted)))
        .hasOnlyElementsOfType(RecordingOutcome.Kept.class);
    assertThat(table.delivered(Set.of("example.com")).get("example.com").byDay())
        .containsOnlyKeys(LocalDate.parse("2026-11-21"));
  }

  @Test
  void noWriteIsStartedOnceTheTimeIsOver() {
    List<RecordingOutcome> outcomes = TestRecording.record(
        recorder,
        List.of(
            fixture.bounce("ann@example.net", ACCESS_DENIED, on("2026-11-20")),
            fixture.bounce(BOB, ACCESS_DENIED, on("2026-11-20"))),
        () -> !table.written.isEmpty());

    assertThat(table.written).containsExactly("ann@example.net");
    assertThat(outcomes.get(0)).isInstanceOf(RecordingOutcome.Kept.class);
    assertThat(outcomes.get(1))
        .isInstanceOfSatisfying(
            RecordingOutcome.Failed.class,
            failed -> assertThat(failed.cause())
                .isInstanceOf(OutOfTimeException.class)
                .hasMessage("the time was over before the call was started"));
  }

  @Test
  void deliveriesAreNotReadOnceTheTimeIsOver() {
    table.refused = "asking";

    List<RecordingOutcome> outcomes = TestRecording.record(
        recorder, List.of(fixture.delivery(BOB, on("2026-11-21"))), () -> true);

    assertThat(outcomes)
        .singleElement()
        .isInstanceOfSatisfying(
            RecordingOutcome.Failed.class,
            failed -> assertThat(failed.cause()).isInstanceOf(OutOfTimeException.class));
  }

  @Test
  void feedbackThatRanOutOfTimeCanBeRecordedAgain() {
    Feedback bounce = fixture.bounce(BOB, ACCESS_DENIED, on("2026-11-20"));
    TestRecording.record(recorder, List.of(bounce), () -> true);

    assertThat(TestRecording.record(recorder, List.of(bounce), () -> false))
        .hasOnlyElementsOfType(RecordingOutcome.Kept.class);
    assertThat(fixture.ask(BOB, "2026-11-21").state()).isEqualTo(VerdictState.SUPPRESSED);
  }

  @Test
  void aFullExecutorFailsTheFeedbackAndNotTheBatch() {
    Recorder refusing =
        new Recorder(RuleFiles.book(), SuppressionPolicy.standard(), table, task -> {
          throw new RejectedExecutionException("full");
        });
    List<RecordingOutcome> outcomes = TestRecording.record(
        refusing,
        List.of(
            fixture.bounce("ann@example.net", ACCESS_DENIED, on("2026-11-20")),
            fixture.bounce(BOB, ACCESS_DENIED, on("2026-11-20"))));

    // The last write runs on the caller's thread.
    assertThat(outcomes)
        .hasExactlyElementsOfTypes(RecordingOutcome.Failed.class, RecordingOutcome.Kept.class);
  }

  @Test
  void outcomesHaveTheOrderOfTheBatchWhateverTheThreadsDo() {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Feedback> batch = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        batch.add(fixture.bounce("user" + i + "@example.com", ACCESS_DENIED, on("2026-11-20")));
      }
      List<RecordingOutcome> outcomes = TestRecording.record(
          new Recorder(RuleFiles.book(), SuppressionPolicy.standard(), table, threads), batch);
      assertThat(outcomes).extracting(RecordingOutcome::feedback).containsExactlyElementsOf(batch);
      assertThat(table.written).hasSize(200);
    } finally {
      threads.shutdownNow();
    }
  }
}
