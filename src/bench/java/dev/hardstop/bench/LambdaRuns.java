package dev.hardstop.bench;

import dev.hardstop.local.Deployment;
import dev.hardstop.local.ExecutionEnvironment;
import dev.hardstop.local.FunctionPackage;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs a package as Lambda does: with the share of a processor that its memory gives it, and the
 * table behind TLS and 1 ms away.
 */
final class LambdaRuns {
  private static final int DELAY_MILLIS = 1;
  private static final int BATCH = 100;
  private static final int FUNCTIONS = 5;
  private static final int WINDOWS = 3;
  private static final int WINDOW_SECONDS = 10;
  private static final int UNCOUNTED_STARTS = 3;

  /** What takes long is to be measured, not given up. */
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private final FunctionPackage code;
  private final Deployment deployment;
  private final StandInTable answers;
  private final TlsTable table;
  private final Events events = new Events();

  LambdaRuns(FunctionPackage code, Deployment deployment, StandInTable answers, TlsTable table) {
    this.code = code;
    this.deployment = deployment;
    this.answers = answers;
    this.table = table;
    answers.delay(DELAY_MILLIS);
  }

  /**
   * How long the first event takes of a process that has just come up: in nanoseconds, each with a
   * process of its own. It comes up without a quota, because AWS does not say what Lambda gives it
   * then. The first connection to the table, with its TLS handshake, is made under the quota.
   */
  long[] firstAnswers(String handler, int memory, int times) throws Exception {
    long[] nanos = new long[times];
    for (int i = -UNCOUNTED_STARTS; i < times; i++) {
      try (CpuQuota quota = CpuQuota.of(memory);
          ExecutionEnvironment function = start(handler)) {
        function.awaitInit();
        quota.limit(function.process());
        byte[] event = handler.equals("feedback") ? events.bounces(1) : events.question();
        long before = System.nanoTime();
        FunctionRuns.invoke(function, event);
        if (i >= 0) {
          nanos[i] = System.nanoTime() - before;
        }
      }
    }
    return nanos;
  }

  /**
   * Processor time that a record costs, in nanoseconds, one figure for each window of many records:
   * warm, without a quota, which does not change it much and would take longer.
   */
  long[] processorTime(int batch, int records) throws Exception {
    try (ExecutionEnvironment function = start("feedback")) {
      function.awaitInit();
      invoke(function, batch, 2_000);
      long[] nanos = new long[WINDOWS];
      for (int i = 0; i < WINDOWS; i++) {
        Duration before = function.process().info().totalCpuDuration().orElseThrow();
        invoke(function, batch, records);
        Duration after = function.process().info().totalCpuDuration().orElseThrow();
        nanos[i] = after.minus(before).toNanos() / records;
      }
      answers.requireSubjects(events.addresses());
      return nanos;
    }
  }

  /**
   * How long a thousand records take when five functions take batches of 100 side by side, each with a
   * quota of its own: in nanoseconds, one figure for each window.
   *
   * @throws IllegalStateException when not every record is in the table afterwards
   */
  long[] fiveFunctions(int memory) throws Exception {
    AtomicLong taken = new AtomicLong();
    AtomicBoolean enough = new AtomicBoolean();
    List<AutoCloseable> open = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(FUNCTIONS);
    try {
      List<Future<Void>> running = new ArrayList<>();
      for (int i = 0; i < FUNCTIONS; i++) {
        CpuQuota quota = CpuQuota.of(memory);
        open.add(0, quota);
        ExecutionEnvironment function = start("feedback");
        open.add(0, function);
        function.awaitInit();
        invoke(function, BATCH, 1_000);
        quota.limit(function.process());
        running.add(threads.submit(batches(function, taken, enough)));
      }
      TimeUnit.SECONDS.sleep(2);
      long[] nanos = new long[WINDOWS];
      for (int i = 0; i < WINDOWS; i++) {
        nanos[i] = window(taken);
      }
      enough.set(true);
      for (Future<Void> each : running) {
        each.get();
      }
      answers.requireSubjects(events.addresses());
      return nanos;
    } finally {
      threads.shutdownNow();
      for (AutoCloseable each : open) {
        each.close();
      }
    }
  }

  private static long window(AtomicLong taken) throws InterruptedException {
    long records = taken.get();
    long before = System.nanoTime();
    TimeUnit.SECONDS.sleep(WINDOW_SECONDS);
    return (System.nanoTime() - before) * 1_000 / (taken.get() - records);
  }

  /** One after the other until it is enough; counts their records as they are taken. */
  private Callable<Void> batches(
      ExecutionEnvironment function, AtomicLong taken, AtomicBoolean enough) {
    return () -> {
      while (!enough.get()) {
        byte[] batch;
        synchronized (events) {
          batch = events.bounces(BATCH);
        }
        FunctionRuns.invoke(function, batch);
        taken.addAndGet(BATCH);
      }
      return null;
    };
  }

  private void invoke(ExecutionEnvironment function, int batch, int records)
      throws InterruptedException {
    for (int i = 0; i < records; i += batch) {
      FunctionRuns.invoke(function, events.bounces(batch));
    }
  }

  private ExecutionEnvironment start(String handler) throws IOException {
    return ExecutionEnvironment.start(
        code,
        deployment.function(handler).withTimeout(PATIENCE),
        table.variables(),
        Redirect.DISCARD);
  }
}
