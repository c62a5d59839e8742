package dev.hardstop.cli;

import static java.util.Objects.requireNonNull;

import dev.hardstop.suppression.ParallelRunner;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/**
 * The queue of a stack as the destination of an import. Live feedback uses the same queue, so messages are sent only
 * as fast as {@link QueuePace} allows.
 *
 * <p>A request has at most 10 messages and {@value #MOST_BYTES} bytes, which every queue accepts (Amazon SQS API
 * reference, SendMessageBatch: 1 MiB since 2025, 256 KiB for queues with an older limit). The answer names the
 * messages that failed; those are sent again, {@value #ATTEMPTS} times at most.
 */
final class ImportQueue implements ImportDestination {
  private static final int MOST_ENTRIES = 10;
  private static final int MOST_BYTES = 262_144;
  private static final int ATTEMPTS = 5;
  private static final int REQUESTS_AT_ONCE = 8;
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  /** How often in a row the queue must be empty, because SQS's counts are approximate. */
  private static final int EMPTY_READINGS = 3;

  /** The user is told when the queue has had no room for this long. */
  private static final Duration STUCK = Duration.ofMinutes(2);

  private final SqsClient sqs;
  private final String queue;
  private final Optional<String> deadLetters;
  private final Consumer<String> notices;
  private final InstantSource clock;
  private final PollPause pause;
  private final QueuePace pace = new QueuePace();
  private final ParallelRunner requests = ParallelRunner.of(REQUESTS_AT_ONCE);

  /** Waits for a time. It is a parameter, so that tests need not wait. */
  interface PollPause {
    void of(Duration time) throws InterruptedException;
  }

  /**
   * @param queue the URL of the queue
   * @param deadLetters the URL of its dead-letter queue, for {@link #awaitProcessed}; empty if nobody waits, because
   *     reading it needs an additional permission
   * @param notices receives a sentence for people if the import has to wait for a long time
   */
  ImportQueue(
      SqsClient sqs,
      String queue,
      Optional<String> deadLetters,
      Consumer<String> notices,
      InstantSource clock,
      PollPause pause) {
    this.sqs = requireNonNull(sqs, "sqs is null");
    this.queue = requireNonNull(queue, "queue is null");
    this.deadLetters = requireNonNull(deadLetters, "deadLetters is null");
    this.notices = requireNonNull(notices, "notices is null");
    this.clock = requireNonNull(clock, "clock is null");
    this.pause = requireNonNull(pause, "pause is null");
  }

  @Override
  public String name() {
    return queue;
  }

  @Override
  public Map<Integer, String> send(List<String> bodies) throws InterruptedException {
    Map<Integer, String> refused = new TreeMap<>();
    int from = 0;
    while (from < bodies.size()) {
      int to = from + Math.min(bodies.size() - from, awaitRoom());
      refused.putAll(sendAll(bodies, from, to));
      pace.sent(to - from, clock.instant());
      from = to;
    }
    return refused;
  }

  /** Waits until a full request may be sent, and returns how many messages may be sent. */
  private int awaitRoom() throws InterruptedException {
    Instant since = clock.instant();
    Instant noticed = since;
    Duration next = SHORTEST_PAUSE;
    while (true) {
      long held = held(queue);
      Instant now = clock.instant();
      int room = pace.room(held, now);
      if (room >= MOST_ENTRIES) {
        return room;
      }
      if (noticed.plus(STUCK).isBefore(now)) {
        notices.accept("The queue holds " + held + " messages, and has had no room for "
            + Duration.between(since, now).toMinutes() + " minutes. The import waits.");
        noticed = now;
      }
      pause.of(next);
      next =
          next.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? next.multipliedBy(2) : LONGEST_PAUSE;
    }
  }

  private Map<Integer, String> sendAll(List<String> bodies, int from, int to) {
    List<List<SendMessageBatchRequestEntry>> batches = batches(bodies, from, to);
    Map<Integer, String> refused = new TreeMap<>();
    requests.map(batches, this::sendBatch).forEach(refused::putAll);
    return refused;
  }

  /** Splits the messages into requests that SQS accepts. The id of an entry is its place in the list. */
  private static List<List<SendMessageBatchRequestEntry>> batches(
      List<String> bodies, int from, int to) {
    List<List<SendMessageBatchRequestEntry>> batches = new ArrayList<>();
    List<SendMessageBatchRequestEntry> batch = new ArrayList<>();
    int bytes = 0;
    for (int i = from; i < to; i++) {
      String body = allowed(bodies.get(i));
      int size = body.getBytes(StandardCharsets.UTF_8).length;
      if (batch.size() == MOST_ENTRIES || !batch.isEmpty() && bytes + size > MOST_BYTES) {
        batches.add(batch);
        batch = new ArrayList<>();
        bytes = 0;
      }
      batch.add(SendMessageBatchRequestEntry.builder()
          .id(Integer.toString(i))
          .messageBody(body)
          .build());
      bytes += size;
    }
    batches.add(batch);
    return batches;
  }

  /**
   * SQS accepts the characters of XML 1.0 only (Amazon SQS API reference, SendMessage). The body is
   * JSON, in whose strings every character can be written as an escape sequence.
   */
  private static String allowed(String json) {
    StringBuilder text = new StringBuilder(json.length());
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      boolean isPair = Character.isHighSurrogate(c)
          && i + 1 < json.length()
          && Character.isLowSurrogate(json.charAt(i + 1));
      if (isPair) {
        text.append(c).append(json.charAt(++i));
      } else if (Character.isSurrogate(c) || c > '\ufffd') {
        text.append(String.format("\\u%04x", (int) c));
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  /** Sends a batch, and sends its failed messages again. Returns the reasons of refused messages, by their place. */
  private Map<Integer, String> sendBatch(List<SendMessageBatchRequestEntry> batch) {
    Map<Integer, String> refused = new TreeMap<>();
    List<SendMessageBatchRequestEntry> open = batch;
    for (int attempt = 1; !open.isEmpty(); attempt++) {
      List<SendMessageBatchRequestEntry> entries = open;
      open = new ArrayList<>();
      List<BatchResultErrorEntry> failed =
          sqs.sendMessageBatch(send -> send.queueUrl(queue).entries(entries)).failed();
      for (BatchResultErrorEntry failure : failed) {
        if (failure.senderFault() || attempt == ATTEMPTS) {
          refused.put(Integer.valueOf(failure.id()), "the queue refused it: " + failure.code());
        } else {
          entries.stream().filter(entry -> entry.id().equals(failure.id())).forEach(open::add);
        }
      }
      if (!open.isEmpty()) {
        pauseBeforeRetry(attempt);
      }
    }
    return refused;
  }

  private void pauseBeforeRetry(int attempt) {
    try {
      pause.of(SHORTEST_PAUSE.multipliedBy(1L << attempt));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public OptionalLong deadLetters() {
    return deadLetters.map(url -> OptionalLong.of(held(url))).orElse(OptionalLong.empty());
  }

  @Override
  public Processed awaitProcessed(Duration longest, OptionalLong deadLettersBefore)
      throws InterruptedException {
    Instant end = clock.instant().plus(longest);
    int empty = 0;
    long held = held(queue);
    while (empty < EMPTY_READINGS && clock.instant().isBefore(end)) {
      empty = held == 0 ? empty + 1 : 0;
      if (empty < EMPTY_READINGS) {
        pause.of(LONGEST_PAUSE);
        held = held(queue);
      }
    }
    if (empty < EMPTY_READINGS) {
      return new Processed(
          Processed.End.OPEN,
          "The queue still holds " + held + " messages after " + longest.toMinutes()
              + " minutes: live feedback that arrives, or messages that fail and are tried again."
              + " The same command waits again.");
    }
    long dead = deadLetters().orElse(0);
    if (deadLettersBefore.isEmpty() && dead > 0) {
      return new Processed(
          Processed.End.DEAD_LETTERS,
          dead
              + " messages are in the dead-letter queue, and an earlier run of this import, without"
              + " --wait, did not count them: some may be lines that it sent.");
    }
    long before = deadLettersBefore.orElse(0);
    if (dead > 0 && dead < before) {
      return new Processed(
          Processed.End.DEAD_LETTERS,
          dead + " messages are in the dead-letter queue, and there were " + before
              + " when the import began: some were taken out meanwhile, so those that are left may be"
              + " imported lines.");
    }
    long added = dead - before;
    return added > 0
        ? new Processed(
            Processed.End.DEAD_LETTERS,
            added
                + " messages have come into the dead-letter queue since the import began: they were"
                + " not recorded, and may be imported lines or live feedback.")
        : new Processed(
            Processed.End.RECORDED,
            "The queue was empty " + EMPTY_READINGS
                + " times in a row, and nothing has come into the"
                + " dead-letter queue since the import began: every accepted line is recorded.");
  }

  /** How many messages a queue holds: waiting, being processed, or delayed. */
  private long held(String url) {
    return sqs
        .getQueueAttributes(get -> get.queueUrl(url)
            .attributeNames(
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED))
        .attributes()
        .values()
        .stream()
        .mapToLong(Long::parseLong)
        .sum();
  }

  @Override
  public void close() {
    sqs.close();
  }
}
