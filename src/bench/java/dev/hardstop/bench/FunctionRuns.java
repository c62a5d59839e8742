package dev.hardstop.bench;

import dev.hardstop.local.Deployment;
import dev.hardstop.local.ExecutionEnvironment;
import dev.hardstop.local.FunctionPackage;
import dev.hardstop.local.LocalReply;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Runs a package and takes the time and the memory. */
final class FunctionRuns {
  /** What takes long is to be measured, not given up. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final int WARM_UP = 1_000;
  private static final int UNCOUNTED_STARTS = 10;

  private final FunctionPackage code;
  private final Deployment deployment;
  private final BenchmarkTable table;
  private final Events events = new Events();

  FunctionRuns(FunctionPackage code, Deployment deployment, BenchmarkTable table) {
    this.code = code;
    this.deployment = deployment;
    this.table = table;
  }

  /** Times in nanoseconds, memory in bytes. */
  record Starts(long[] nanos, long[] resident) {}

  /** Times in nanoseconds, the processor's as the mean of an event; memory in bytes, at the end. */
  record Warm(long[] nanos, long processorTime, long resident) {}

  /**
   * Processes one after the other, each with one event. The first ones do not count: their files
   * come into memory, and what starts them and answers them is compiled.
   */
  Starts starts(String handler, int times) throws Exception {
    long[] nanos = new long[times];
    long[] resident = new long[times];
    for (int i = -UNCOUNTED_STARTS; i < times; i++) {
      byte[] event = event(handler);
      try (ExecutionEnvironment function = start(handler)) {
        invoke(function, event);
        if (i >= 0) {
          nanos[i] = System.nanoTime() - function.startedNanos();
          resident[i] = function.residentBytes();
        }
      }
    }
    return new Starts(nanos, resident);
  }

  /** One process, one event after the other. The first ones do not count. */
  Warm warm(String handler, int times) throws Exception {
    try (ExecutionEnvironment function = start(handler)) {
      int warmUp = Math.min(WARM_UP, times / 2);
      for (int i = 0; i < warmUp; i++) {
        invoke(function, event(handler));
      }
      long[] nanos = new long[times - warmUp];
      Duration before = function.process().info().totalCpuDuration().orElseThrow();
      for (int i = 0; i < nanos.length; i++) {
        nanos[i] = timed(function, event(handler));
      }
      Duration used = function.process().info().totalCpuDuration().orElseThrow().minus(before);
      return new Warm(nanos, used.toNanos() / nanos.length, function.residentBytes());
    }
  }

  /**
   * Batches of records about as many addresses, one after the other.
   *
   * @param delay of the table's answers, in ms
   * @throws IllegalStateException when not every record is in the table afterwards
   */
  long[] batches(int size, int delay) throws Exception {
    int times = size >= 1_000 ? 9 : size >= 100 ? 31 : 101;
    try (ExecutionEnvironment function = start("feedback")) {
      for (int i = 0; i < 2_000; i += size) {
        invoke(function, events.bounces(size));
      }
      long[] nanos = new long[times];
      table.delay(delay);
      for (int i = 0; i < times; i++) {
        nanos[i] = timed(function, events.bounces(size));
      }
      table.delay(0);
      table.requireSubjects(events.addresses());
      return nanos;
    }
  }

  private long timed(ExecutionEnvironment function, byte[] event) throws InterruptedException {
    long before = System.nanoTime();
    invoke(function, event);
    return System.nanoTime() - before;
  }

  private byte[] event(String handler) {
    return handler.equals("feedback") ? events.bounces(1) : events.question();
  }

  static void invoke(ExecutionEnvironment function, byte[] event) throws InterruptedException {
    LocalReply reply = function.invoke(event);
    if (!(reply instanceof LocalReply.Answer answer) || isBad(answer.body())) {
      throw new IllegalStateException("the function failed: " + reply);
    }
  }

  private static boolean isBad(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    return text.contains("itemIdentifier")
        || text.contains("statusCode") && !text.contains("\"statusCode\":200");
  }

  private ExecutionEnvironment start(String handler) throws IOException {
    return ExecutionEnvironment.start(
        code,
        deployment.function(handler).withTimeout(PATIENCE),
        table.variables(),
        Redirect.DISCARD);
  }
}
