package dev.hardstop;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs several tasks at once, each in its own thread, all starting at the same moment. */
public final class Race {
  private Race() {}

  /** A task. */
  public interface Runner {
    void run() throws Exception;
  }

  /** Returns when all tasks have ended; throws the exception of a failed one. */
  public static void of(List<Runner> runners) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(runners.size());
    try {
      List<Future<?>> running = new ArrayList<>();
      for (Runner runner : runners) {
        running.add(threads.submit(() -> {
          start.await();
          runner.run();
          return null;
        }));
      }
      start.countDown();
      for (Future<?> one : running) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
