package dev.hardstop.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.Soak;
import dev.hardstop.local.TestPackage;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The redrive of the dead-letter queue that docs/operation.md describes. */
class RedriveIT {
  private static final int EVENTS = Soak.cases(100, 300);
  private static final int INVALID = InvalidMessages.forms();

  private final QueueSettings settings = QueueSettings.of(TestPackage.TEMPLATE);
  private final SesEventStream feed =
      new SesEventStream(6, EVENTS, Instant.now().truncatedTo(ChronoUnit.MILLIS));
  private final List<String> invalid = InvalidMessages.bodies(INVALID);

  /** Nothing can be written, because the functions were deployed with a table that does not exist. */
  @Test
  void redriveRecordsEveryValidMessageAndReturnsInvalidOnesToTheDeadLetterQueue() throws Exception {
    try (Functions functions = new Functions();
        LocalQueue queue = LocalQueue.start(settings.maxReceiveCount())) {
      functions.createTable("redriven");
      EventSourceMapping broken = mapping(queue, functions.start(1, "mistyped"));
      EventSourceMapping mended = mapping(queue, functions.start(1, "redriven"));
      UndisturbedRun.of(feed, functions, "undisturbed");
      queue.send(feed.before());
      mended.drain();

      queue.send(feed.inDisorder(List.of(feed.events(), invalid)));
      int notForUs = broken.drain().deleted();
      assertThat(queue.countDeadLetters()).isEqualTo(EVENTS + INVALID - notForUs);
      assertThat(functions.contents("redriven").differences(functions.contents("undisturbed")))
          .isNotEmpty();

      queue.redrive();
      mended.drain();
      assertThat(functions.contents("redriven").differences(functions.contents("undisturbed")))
          .isEmpty();
      assertThat(queue.countDeadLetters()).isEqualTo(INVALID);

      queue.redrive();
      mended.drain();
      assertThat(functions.contents("redriven").differences(functions.contents("undisturbed")))
          .isEmpty();
      assertThat(queue.takeDeadLetters()).containsExactlyInAnyOrderElementsOf(invalid);
    }
  }

  private EventSourceMapping mapping(
      LocalQueue queue, List<EventSourceMapping.Function> environments) {
    return new EventSourceMapping(queue, settings.batchSize(), environments);
  }
}
