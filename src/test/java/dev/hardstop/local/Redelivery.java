package dev.hardstop.local;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Delivers messages to a function until each has succeeded. Messages that the function names as
 * failed are delivered again, and the whole batch if there was no answer, as Lambda's event source
 * mapping does with {@code ReportBatchItemFailures}.
 */
final class Redelivery {
  /** After this many invocations, a message that still fails will never succeed. */
  private static final int MOST_INVOCATIONS = 2_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Function function;
  private int invocations;
  private int failures;
  private int crashes;

  /** Invokes a function with an event. */
  interface Function {
    LocalReply invoke(byte[] event) throws Exception;
  }

  Redelivery(Function function) {
    this.function = requireNonNull(function, "function is null");
  }

  /** Returns when all of them have been taken. */
  void deliver(List<SqsMessage> messages, int batchSize) throws Exception {
    Deque<SqsMessage> waiting = new ArrayDeque<>(messages);
    while (!waiting.isEmpty()) {
      if (invocations == MOST_INVOCATIONS) {
        throw new AssertionError(waiting.size() + " messages are never taken");
      }
      List<SqsMessage> batch = new ArrayList<>();
      while (batch.size() < batchSize && !waiting.isEmpty()) {
        batch.add(waiting.poll());
      }
      waiting.addAll(failed(batch));
    }
  }

  /** How many invocations it took. */
  int invocations() {
    return invocations;
  }

  /** How many messages were named as failed, each as often as it was. */
  int failures() {
    return failures;
  }

  /** How many batches were not answered. */
  int crashes() {
    return crashes;
  }

  private List<SqsMessage> failed(List<SqsMessage> batch) throws Exception {
    invocations++;
    if (!(function.invoke(SqsMessage.batch(batch)) instanceof LocalReply.Answer answer)) {
      crashes++;
      return batch;
    }
    Set<String> named = named(answer);
    List<SqsMessage> failed =
        batch.stream().filter(message -> named.contains(message.id())).toList();
    if (failed.size() != named.size()) {
      throw new AssertionError("the function names messages that it was not given");
    }
    failures += failed.size();
    return failed;
  }

  private static Set<String> named(LocalReply.Answer answer) throws IOException {
    Set<String> named = new HashSet<>();
    for (JsonNode failure : JSON.readTree(answer.body()).path("batchItemFailures")) {
      named.add(failure.path("itemIdentifier").asText());
    }
    return named;
  }
}
