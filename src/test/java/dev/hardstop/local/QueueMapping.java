package dev.hardstop.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Lambda's event source mapping between a queue of the local system and a function (AWS Lambda
 * developer guide, "Using Lambda with Amazon SQS"): it receives a batch, invokes the function, and
 * deletes the messages that did not fail. The others are received again after their visibility
 * timeout. A batch is handed over without a batching window.
 */
public final class QueueMapping implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final SqsStub queues;
  private final String queue;
  private final int batchSize;
  private final boolean reportsItems;
  private final StreamMapping.Function function;
  private final Thread thread;
  private long idleRounds;

  private QueueMapping(
      SqsStub queues, String queue, JsonNode mapping, StreamMapping.Function function) {
    this.queues = queues;
    this.queue = queue;
    this.batchSize = mapping.path("BatchSize").asInt(10);
    this.reportsItems =
        mapping.path("FunctionResponseTypes").toString().contains("ReportBatchItemFailures");
    this.function = function;
    this.thread = new Thread(this::run, "queue-mapping");
  }

  /**
   * Starts to receive.
   *
   * @param mapping the properties of an event of type SQS in template.yaml (AWS SAM, "SQS")
   * @param function is invoked by one thread, with one batch at a time
   */
  public static QueueMapping start(
      SqsStub queues, JsonNode mapping, StreamMapping.Function function) {
    String queue = mapping.path("Queue").asText().replaceFirst("\\.Arn$", "");
    QueueMapping started = new QueueMapping(queues, queue, mapping, function);
    started.thread.setDaemon(true);
    started.thread.start();
    return started;
  }

  /** Waits until there was nothing to receive; delayed and hidden messages do not count. */
  public synchronized void awaitIdle() throws InterruptedException {
    // The round that is under way may have begun before the last message was sent.
    long enough = idleRounds + 2;
    while (idleRounds < enough) {
      wait();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (true) {
        List<Message> batch = queues.receive(queue, batchSize);
        if (batch.isEmpty()) {
          nothingToReceive();
          Thread.sleep(POLL.toMillis());
        } else {
          handOver(batch);
        }
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void nothingToReceive() {
    idleRounds++;
    notifyAll();
  }

  private void handOver(List<Message> batch) throws InterruptedException {
    Set<String> ids = batch.stream().map(Message::messageId).collect(Collectors.toSet());
    LocalReply reply = function.invoke(SqsEvent.of(batch, queues.arn(queue)));
    boolean isAnswer = reply instanceof LocalReply.Answer;
    Set<String> failed = isAnswer && !reportsItems ? Set.of() : BatchReply.failed(reply, ids);
    queues.delete(
        queue,
        batch.stream().filter(message -> !failed.contains(message.messageId())).toList());
  }
}
