package dev.hardstop.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.Soak;
import dev.hardstop.classification.BounceReason;
import dev.hardstop.dynamodb.TableContents;
import dev.hardstop.local.TestPackage;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** SES's events go from the queue to the table, with duplicates, reordering and failures. */
class FeedbackQueueIT {
  private static final long SEED = 20_261_125;

  private static final int EVENTS = Soak.cases(500, 6_000);

  /** One percent of the events, and each form at least once. */
  private static final int INVALID = Math.max(EVENTS / 100, InvalidMessages.forms());

  private static final int TWICE = EVENTS / 10;

  private final QueueSettings settings = QueueSettings.of(TestPackage.TEMPLATE);
  private final SesEventStream feed =
      new SesEventStream(SEED, EVENTS - INVALID, Instant.now().truncatedTo(ChronoUnit.MILLIS));
  private final List<String> invalid = InvalidMessages.bodies(INVALID);

  @Test
  void onlyInvalidMessagesBecomeDeadLettersAndTheTableEqualsThatOfAnUndisturbedRun()
      throws Exception {
    assertThat(feed.reasons()).containsExactlyInAnyOrder(BounceReason.values());
    try (Functions functions = new Functions();
        LocalQueue queue = LocalQueue.start(settings.maxReceiveCount())) {
      functions.createTable("queued");
      UndisturbedRun.of(feed, functions, "undisturbed");
      EventSourceMapping mapping = new EventSourceMapping(
          queue,
          settings.batchSize(),
          functions.start(Soak.isLong() ? settings.concurrency() : 3, "queued"));
      queue.send(feed.before());
      mapping.drain();

      queue.send(feed.inDisorder(List.of(feed.events(), feed.duplicates(TWICE), invalid)));
      long begin = System.nanoTime();
      EventSourceMapping.Work work = mapping.drain();
      double seconds = (System.nanoTime() - begin) / 1e9;

      List<String> deadLetters = queue.takeDeadLetters();
      TableContents table = functions.contents("queued");
      List<String> differences = table.differences(functions.contents("undisturbed"));
      print(work, seconds, deadLetters.size(), table.size(), differences.size());
      assertThat(deadLetters).containsExactlyInAnyOrderElementsOf(invalid);
      assertThat(differences).isEmpty();
      assertThat(table.size()).isPositive();
      assertThat(work.deleted()).isEqualTo(feed.events().size() + TWICE);
      assertThat(work.failed()).isGreaterThanOrEqualTo(INVALID * settings.maxReceiveCount());
    }
  }

  private static void print(
      EventSourceMapping.Work work, double seconds, int deadLetters, int items, int differences) {
    System.out.printf(
        "queue: %d events, %d of them twice, %d of them invalid: %d invocations in %.1f s, %.0f"
            + " messages a second; %d dead letters, %d items, %d differences%n",
        EVENTS,
        TWICE,
        INVALID,
        work.invocations(),
        seconds,
        work.deleted() / seconds,
        deadLetters,
        items,
        differences);
  }
}
