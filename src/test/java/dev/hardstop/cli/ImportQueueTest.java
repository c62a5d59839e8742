package dev.hardstop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hardstop.cli.ObservedSqs.Fate;
import dev.hardstop.queue.LocalQueue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/** How an import sends messages to the queue of a stack. */
class ImportQueueTest {
  private static final String URL = "https://sqs.eu-west-1.amazonaws.com/123456789012/feedback";

  /** The limits of SendMessageBatch for every queue (Amazon SQS API reference). */
  private static final int MOST_ENTRIES = 10;

  private static final int MOST_BYTES = 262_144;

  private final List<String> notices = new ArrayList<>();

  private ImportQueue queue(SqsClient sqs) {
    return queue(sqs, URL, Optional.empty());
  }

  /** With a clock that only waiting moves. */
  private ImportQueue queue(SqsClient sqs, String url, Optional<String> deadLetters) {
    AtomicLong millis = new AtomicLong(Instant.parse("2026-11-03T09:00:00Z").toEpochMilli());
    InstantSource clock = () -> Instant.ofEpochMilli(millis.get());
    return new ImportQueue(sqs, url, deadLetters, notices::add, clock, time -> {
      millis.addAndGet(time.toMillis());
      Thread.sleep(1);
    });
  }

  private static List<String> bodies(int count) {
    return IntStream.range(0, count).mapToObj(i -> "{\"n\":" + i + "}").toList();
  }

  @Test
  void everyMessageArrivesOnceAlthoughPartsOfBatchesFail() throws Exception {
    Set<String> failedOnce = ConcurrentHashMap.newKeySet();
    ObservedSqs sqs = new ObservedSqs(
        body -> body.hashCode() % 3 == 0 && failedOnce.add(body) ? Fate.THROTTLED : Fate.ACCEPTED);
    assertThat(queue(sqs).send(bodies(95))).isEmpty();
    assertThat(failedOnce).isNotEmpty();
    assertThat(sqs.taken).containsExactlyInAnyOrderElementsOf(bodies(95));
  }

  @Test
  void messagesThatTheQueueRefusesAreNamedByTheirPlaceAndTheOthersArrive() throws Exception {
    ObservedSqs sqs = new ObservedSqs(body -> body.contains("7") ? Fate.REFUSED : Fate.ACCEPTED);
    Map<Integer, String> refused = queue(sqs).send(bodies(30));
    assertThat(refused)
        .containsOnlyKeys(7, 17, 27)
        .containsEntry(17, "the queue refused it: InvalidMessageContents");
    assertThat(sqs.taken).hasSize(27);
  }

  @Test
  void aMessageThatFailsEachTimeIsRefusedInTheEnd() throws Exception {
    ObservedSqs sqs =
        new ObservedSqs(body -> body.equals("{\"n\":3}") ? Fate.THROTTLED : Fate.ACCEPTED);
    assertThat(queue(sqs).send(bodies(10))).containsOnlyKeys(3);
    assertThat(sqs.requests).hasSizeBetween(3, 10);
  }

  @Test
  void noRequestIsLargerThanTheQueueAllows() throws Exception {
    ObservedSqs sqs = new ObservedSqs(body -> Fate.ACCEPTED);
    List<String> bodies = IntStream.range(0, 60)
        .mapToObj(i -> "\"" + "ü".repeat(i % 2 == 0 ? 40_000 : 10) + "\"")
        .toList();
    queue(sqs).send(bodies);
    assertThat(sqs.taken).hasSize(60);
    assertThat(sqs.requests).allSatisfy(request -> {
      assertThat(request.entries()).hasSizeBetween(1, MOST_ENTRIES);
      assertThat(request.entries().stream()
              .map(SendMessageBatchRequestEntry::messageBody)
              .mapToInt(body -> body.getBytes(StandardCharsets.UTF_8).length)
              .sum())
          .isLessThanOrEqualTo(MOST_BYTES);
    });
  }

  /** It refuses characters that XML does not allow, and the words of servers may contain any. */
  @Test
  void charactersThatTheQueueRefusesAreEscapedInTheJson() throws Exception {
    ObservedSqs sqs = new ObservedSqs(body -> Fate.ACCEPTED);
    String words = "a\ufffe\uffff\ud800z\ud83d\ude00";
    queue(sqs).send(List.of(new ObjectMapper().writeValueAsString(words)));
    String sent = sqs.taken.get(0);
    assertThat(sent.codePoints())
        .noneMatch(c -> c > 0xfffd && c < 0x10000 || c >= 0xd800 && c < 0xe000);
    assertThat(new ObjectMapper().readTree(sent).textValue()).isEqualTo(words);
  }

  @Test
  void theQueueNeverHoldsTwoThousandMessagesAndEveryMessageArrives() throws Exception {
    int messages = 3_000;
    AtomicLong mostHeld = new AtomicLong();
    AtomicBoolean sending = new AtomicBoolean(true);
    ExecutorService function = Executors.newFixedThreadPool(2);
    try (LocalQueue local = LocalQueue.start(10)) {
      ImportQueue queue =
          queue(watched(local, mostHeld), local.url(), Optional.of(local.deadLettersUrl()));
      List<Future<Set<String>>> consumers = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        consumers.add(function.submit(() -> consume(local, sending)));
      }
      assertThat(queue.send(bodies(messages))).isEmpty();
      ImportDestination.Processed processed =
          queue.awaitProcessed(Duration.ofHours(1), OptionalLong.of(0));
      sending.set(false);
      Set<String> received = new HashSet<>();
      for (Future<Set<String>> consumer : consumers) {
        received.addAll(consumer.get());
      }
      assertThat(received).containsExactlyInAnyOrderElementsOf(bodies(messages));
      assertThat(mostHeld.get()).isPositive().isLessThan(QueuePace.LIMIT);
      assertThat(processed.done()).isTrue();
    } finally {
      function.shutdownNow();
    }
  }

  @Test
  void waitingEndsWithAnOpenAnswerIfNobodyReadsTheQueue() throws Exception {
    try (LocalQueue local = LocalQueue.start(10)) {
      ImportQueue queue = queue(local.client(), local.url(), Optional.of(local.deadLettersUrl()));
      queue.send(bodies(20));
      ImportDestination.Processed processed =
          queue.awaitProcessed(Duration.ofMinutes(1), OptionalLong.of(0));
      assertThat(processed.end()).isEqualTo(ImportDestination.Processed.End.OPEN);
      assertThat(processed.text()).contains("still holds 20 messages");
    }
  }

  @Test
  void aDeadLetterThatCameMeanwhileIsReported() throws Exception {
    try (LocalQueue local = LocalQueue.start(10)) {
      addDeadLetter(local);
      ImportQueue queue = queue(local.client(), local.url(), Optional.of(local.deadLettersUrl()));
      OptionalLong before = queue.deadLetters();
      assertThat(queue.awaitProcessed(Duration.ofMinutes(1), before).done()).isTrue();
      addDeadLetter(local);
      ImportDestination.Processed processed = queue.awaitProcessed(Duration.ofMinutes(1), before);
      assertThat(processed.done()).isFalse();
      assertThat(processed.text()).contains("1 messages have come into the dead-letter queue");
    }
  }

  /** An earlier run without --wait may not have had the permission to count them. */
  @Test
  void deadLettersThatNobodyCountedBeforeTheImportMayBeItsOwn() throws Exception {
    try (LocalQueue local = LocalQueue.start(10)) {
      ImportQueue queue = queue(local.client(), local.url(), Optional.of(local.deadLettersUrl()));
      assertThat(
              queue.awaitProcessed(Duration.ofMinutes(1), OptionalLong.empty()).done())
          .isTrue();
      addDeadLetter(local);
      ImportDestination.Processed processed =
          queue.awaitProcessed(Duration.ofMinutes(1), OptionalLong.empty());
      assertThat(processed.done()).isFalse();
      assertThat(processed.text()).contains("1 messages are in the dead-letter queue");
    }
  }

  /** Whoever empties the queue between two runs hides how many of its messages are new. */
  @Test
  void deadLettersThatAreFewerThanBeforeTheImportMayBeItsOwn() throws Exception {
    try (LocalQueue local = LocalQueue.start(10)) {
      addDeadLetter(local);
      ImportQueue queue = queue(local.client(), local.url(), Optional.of(local.deadLettersUrl()));
      ImportDestination.Processed processed =
          queue.awaitProcessed(Duration.ofMinutes(1), OptionalLong.of(5));
      assertThat(processed.end()).isEqualTo(ImportDestination.Processed.End.DEAD_LETTERS);
      assertThat(processed.text())
          .contains("1 messages are in the dead-letter queue", "5 when the import began")
          .doesNotContain("every accepted line is recorded");
    }
  }

  private static void addDeadLetter(LocalQueue local) {
    local.client().sendMessage(send -> send.queueUrl(local.deadLettersUrl()).messageBody("{}"));
  }

  /** As the function does: receives, then deletes. */
  private static Set<String> consume(LocalQueue queue, AtomicBoolean sending) {
    Set<String> bodies = new HashSet<>();
    while (sending.get()) {
      List<Message> messages = queue.receive(MOST_ENTRIES, Duration.ZERO);
      messages.forEach(message -> bodies.add(message.body()));
      queue.delete(messages);
    }
    return bodies;
  }

  /** Reads after each request how many messages the queue holds. */
  private static SqsClient watched(LocalQueue local, AtomicLong mostHeld) {
    return new SqsClient() {
      @Override
      public SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request) {
        SendMessageBatchResponse answer = local.client().sendMessageBatch(request);
        mostHeld.accumulateAndGet(local.held(), Math::max);
        return answer;
      }

      @Override
      public GetQueueAttributesResponse getQueueAttributes(GetQueueAttributesRequest request) {
        return local.client().getQueueAttributes(request);
      }

      @Override
      public String serviceName() {
        return "sqs";
      }

      @Override
      public void close() {
        // The queue belongs to the test.
      }
    };
  }
}
