package dev.hardstop.queue;

import dev.hardstop.local.BatchReply;
import dev.hardstop.local.LocalReply;
import dev.hardstop.local.SqsEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Lambda's event source mapping between a queue and a function: it receives batches, invokes the
 * function with as many at once as are allowed, and deletes the messages that did not fail (AWS
 * Lambda developer guide, "Using Lambda with Amazon SQS").
 *
 * <p>Two waits are left out, because nothing happens in them. A batch is handed over as soon as the
 * queue has nothing more for it, instead of after the batching window. Failed messages become
 * visible at once, instead of after their visibility timeout.
 */
final class EventSourceMapping {
  private static final Duration LONG_POLL = Duration.ofSeconds(1);

  private final LocalQueue queue;
  private final int batchSize;
  private final List<? extends Function> environments;
  private final AtomicInteger invocations = new AtomicInteger();
  private final AtomicInteger deleted = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();

  /** An execution environment of the function: one invocation at a time. */
  interface Function {
    LocalReply invoke(byte[] event) throws InterruptedException;
  }

  /**
   * @param environments as many as there may be invocations at once
   */
  EventSourceMapping(LocalQueue queue, int batchSize, List<? extends Function> environments) {
    this.queue = queue;
    this.batchSize = batchSize;
    this.environments = List.copyOf(environments);
  }

  /**
   * The result of a run.
   *
   * @param deleted how many messages were taken care of
   * @param failed how often a message was given back
   */
  record Work(int invocations, int deleted, int failed) {}

  /** Works until the queue is empty. */
  Work drain() throws InterruptedException, ExecutionException {
    ExecutorService pollers = Executors.newFixedThreadPool(environments.size());
    try {
      List<Future<?>> running = new ArrayList<>();
      for (Function environment : environments) {
        running.add(pollers.submit(() -> {
          poll(environment);
          return null;
        }));
      }
      for (Future<?> each : running) {
        each.get();
      }
      return new Work(invocations.getAndSet(0), deleted.getAndSet(0), failed.getAndSet(0));
    } finally {
      pollers.shutdownNow();
    }
  }

  private void poll(Function environment) throws InterruptedException {
    List<Message> batch = collect();
    while (!batch.isEmpty() || !queue.isEmpty()) {
      if (!batch.isEmpty()) {
        handOver(batch, environment);
      }
      batch = collect();
    }
  }

  private List<Message> collect() {
    List<Message> batch = new ArrayList<>(queue.receive(batchSize, LONG_POLL));
    boolean more = !batch.isEmpty();
    while (more && batch.size() < batchSize) {
      List<Message> next = queue.receive(batchSize - batch.size(), Duration.ZERO);
      batch.addAll(next);
      more = !next.isEmpty();
    }
    return batch;
  }

  private void handOver(List<Message> batch, Function environment) throws InterruptedException {
    Set<String> ids = batch.stream().map(Message::messageId).collect(Collectors.toSet());
    Set<String> named = BatchReply.failed(environment.invoke(SqsEvent.of(batch, queue.arn())), ids);
    Map<Boolean, List<Message>> byFailure = batch.stream()
        .collect(Collectors.partitioningBy(message -> named.contains(message.messageId())));
    queue.delete(byFailure.get(false));
    queue.giveBack(byFailure.get(true));
    invocations.incrementAndGet();
    deleted.addAndGet(byFailure.get(false).size());
    failed.addAndGet(byFailure.get(true).size());
  }
}
